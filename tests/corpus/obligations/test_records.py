"""Records that cannot change."""

from dataclasses import FrozenInstanceError

import pytest

from corpus.obligations import Machine, Value, ValueType
from corpus.spans import Span


def test_a_machine_form_is_a_mapping_in_the_order_given():
    machine = Machine.of(within="PT10M", days=None, from_="会诊请求发出")
    assert dict(machine) == {"within": "PT10M", "from": "会诊请求发出"}
    assert list(machine) == ["within", "from"]
    assert "days" not in machine


def test_a_machine_form_hashes_and_cannot_change():
    assert hash(Machine.of(asap=True)) == hash(Machine.of(asap=True))
    with pytest.raises(TypeError):
        Machine.of(asap=True)["asap"] = False


def test_a_value_cannot_change():
    value = Value(ValueType.DEADLINE, "立即", Span(0, 2), Machine.of(asap=True))
    with pytest.raises(FrozenInstanceError):
        value.raw = "尽快"
