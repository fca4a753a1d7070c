"""What a question is understood as: `Query`."""

from dataclasses import dataclass
from enum import StrEnum


class QuestionKind(StrEnum):
    """What a question asks for."""

    DEADLINE = "deadline"
    FREQUENCY = "frequency"
    THRESHOLD = "threshold"
    COUNT = "count"
    DATE = "date"
    ACTOR = "actor"
    PERSON = "person"
    RECIPIENT = "recipient"
    CONTACT = "contact"
    DOCUMENT_NUMBER = "document_number"
    YES_NO = "yes_no"
    PROCEDURE = "procedure"
    DEFINITION = "definition"
    LIST = "list"
    COMPARE = "compare"
    CLAUSE = "clause"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that an answer should speak about.

    `forms` are the word and what it may be called in a text, the word as asked first; `weight` in 0..1 says how much of the
    question hangs on it: words carried over from an earlier question weigh less.
    """

    forms: tuple[str, ...]
    weight: float = 1.0

    @property
    def text(self) -> str:
        """The word as it was asked."""
        return self.forms[0]

    def found_in(self, text: str) -> bool:
        """Whether one of the forms stands in the text."""
        # Asked for every word of every sentence: a plain loop takes half of what `any` does.
        for form in self.forms:  # noqa: SIM110
            if form in text:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Moment:
    """The time that a question names: its words, and its last day; no day where it means what held before."""

    words: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready for searching and reading.

    `standalone` is the question in simplified script that needs no earlier one, `asked` the part of it that was typed now, `content` the
    words of that without question words, places and titles. `kinds` is what it asks for, the leading kind first; `terms` its words with
    what they may be called; `places` the places and `titles` the documents that it names; `search_text` what is searched for. `moment` is
    the time that it names, where that chose among versions of a text; `is_open` says that it means another one than an earlier question,
    and nothing tells which.
    """

    question: str
    standalone: str
    asked: str
    content: str
    kinds: tuple[QuestionKind, ...]
    terms: tuple[Term, ...]
    places: tuple[str, ...]
    titles: frozenset[str]
    search_text: str
    english: bool = False
    clause_label: str = ""
    moment: Moment | None = None
    is_open: bool = False

    def __hash__(self) -> int:
        # What follows from a question alone is kept for all sentences that are held against it; equality still compares everything.
        return hash(self.standalone)

    @property
    def in_chinese(self) -> str:
        """The question that needs no earlier one; of an English one the words that Chinese texts have for it."""
        return self.search_text if self.english else self.standalone

    @property
    def search_terms(self) -> tuple[tuple[str, ...], ...]:
        """What the words are called that are searched for; an English question is searched for by nothing else anyway."""
        return () if self.english else tuple(term.forms for term in self.terms)

    @property
    def kind(self) -> QuestionKind:
        """The leading kind."""
        return self.kinds[0]
