"""Questions that a library answers, made from its register: a duty whose value is asked for.

Each was asked before it is given: it is one whose answer cites the very clause of the duty.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from assistant.answers import Answer
from assistant.obligations.entries import Entry
from assistant.obligations.filters import Filters
from assistant.obligations.register import Register
from assistant.obligations.wording import one_line
from assistant.service import Assistant
from assistant.tables import rows
from corpus.documents import Validity
from corpus.obligations.records import ValueType
from indexing.library import Library
from indexing.rows import DocumentSummary

MAX_DOCUMENTS = 12
MAX_DUTIES = 40
MAX_TRIES_PER_DOCUMENT = 3
CHARACTERS = range(9, 33)

# A duty that comes on top of another one before it.
_AGAIN = "也"

# What follows a value that is one of two.
_JOINED = tuple("和或及与")

# Of these what is to be done is said after them.
_TIMES = frozenset({ValueType.DEADLINE, ValueType.FREQUENCY})

_ENDS = re.compile(r"[，。；：、\s]")
_ORDER = (Validity.IN_FORCE, Validity.UNKNOWN, Validity.NOT_YET, Validity.ENDED, Validity.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Form:
    """A row of `data/suggestions.tsv`: a value of this type whose words match is asked for with `asked`."""

    type: ValueType
    pattern: re.Pattern[str]
    asked: str
    example: str


@cache
def forms() -> tuple[Form, ...]:
    """The rows of the table, in its order."""
    return tuple(Form(ValueType(kind), re.compile(pattern), asked, example) for kind, pattern, asked, example in rows("suggestions"))


def suggestions(library: Library, register: Register, today: Callable[[], date], *, limit: int) -> tuple[str, ...]:
    """At most so many questions, from as many documents as there are, those that bind today first."""
    # Without a language model: what is suggested must not cost anything.
    assistant = Assistant(library.searcher, library, today)
    each = [_answered(assistant, register, summary.document_id) for summary in _chosen(library.documents(), register)]
    found: dict[str, None] = {}
    while each and len(found) < limit:
        questions = each.pop(0)
        question = next(questions, None)
        if question:
            found[question] = None
            each.append(questions)
    return tuple(found)


def question_of(entry: Entry) -> str:
    """The question for a value of a duty, empty where none can be asked in plain words."""
    obligation = entry.stored.obligation
    if obligation.problems or obligation.condition or obligation.exception:
        return ""
    for value in obligation.values:
        part = next((part for part in _ENDS.split(one_line(obligation.action)) if value.raw in part), "")
        form = next((form for form in forms() if form.type is value.type and form.pattern.fullmatch(value.raw)), None)
        others = [other.raw for other in obligation.values if other is not value]
        rest = part.partition(value.raw)[2]
        plain = part and _AGAIN not in part and not rest.startswith(_JOINED) and (rest or value.type not in _TIMES)
        if form and plain and not any(raw in part for raw in others):
            question = f"{'' if obligation.actor in part else obligation.actor}{part.replace(value.raw, form.asked, 1)}？"
            if len(question) in CHARACTERS and "（" not in question:
                return question
    return ""


def _chosen(documents: Sequence[DocumentSummary], register: Register) -> list[DocumentSummary]:
    """Some documents from all over the list, those that bind first."""
    step = max(len(documents) // MAX_DOCUMENTS, 1)
    some = documents[::step][:MAX_DOCUMENTS]
    found = {summary.document_id: _first(register, summary.document_id) for summary in some}
    return sorted((each for each in some if found[each.document_id]), key=lambda each: _ORDER.index(found[each.document_id][0].validity))


def _first(register: Register, document_id: str) -> tuple[Entry, ...]:
    return register.find(Filters(document_id=document_id, kinds=frozenset(ValueType)), limit=1).entries


def _answered(assistant: Assistant, register: Register, document_id: str) -> Iterator[str]:
    """Questions on duties of a document whose answer cites the clause of the duty."""
    entries = register.find(Filters(document_id=document_id, kinds=frozenset(ValueType)), limit=MAX_DUTIES).entries
    asked = ((question, entry) for entry in entries if (question := question_of(entry)))
    for question, entry in islice(asked, MAX_TRIES_PER_DOCUMENT):
        answer = assistant.ask(question)
        clause_id = entry.stored.obligation.clause_id
        if isinstance(answer, Answer) and clause_id in {citation.clause_id for citation in answer.citations}:
            yield question
