"""Finds the whole of an enumeration."""

import re

from assistant.evidence import Evidence
from assistant.mismatches import asked_number
from assistant.questions import Query, QuestionKind
from assistant.runs import Run, run_at
from assistant.values import asks_kinds
from assistant.weighing import Weigher
from corpus.sentences import parts, sentences
from corpus.spans import Span

MAX_LIST_CHARACTERS = 1_200
MAX_HEADED_CHARACTERS = 300
LEAST_SHARE = 0.6
LEAST_HEADING_SHARE = 0.5
LEAST_LEAD = 0.1

_ITEM = re.compile(r"(?:^|[；;。：:])\s*(?:[一二三四五六七八九]是|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、])")
_LEAD_IN = re.compile(r"下列|如下|以下(?!罚款|的)|[：:]$")
_PAUSES = re.compile("、|和|及|与")
_JOINS = "；;"
_STOPS = "。；;\n"


def is_lead_in(evidence: Evidence) -> bool:
    """Whether a sentence announces a list that follows it."""
    return _LEAD_IN.search(evidence.text.strip()) is not None


def is_open(part: str) -> bool:
    """Whether a part only announces what follows it."""
    return part.rstrip().endswith(("：", ":"))


def listing(query: Query, evidence: Evidence, weigher: Weigher) -> Span:
    """What is listed.

    1. Of a list told in running sentences, where so many are asked for or its announcement says as much as the sentence, the whole run.
    2. Of an item that says less about the question than the words that announce the list, the whole list.
    3. Under a heading that the question names, the sentence and all that follows it under the heading.
    4. Of an item that lists things itself, and says more about the question than the others, the item.
    5. Where so many things are asked for, and one part of the sentence holds as many and most of what was asked, that part.
    6. The whole enumeration.
    """
    text = evidence.document_text
    wanted = asked_number(query.asked)
    run = asked_run(query, evidence, weigher)
    if run:
        return run.span
    listed = evidence.listed
    if listed and len(listed) <= MAX_LIST_CHARACTERS and weigher.terms_in(evidence.lead_text) >= weigher.terms_in(evidence.text):
        return listed
    if query.kind is QuestionKind.LIST and not wanted and weigher.terms_in(evidence.clause.heading) >= LEAST_HEADING_SHARE:
        end = min(evidence.clause.own.end, evidence.span.start + MAX_HEADED_CHARACTERS)
        return with_run(text, Span(evidence.span.start, max(end, evidence.span.end)).trimmed(text))
    if not (wanted or asks_kinds(query)) and _PAUSES.search(evidence.text) and _stands_out(evidence, weigher):
        return evidence.span
    for part in parts(text, evidence.span) if wanted else ():
        complete = len(_PAUSES.findall(part.of(text))) + 1 >= wanted
        if complete and not is_open(part.of(text)) and weigher.pairs_in(part.of(text)) >= LEAST_SHARE * weigher.pairs_in(evidence.text):
            return part
    return enumeration(evidence, whole=query.kind is QuestionKind.COMPARE)


def asked_run(query: Query, evidence: Evidence, weigher: Weigher) -> Run | None:
    """The list told in running sentences that is asked for: of so many members, or announced by what says as much as the sentence."""
    run = run_at(evidence.document_text, evidence.span)
    if run is None or len(run.span) > MAX_LIST_CHARACTERS:
        return None
    wanted = asked_number(query.asked)
    if wanted:
        return run if len(run.members) == wanted else None
    if run.lead is None:
        return None
    first = run.members[0].start
    text = evidence.document_text
    own = Span(max(evidence.span.start, first), max(evidence.span.end, first)).of(text)
    return run if weigher.terms_in(run.lead.of(text)) >= weigher.terms_in(own) else None


def with_run(text: str, span: Span) -> Span:
    """A stretch that ends within a list told in running sentences, with the rest of the list."""
    run = run_at(text, Span(max(span.end - 1, span.start), span.end))
    opened = run is not None and span.start <= run.span.start and len(run.span) <= MAX_LIST_CHARACTERS
    return Span(span.start, max(span.end, run.span.end)) if run and opened else span


def tells_so_many(evidence: Evidence, number: int) -> bool:
    """Whether a sentence belongs to a list told in running sentences that has so many members, no more and no fewer."""
    run = run_at(evidence.document_text, evidence.span)
    return run is not None and len(run.members) == number


def _stands_out(evidence: Evidence, weigher: Weigher) -> bool:
    """Whether an item of a list says clearly more about the question than each other item."""
    lead, listed = evidence.lead, evidence.listed
    if lead is None or listed is None:
        return False
    others = sentences(evidence.document_text, Span(lead.end, listed.end))
    said = (weigher.terms_in(span.of(evidence.document_text)) for span in others if not span.overlaps(evidence.span))
    return weigher.terms_in(evidence.text) >= max(said, default=1.0) + LEAST_LEAD


def enumeration(evidence: Evidence, *, whole: bool = False) -> Span:
    """The sentence with all that belongs to its enumeration: its neighbours behind ；, or the items under 下列.

    At most `MAX_LIST_CHARACTERS` long. A sentence that lists within itself stands alone, unless the `whole` is wanted or it is an item.
    """
    text, span = evidence.document_text, evidence.span
    if is_lead_in(evidence) and len(evidence.clause.span) <= MAX_LIST_CHARACTERS:
        return Span(span.start, max(evidence.clause.span.end, span.end)).trimmed(text)
    if not whole and _PAUSES.search(evidence.text) and not _ITEM.search(text[max(span.start - 2, 0) : span.end]):
        return span
    limits = evidence.hit.chunk.span
    return Span(_start_of_row(text, span, limits), _end_of_row(text, span, limits)).trimmed(text)


def _start_of_row(text: str, span: Span, limits: Span) -> int:
    """Where the row of sentences joined by ； begins that a sentence stands in."""
    start = span.start
    while start > limits.start and text[:start].rstrip()[-1:] in _JOINS and span.end - start <= MAX_LIST_CHARACTERS:
        joint = len(text[:start].rstrip()) - 1
        start = max(text.rfind(mark, limits.start, joint) for mark in _STOPS) + 1 or limits.start
    return max(start, limits.start)


def _end_of_row(text: str, span: Span, limits: Span) -> int:
    """Where the row of sentences joined by ； ends that a sentence stands in."""
    end = span.end
    while end < limits.end and text[end - 1] in _JOINS and end - span.start <= MAX_LIST_CHARACTERS:
        stops = [place for place in (text.find(mark, end, limits.end) for mark in _STOPS[:-1]) if place >= 0]
        end = min(stops, default=limits.end - 1) + 1
    return end
