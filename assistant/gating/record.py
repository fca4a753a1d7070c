"""What the gate is given and what it finds: `Support` and `Problem`."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What a statement says that its support does not."""

    VALUE = "value"
    SUBJECT = "subject"
    CLAUSE = "clause"
    NEGATION = "negation"
    MODALITY = "modality"
    ACTOR = "actor"
    PLACE = "place"
    NAME = "name"
    WORDS = "words"
    UNCITED = "uncited"


@dataclass(frozen=True, slots=True)
class Problem:
    """A stretch of a statement that is not supported, and in what."""

    fault: Fault
    text: str


@dataclass(frozen=True, slots=True)
class Support:
    """The cited words that a statement stands on.

    `text` must hold every value; `context` (title, headings, issuer, place) may hold actors, places and words besides; `label` is the
    address of the clause.
    """

    text: str
    context: str = ""
    label: str = ""
