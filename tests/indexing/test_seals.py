"""The checksum of a row is that of its values as JSON, however it is put together."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import StoreError
from indexing.seals import Row, check_intact, is_intact, sealed

_VALUES = st.one_of(st.text(), st.integers(), st.none(), st.binary(max_size=40))
_ROWS = st.dictionaries(st.text(min_size=1).filter(lambda name: name != "checksum"), _VALUES, min_size=1, max_size=6)


@settings(max_examples=100, deadline=None)
@given(_ROWS)
def test_the_checksum_is_that_of_the_json_of_a_row(row: Row) -> None:
    # What stores of earlier versions hold.
    written = json.dumps(row, sort_keys=True, ensure_ascii=False, default=lambda value: value.hex())
    assert sealed(row)["checksum"] == hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@settings(max_examples=100, deadline=None)
@given(_ROWS, st.data())
def test_a_row_of_another_value_is_not_intact(row: Row, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(row)))
    other = data.draw(_VALUES.filter(lambda value: _as_json(value) != _as_json(row[name])))
    assert is_intact(sealed(row))
    assert not is_intact({**sealed(row), name: other})


def test_names_of_columns_may_hold_any_character() -> None:
    assert is_intact(sealed({"100%": "会诊", "%s": 1, '"': None}))


def test_a_document_that_is_not_as_written_is_named() -> None:
    row = sealed({"document_id": "d-1", "clean": "急会诊10分钟"})
    check_intact([row])
    with pytest.raises(StoreError, match="'d-1' is not stored as it was written"):
        check_intact([row, {**row, "clean": "急会诊30分钟"}])


def _as_json(value: str | int | bytes | None) -> str:
    return json.dumps(value, default=lambda each: each.hex())
