"""The record that ends a question: an `Answer` out of a draft and its citations, or a `NoAnswer` with its reason."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from time import perf_counter
from uuid import uuid4

from assistant.answers import Answer, Citation, NoAnswer, Reason, Statement
from assistant.citations import cite_evidence
from assistant.drafting import CERTAIN, Drafted, tries
from assistant.lookup import address_of
from assistant.notices import also_notice, no_answer_text, notices, unheard_notices
from assistant.questions import Query
from assistant.ranking import Ranked
from assistant.refusal import reason_for
from assistant.scopes import asks_own_rule
from assistant.weighing import Weigher

NEAREST = 3

# How often a refusal is right where no sentence could answer at all: 80 of 81 refusals over the questions of four corpora.
NONE_CAN_ANSWER = 0.98

_DECIDED = {Reason.PLACE_NOT_COVERED, Reason.FALSE_PREMISE}


def answered(query: Query, drafted: Drafted, citations: tuple[Citation, ...], today: date, started: float) -> Answer:
    """The answer that a draft gives; `started` is when the question came, by `perf_counter`."""
    draft = drafted.draft
    return Answer(
        id=uuid4().hex,
        question=query.question,
        standalone_question=query.standalone,
        created_at=datetime.now(UTC),
        answer=draft.answer,
        short_answer=draft.short_answer,
        statements=tuple(Statement(text, tuple(citations[i].number for i in numbers)) for text, numbers in draft.statements()),
        citations=citations,
        notices=(
            *notices(query, (reading.evidence.header for reading in draft.readings), today),
            *unheard_notices(drafted.unheard),
            *also_notice(drafted.also),
        ),
        confidence=round(drafted.probability, 4),
        elapsed_ms=milliseconds_since(started),
    )


def refused(query: Query, ranked: Sequence[Ranked], weigher: Weigher, today: date, started: float, *, place_covered: bool) -> NoAnswer:
    """That there is no answer, why, and what comes near; `started` is when the question came, by `perf_counter`."""
    no_clause = place_covered and address_of(query.standalone) is not None
    reason = Reason.FALSE_PREMISE if no_clause else reason_for(query, ranked, weigher, place_covered=place_covered)
    near = ranked[:NEAREST] if (place_covered or asks_own_rule(query.asked)) and reason is not Reason.OFF_TOPIC else ()
    return NoAnswer(
        id=uuid4().hex,
        question=query.question,
        standalone_question=query.standalone,
        created_at=datetime.now(UTC),
        answer=no_answer_text(reason, query, ranked[0].evidence.text if ranked and not no_clause else ""),
        reason=reason,
        nearest=tuple(cite_evidence(number, item.evidence, today) for number, item in enumerate(near, 1)),
        notices=(),
        confidence=round(_confidence(reason, query, ranked, weigher), 4),
        elapsed_ms=milliseconds_since(started),
    )


def _confidence(reason: Reason, query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> float:
    """The probability, 0..1, that it is right to refuse: that of the reason, else that the first sentence that could answer does not."""
    if reason in _DECIDED:
        return CERTAIN
    return 1 - next((probability for _, probability in tries(query, ranked, weigher)), 1 - NONE_CAN_ANSWER)


def milliseconds_since(started: float) -> float:
    """The time since a moment of `perf_counter`."""
    return round((perf_counter() - started) * 1000, 2)
