"""What may be asked of the register: conditions that all have to hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from corpus.documents import Validity
from corpus.errors import QuestionError
from corpus.obligations.records import Modality, ValueType

Kind = Modality | ValueType

KINDS: dict[str, Kind] = {str(kind): kind for kind in (*Modality, *ValueType)}


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on obligations; what is empty or `None` holds for all.

    `actor` finds what binds it by name and through wider classes, `as_part` through the bodies that it belongs to, too. `kinds` of modality
    are alternatives to each other, and so are those of values; of both, one each has to fit. `place` keeps what binds there: its own, its
    province's and the nation's. Days are included. `every_months` keeps what recurs at least so often, whether or not it has due days. Each
    of `words` has to occur; `报送|上报` is either.
    """

    actor: str = ""
    as_part: bool = True
    kinds: frozenset[Kind] = frozenset()
    document_id: str = ""
    place: str = ""
    validity: frozenset[Validity] = frozenset()
    due_from: date | None = None
    due_before: date | None = None
    every_months: int | None = None
    words: tuple[str, ...] = ()


def kinds_of(names: Iterable[str]) -> frozenset[Kind]:
    """The kinds of these names.

    Raises:
        QuestionError: There is no such kind.

    >>> sorted(kinds_of(["must_not", "deadline"]))
    [<ValueType.DEADLINE: 'deadline'>, <Modality.MUST_NOT: 'must_not'>]
    """
    listed = list(names)
    unknown = next((name for name in listed if name not in KINDS), None)
    if unknown is not None:
        raise QuestionError(f"There is no kind {unknown!r} of obligation: choose from {', '.join(KINDS)}")
    return frozenset(KINDS[name] for name in listed)
