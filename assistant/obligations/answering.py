"""A page of the register as an answer: every duty that a question asks for, each with the clause that it stands in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid4

from assistant.answers import Answer, Citation, NoAnswer, Reason, Statement
from assistant.citations import cite, is_proven
from assistant.evidence import Policies
from assistant.obligations.entries import Entry, Page
from assistant.obligations.register import Register
from assistant.obligations.wording import VALIDITY_WORDS, one_line, title
from assistant.obligations.workdays import workday_note
from corpus.documents import Validity

# What is listed is what the texts say, found by conditions that a question states in so many words.
CONFIDENCE = 0.9

# A reply that no screen holds helps nobody: of more the first are listed, and the reply says how many there are and where the rest is.
MOST_LISTED = 200

NONE_FOUND = "现有文件中没有查到符合这些条件的义务。"

_PAST = frozenset({Validity.ENDED, Validity.SUPERSEDED})
_JOIN = "；"


@dataclass(frozen=True, slots=True)
class RegisterReplies:
    """Replies to questions for lists of duties out of a register; `policies` gives what the duties stand in, `today` judges validity."""

    register: Register
    policies: Policies
    today: Callable[[], date]

    def reply(self, question: str, place: str) -> Answer | NoAnswer | None:
        """Every duty that a question for a list asks for; `None` where it asks for something else.

        Where the register, which holds every duty, has none that fits, no sentence of a text is an answer.
        """
        page = self.register.find_for_question(question, place=place)
        return None if page is None else answer_of(question, page, self.policies, self.today()) or _none_found(question)


def answer_of(question: str, page: Page, policies: Policies, today: date) -> Answer | None:
    """The answer that lists the entries of a page, those due next first; `None` where none of them can be proven.

    Args:
        question: as it was typed.
        page: what the register found, all of it.
        policies: gives the policies that the entries stand in.
        today: the day on which validity is judged.
    """
    proven = list(_proven(page.entries[:MOST_LISTED], policies, today))
    if not proven:
        return None
    lines = tuple(line(entry) for entry, _ in proven)
    return Answer(
        id=uuid4().hex,
        question=question,
        standalone_question=question,
        created_at=datetime.now(UTC),
        answer="\n".join(lines),
        short_answer=_JOIN.join(one_line(entry.stored.obligation.action) for entry, _ in proven),
        statements=tuple(Statement(told, (citation.number,)) for told, (_, citation) in zip(lines, proven, strict=True)),
        citations=tuple(citation for _, citation in proven),
        notices=tuple(_notices([entry for entry, _ in proven], page)),
        confidence=CONFIDENCE,
        elapsed_ms=0.0,
    )


def _none_found(question: str) -> NoAnswer:
    return NoAnswer(
        id=uuid4().hex,
        question=question,
        standalone_question=question,
        created_at=datetime.now(UTC),
        answer=NONE_FOUND,
        reason=Reason.NOT_IN_CORPUS,
        nearest=(),
        notices=(),
        confidence=CONFIDENCE,
        elapsed_ms=0.0,
    )


def line(entry: Entry) -> str:
    """A duty in one line, as its clause says it; who is bound stands first where the words do not name it."""
    said, actor = one_line(entry.stored.reading), one_line(entry.stored.obligation.actor)
    return said if not actor or actor in said else f"{actor}：{said}"


def _proven(entries: Sequence[Entry], policies: Policies, today: date) -> Iterator[tuple[Entry, Citation]]:
    """The entries whose words stand in the stored original, each with its citation, numbered from 1; what has two days is told once."""
    number = 1
    once = {(entry.stored.document_id, entry.stored.raw): entry for entry in reversed(entries)}
    for entry in (entry for entry in entries if once[entry.stored.document_id, entry.stored.raw] is entry):
        policy = policies.policy(entry.stored.document_id)
        citation = cite(number, policy, entry.stored.obligation.span, today)
        if is_proven(citation, policy):
            yield entry, citation
            number += 1


def _notices(entries: Sequence[Entry], page: Page) -> Iterator[str]:
    """How many there are, what falls due first, and which of the texts bind no more."""
    if page.outside_window:
        yield "所问期限内没有到期的义务；以下是定期的同类义务，或所在文件已结束，或没有确定的日期。"
    if page.total > MOST_LISTED:
        yield f"共{page.total}条，此处列出前{len(entries)}条；其余见义务清单（youju obligations）。"
    else:
        yield f"共{len(entries)}条，已全部列出。"
    first = next((entry for entry in entries if entry.next_due), None)
    if first and first.next_due:
        note = workday_note(first.next_due)
        yield f"最近到期：{first.next_due.isoformat()}，{line(first)}" + (f"（{note}）" if note else "")
    for name, state in dict.fromkeys((title(entry), entry.validity) for entry in entries if entry.validity in _PAST):
        yield f"《{name}》{VALIDITY_WORDS[state]}。"
    unread = sum(bool(entry.stored.obligation.problems) for entry in entries)
    if unread:
        yield f"其中{unread}条有未能识别的内容，请查看原文。"
