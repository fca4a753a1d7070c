"""Records whose members are texts, numbers and times as sealed rows, and back: a time is a text in ISO form, a state its own text."""

from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from indexing.seals import Row, Value, sealed

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# The members that hold times, and the columns that hold them as texts, end so.
_TIME = "_at"


def record_row(record: "DataclassInstance") -> Row:
    """The row of a record.

    >>> from indexing.journal import Conversation
    >>> moment = datetime.fromisoformat("2026-11-22T08:00:00+00:00")
    >>> row = record_row(Conversation("c", "u", "k", "急会诊多久到位", moment))
    >>> row["created_at"], Conversation(**record_members(row)).created_at == moment
    ('2026-11-22T08:00:00+00:00', True)
    """
    return sealed({name: _cell(value) for name, value in asdict(record).items()})


def record_members(row: Row) -> dict[str, Any]:
    """The members of the record that a row was written from."""
    members = {name: value for name, value in row.items() if name != "checksum"}
    return {name: datetime.fromisoformat(str(value)) if name.endswith(_TIME) and value else value for name, value in members.items()}


def _cell(value: Any) -> Value:  # noqa: ANN401 -- what `asdict` gives is typed so
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value
