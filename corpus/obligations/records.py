"""The records that a policy's duties become: `Obligation` and its `Value`s."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from corpus.spans import Span

Scalar = str | int | float | bool


class Modality(StrEnum):
    """How strongly a text binds."""

    MUST = "must"
    MUST_NOT = "must_not"
    SHOULD = "should"
    MAY = "may"
    TARGET = "target"


class ValueType(StrEnum):
    """What a value of a duty limits."""

    DEADLINE = "deadline"
    FREQUENCY = "frequency"
    THRESHOLD = "threshold"
    COUNT = "count"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Machine(Mapping[str, Scalar]):
    """The machine form of a value: a mapping that cannot change, its keys in the order in which they were given.

    >>> Machine.of(every="P1M", times=1)["every"]
    'P1M'
    """

    items_: tuple[tuple[str, Scalar], ...]

    @classmethod
    def of(cls, **members: Scalar | None) -> "Machine":
        """The form with these members, those that are `None` left out; `from_` writes the key `from`."""
        return cls(tuple((key.removesuffix("_"), value) for key, value in members.items() if value is not None))

    def __getitem__(self, key: str) -> Scalar:
        for name, value in self.items_:
            if name == key:
                return value
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return any(name == key for name, _ in self.items_)

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self.items_)

    def __len__(self) -> int:
        return len(self.items_)


@dataclass(frozen=True, slots=True)
class Value:
    """A deadline, frequency, threshold, count or duration; `raw` is `span` of the clean text.

    The machine forms are those of the design: deadline `{by}`, `{recurrence, month, day, year_offset}`, `{within, from}`, `{before}` or
    `{asap}`; frequency `{every, times, op, scope}`; threshold and count `{op, value, unit, by, period}`; duration `{period, start, end}`,
    `{recurrence, start, end}` for a part of every year (`05-01` to `09-30`), or `{value, op, every}`. Durations are ISO 8601, `day` -1 is
    the last day of its month, `month_of_quarter` 1 to 3, `working_day` the so-manieth working day of a month, `week` and `weekday` a day of
    its so-manieth week, and `days: working` counts working days only. A ratio is the text `1:0.4` with the unit `比`.
    """

    type: ValueType
    raw: str
    span: Span
    machine: Machine


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty, prohibition, permission, recommendation or target of a policy.

    All spans are of the clean text. `span` covers the duty with the conditions before it, `action_span` what is to be done. `actor_span`
    is where the actor is named, which may stand before the duty (lead-in, heading, sentence before), and `None` where it is taken from the
    policy's reach or not told at all (`actor` is empty then). `condition_span` too may stand before `span`, with an earlier duty of the
    sentence. `modality_span` is the word that binds, `None` for a bare imperative.
    `problems` say what could not be read; a value that could not be read is never in `values`.
    """

    id: str
    clause_id: str
    span: Span
    actor: str
    actor_span: Span | None
    modality: Modality
    modality_span: Span | None
    action: str
    action_span: Span
    condition: str = ""
    condition_span: Span | None = None
    exception: str = ""
    exception_span: Span | None = None
    values: tuple[Value, ...] = ()
    problems: tuple[str, ...] = ()
