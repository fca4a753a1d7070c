"""Reads a policy's obligations: passages → sentences → pieces → drafts → records."""

import hashlib
import re
from collections.abc import Iterator
from functools import partial

from corpus.documents import Clause, ClauseKind, Policy
from corpus.obligations.actions import opening_end
from corpus.obligations.circumstances import read_sentence
from corpus.obligations.conditions import find_exception
from corpus.obligations.contradictions import marked
from corpus.obligations.grouping import Draft, drafts_of
from corpus.obligations.memory import Actor, Memory
from corpus.obligations.neighbours import ScopedObligation, with_actors
from corpus.obligations.passages import Passage, is_report, passages
from corpus.obligations.pieces import sentences_of
from corpus.obligations.records import Modality, Obligation, Value, ValueType
from corpus.obligations.values import NOTHING, Reading, Surroundings, moved, read_values
from corpus.spans import Span

_RATE = re.compile("率|比例|占比|覆盖|强度")
_STRICT = frozenset({Modality.MUST, Modality.MUST_NOT})
_SCOPES = frozenset({ClauseKind.ARTICLE, ClauseKind.NUMBERED, ClauseKind.SPECIAL_ACTION})


def extract(policy: Policy) -> list[Obligation]:
    """The obligations of a policy in the order of the text.

    Every duty, prohibition, permission, recommendation and target is one record; a deed with two yearly deadlines is two. Of a report of
    what was done only sentences with a binding word count. Ids depend on the document, the place and nothing else.
    """
    return marked(with_actors(policy, list(_Extraction(policy).rows())))


class _Extraction:
    """Walks the passages of one policy."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._text = policy.document.text
        self._bare_counts = not is_report(policy)
        self._year = _year(policy)
        self._clauses = {clause.clause_id: clause for clause in policy.clauses}
        self._memories: dict[str, Memory] = {}
        self._leads: dict[str, Actor | None] = {}

    def rows(self) -> Iterator[ScopedObligation]:
        for passage in passages(self._policy):
            scope = self._scope(passage.clause)
            is_article = self._clauses[scope].kind is ClauseKind.ARTICLE
            memory = self._memories.get(scope) or self._memories.setdefault(scope, Memory(is_article=is_article))
            memory.lead = self._leads.get(passage.clause.parent_id or "") if passage.lead else None
            memory.end_sentence()
            yield from (ScopedObligation(obligation, scope) for obligation in self._obligations(passage, memory))

    def _counts(self, passage: Passage, draft: Draft) -> bool:
        """Whether a draft binds: above the body and in a report only what says so itself does."""
        if not self._bare_counts:
            return bool(draft.cue and draft.cue.modality in _STRICT)
        return not passage.is_preface or bool(draft.cue)

    def _scope(self, clause: Clause) -> str:
        """The article or numbered clause that a clause belongs to."""
        while clause.kind not in _SCOPES and clause.parent_id:
            clause = self._clauses[clause.parent_id]
        return clause.clause_id

    def _obligations(self, passage: Passage, memory: Memory) -> Iterator[Obligation]:
        by: str | None = None
        actor: Actor | None = None
        sentences = sentences_of(self._text, passage.span)
        for number, sentence in enumerate(sentences):
            mood: Modality | None = None
            for draft in drafts_of(read_sentence(sentence, listed=passage.is_item)):
                actor = memory.hear(self._text, draft)
                mood = _mood(draft, mood)
                if passage.is_lead and number == len(sentences) - 1:
                    continue
                if self._counts(passage, draft):
                    made = self._made(passage, draft, actor, mood, by)
                    by = _day(made) or by
                    yield from made
            if sentence.closed:
                memory.end_sentence()
        self._leads[passage.clause.clause_id] = actor

    def _made(self, passage: Passage, draft: Draft, actor: Actor | None, mood: Modality | None, by: str | None) -> list[Obligation]:
        span = Span((draft.before or draft.pieces)[0].piece.span.start, draft.pieces[-1].piece.span.end)
        text = span.of(self._text)
        often = draft.head.reading.frequency() if draft.head.piece.goes_on else None
        reading = NOTHING if _tells_nothing(draft, mood) else read_values(text, mood or Modality.MUST, Surroundings(self._year, by, often))
        case = _case(draft, self._text)
        exception = find_exception(text)
        excepted = Span(*exception).shifted(span.start) if exception else None
        action = _action(draft)
        make = partial(
            Obligation,
            clause_id=passage.clause.clause_id,
            span=span,
            actor=actor.name if actor else "",
            actor_span=actor.span if actor else None,
            modality=_modality(passage, draft, mood, reading, aimed=by is not None),
            modality_span=_cue_span(draft),
            action=action.of(self._text),
            action_span=action,
            condition=case.of(self._text) if case else "",
            condition_span=case,
            exception=excepted.of(self._text) if excepted else "",
            exception_span=excepted,
            problems=reading.problems,
        )
        values = [value for value in moved(reading, span.start) if not _is_of_case(draft, value)]
        place = f"{self._policy.document.source.document_id}:{passage.clause.clause_id}:{span.start}:{span.end}:{action.start}"
        return [make(id=_identity(place, i), values=tuple(told)) for i, told in enumerate(_by_deadline(values))]


def _tells_nothing(draft: Draft, mood: Modality | None) -> bool:
    """Whether a duty is a single piece that was read and has no value; what is forbidden may last for a time that is none elsewhere."""
    alone = not draft.before and len(draft.pieces) == 1
    return alone and draft.head.reading == NOTHING and mood is not Modality.MUST_NOT


def _mood(draft: Draft, before: Modality | None) -> Modality | None:
    """How a draft is meant: as its own binding word says, else as the sentence before it goes on until someone else is named."""
    if draft.cue:
        return draft.cue.modality
    return None if draft.head.actor or before is Modality.MUST_NOT else before


def _modality(passage: Passage, draft: Draft, mood: Modality | None, reading: Reading, *, aimed: bool) -> Modality:
    if passage.mood is Modality.MUST_NOT or (passage.mood and (draft.cue is None or passage.mood is Modality.TARGET)):
        return passage.mood
    if mood:
        return mood
    limits = any(value.type in {ValueType.THRESHOLD, ValueType.COUNT} and value.machine["op"] != "=" for value in reading.values)
    return Modality.TARGET if draft.aims or (limits and (aimed or _RATE.search(draft.head.piece.text))) else Modality.MUST


def _case(draft: Draft, text: str) -> Span | None:
    cases = [piece.piece.span for piece in draft.cases if not find_exception(piece.piece.text)]
    return Span(cases[0].start, cases[-1].end).trimmed(text) if cases else None


def _is_of_case(draft: Draft, value: Value) -> bool:
    """Whether a value only says in which case the duty holds: 六个月内未答复的，应当催办."""
    return any(piece.piece.text.endswith("的") and piece.piece.span.contains(value.span) for piece in draft.before)


def _action(draft: Draft) -> Span:
    """What is to be done: behind the subject and the binding word where those open the piece."""
    head = draft.head
    start = opening_end(head.piece.text)
    actor = head.actor if draft.opens_run else None
    if actor and actor.start <= start + 2:
        start = actor.end
    if head.cue and not head.piece.text[start : head.cue.start].strip() and head.cue.modality is not Modality.MUST_NOT:
        start = head.cue.end
    begin = head.piece.span.start + min(start, max(0, len(head.piece.text) - 1))
    return Span(begin, draft.pieces[-1].piece.span.end)


def _cue_span(draft: Draft) -> Span | None:
    piece = next((one for one in (draft.head, *draft.before) if one.cue and one.cue is draft.cue), None)
    return Span(piece.cue.start, piece.cue.end).shifted(piece.piece.span.start) if piece and piece.cue else None


def _by_deadline(values: list[Value]) -> list[list[Value]]:
    """The values of a record for each yearly deadline, with all that are none; those of a single record where there is at most one."""
    yearly = [value for value in values if value.machine.get("recurrence") == "yearly"]
    if len(yearly) <= 1:
        return [values]
    return [[value for value in values if value is one or value not in yearly] for one in yearly]


def _identity(place: str, number: int) -> str:
    return hashlib.sha256(f"{place}:{number}".encode()).hexdigest()[:16]


def _day(made: list[Obligation]) -> str | None:
    """The day that targets behind these hold from."""
    days: list[Value] = [value for one in made for value in one.values if "by" in value.machine and one.modality is Modality.TARGET]
    return str(days[-1].machine["by"]) if days else None


def _year(policy: Policy) -> int | None:
    told = policy.header.issue_date or (policy.header.period.start if policy.header.period else None)
    return int(told[:4]) if told else None
