"""Which readings make up an answer: one, or one for each side of a comparison."""

import re
from collections.abc import Sequence

from assistant.asked_pairs import asks_both, asks_each
from assistant.comparing import side_by_side
from assistant.counterparts import article, counterparts
from assistant.evidence import Evidence
from assistant.exclusions import excludes_asked
from assistant.freeing import frees_from_asked
from assistant.measuring import measures
from assistant.mismatches import asked_number, lists_so_many
from assistant.offences import asks_penalty
from assistant.pending import asks_pending, tells_pending
from assistant.polarity import decides, verdict
from assistant.questions import Query, QuestionKind
from assistant.ranking import Ranked
from assistant.reading.actors import asks_doer, tells_holder
from assistant.reading.branches import states
from assistant.reading.dispatch import read
from assistant.reading.exceptions import exception
from assistant.reading.listings import is_lead_in, tells_so_many
from assistant.reading.record import Reading
from assistant.reading.unfolding import tells_nothing
from assistant.reading.values import lead_date
from assistant.refusal import can_answer, confidence, is_trusted
from assistant.runs import run_at
from assistant.universals import asks_all
from assistant.values import amounts, asks_kinds, counts_kinds, values_for
from assistant.weighing import Weigher
from corpus.places import short_name
from corpus.quantities import quantities

LEAST_GAIN = 0.12
LEAST_GAIN_OF_SIDE = 0.02
TRIES = 5
MOST_BEHIND = 1.6
MOST_BEHIND_MEASURED = 3.0
MOST_BEHIND_COUNTED = 1.5
MOST_BEHIND_MEETING = 8.0

_SEVERAL = re.compile("哪几(?:个|种|类|项|条|点|方面|件|大|步|样)")

_BY_WHOM = re.compile("由(?:谁|哪[\u4e00-\u9fff]{0,2}?(?:单位|部门|机构|机关|位|个|级|家))(?:来|去|负责|对外|牵头)*([\u4e00-\u9fff]{2})")

# Two things are joined in nearly every sentence.
LEAST_NUMBER = 3


def deciding_first(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> Sequence[Ranked]:
    """The ranked, where yes or no is asked and the best does not decide it with one first that does and is nearly as good.

    Of those that decide, one with a limit in a unit of the question (20分钟: 10分钟内, not 24小时内) goes first. A best that would
    decide but for its exceptions, where it is asked of all, stays: another that names none may know of none.
    """
    if QuestionKind.YES_NO not in query.kinds or not ranked:
        return ranked
    if asks_all(query.asked) and decides(query, ranked[0].evidence.whole_text, weigher):
        return ranked
    behind = MOST_BEHIND_MEASURED if measures(query.asked) else MOST_BEHIND
    near = [item for item in ranked[:TRIES] if item.score >= ranked[0].score - behind]
    deciding = [item for item in near if can_answer(query, item.evidence) and verdict(query, item.evidence.whole_text, weigher)]
    told = _units(query.asked)
    return _led_by(next((item for item in deciding if told & _units(item.evidence.whole_text)), deciding[0] if deciding else None), ranked)


def meeting_first(query: Query, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """The ranked with one first that just fits what yes or no is asked of; those before it go last, as they are no rivals then.

    It keeps that out of a thing, frees from the deed, or tells what holds while a remedy is pending. Such a sentence shares less with
    the question than the rule that it is said of, and may be further behind than others.
    """
    if QuestionKind.YES_NO not in query.kinds:
        return ranked
    best = ranked[0].score if ranked else 0.0
    near = [item for item in ranked[: 2 * TRIES] if item.score >= best - MOST_BEHIND_MEETING]
    first = next((item for item in near if _meets(query, item.evidence.whole_text) and can_answer(query, item.evidence)), None)
    if first is None:
        return ranked
    place = next(number for number, item in enumerate(ranked) if item is first)
    return [*ranked[place:], *ranked[:place]]


def _meets(query: Query, text: str) -> bool:
    return excludes_asked(query, text) or (asks_pending(query) and tells_pending(text)) or frees_from_asked(query, text)


def telling_first(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> Sequence[Ranked]:
    """The ranked, where the best only names or announces the matter, and nothing stands under it, with a trusted one first that tells."""
    if not ranked or not tells_nothing(query, ranked[0].evidence):
        return ranked
    near = [item for item in ranked[1:TRIES] if item.score >= ranked[0].score - MOST_BEHIND_MEASURED and _tells(query, item.evidence)]
    return _led_by(next((item for item in near if is_trusted(confidence(query, _led_by(item, ranked[1:]), weigher))), None), ranked)


def doing_first(query: Query, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """The ranked, where it is asked by whom a deed is done (由谁主持) with one first that says so and is nearly as good."""
    asked = _BY_WHOM.search(query.asked) if query.kind is QuestionKind.ACTOR else None
    if asked is None or not ranked:
        return ranked
    told = re.compile(f"由[^，。；]{{2,40}}{asked[1]}|负责[^，。；]{{0,10}}{asked[1]}")
    if told.search(ranked[0].evidence.whole_text):
        return ranked
    near = [item for item in ranked[1:TRIES] if item.score >= ranked[0].score - MOST_BEHIND_MEASURED]
    return _led_by(next((item for item in near if told.search(item.evidence.text) and can_answer(query, item.evidence)), None), ranked)


def _units(text: str) -> frozenset[str]:
    """The units in which a text tells amounts; of days there is one.

    >>> sorted(_units("2个小时，3日"))
    ['天', '小时']
    """
    return frozenset(value.printed_unit.removeprefix("个").replace("日", "天") for value in amounts(text) if value.printed_unit)


def counted_first(query: Query, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """The ranked, where several things are asked for with one first that lists just so many and is nearly as good.

    Where their number is not said (哪几点), one that tells a list goes before a sentence that lists nothing.
    """
    wanted = asked_number(query.asked)
    if not ranked:
        return ranked
    if wanted >= LEAST_NUMBER:
        near = [item for item in ranked[:TRIES] if item.score >= ranked[0].score - MOST_BEHIND_COUNTED]
        return _led_by(next((item for item in near if _holds(item.evidence, wanted) and can_answer(query, item.evidence)), None), ranked)
    if not _SEVERAL.search(query.asked) or _lists(ranked[0].evidence):
        return ranked
    near = [item for item in ranked[1:TRIES] if item.score >= ranked[0].score - MOST_BEHIND_MEASURED]
    return _led_by(next((item for item in near if _in_run(item.evidence) and can_answer(query, item.evidence)), None), ranked)


def _led_by(first: Ranked | None, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    return ranked if first is None else [first, *(item for item in ranked if item is not first)]


def _tells(query: Query, evidence: Evidence) -> bool:
    return not tells_nothing(query, evidence) and can_answer(query, evidence)


def _lists(evidence: Evidence) -> bool:
    """Whether a sentence lists things, announces a list, or stands in a row."""
    return _in_run(evidence) or is_lead_in(evidence) or any(mark in evidence.text for mark in "、；：") or evidence.listed is not None


def _in_run(evidence: Evidence) -> bool:
    return run_at(evidence.document_text, evidence.span) is not None


def _holds(evidence: Evidence, number: int) -> bool:
    return lists_so_many(evidence.whole_text, number) or tells_so_many(evidence, number)


def choose(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> tuple[Reading, ...]:
    """The readings of the best evidence, at least one; a comparison may need a second that says what the first leaves out."""
    if query.kind is QuestionKind.CLAUSE:
        return tuple(read(query, item, weigher) for item in ranked if item.evidence.clause.label.startswith(query.clause_label))[:1]
    first = read(query, ranked[0], weigher)
    if QuestionKind.COMPARE not in query.kinds:
        told = (*_opening(query, first), first, *_excepted(query, first))
        each = _of_other_side(query, ranked, weigher, told) if asks_each(query) else None
        return (*told, read(query, each, weigher)) if each else told
    second = _other_place(query, ranked) or _complement(ranked, weigher, first)
    return (first, read(query, second, weigher)) if second else (first,)


def sides_of(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> tuple[tuple[Reading, ...], ...]:
    """The readings about each of two things of one place and text that a question asks about; empty where no two sentences tell them."""
    if not asks_both(query) or len(query.places) > 1 or len(query.titles) > 1 or not ranked:
        return ()
    readings = side_by_side(read(query, item, weigher) for item in counterparts(query, ranked, weigher))
    return tuple((*(_opening(query, reading) if i == 0 else ()), reading) for i, reading in enumerate(readings))


def _opening(query: Query, reading: Reading) -> tuple[Reading, ...]:
    """What has to be said before a reading: the date that opens its clause, or the words that hold for all items of its list."""
    evidence = reading.evidence
    text = evidence.document_text
    date = None if reading.values else lead_date(query, evidence)
    if date:
        return (Reading(evidence, date, date.of(text)),)
    lead = evidence.lead
    counted = lead is not None and asks_kinds(query) and counts_kinds(query, lead.of(text))
    if lead is None or (reading.values and not counted) or reading.span.start <= lead.start:
        return ()
    values = tuple(values_for(query, lead.of(text)))
    needed = values or QuestionKind.YES_NO in query.kinds or asks_penalty(query.asked) or _says_too_little(query, reading)
    return (Reading(evidence, lead, "、".join(value.text for value in values), values),) if needed else ()


def _says_too_little(query: Query, reading: Reading) -> bool:
    """Whether an item does not say who does it, where that is asked for, or is no more than a case or a thing of which the lead speaks."""
    return not tells_holder(reading.text) if asks_doer(query) else not states(reading.text)


def _excepted(query: Query, reading: Reading) -> tuple[Reading, ...]:
    """What a sentence of its own excepts from a rule that is asked about by a value, or for yes or no."""
    ruled = reading.values or QuestionKind.YES_NO in query.kinds
    span = exception(reading.evidence, reading.span) if ruled and not asks_penalty(query.asked) else None
    return (Reading(reading.evidence, span, ""),) if span else ()


def _of_other_side(query: Query, ranked: Sequence[Ranked], weigher: Weigher, told: Sequence[Reading]) -> Ranked | None:
    """Where the same is asked about each of two things, the sentence of the same article that adds most to what is told."""
    own = article(told[0].evidence)
    row = [item for item in ranked if article(item.evidence) == own and can_answer(query, item.evidence)]
    apart = [item for item in row if not any(item.evidence.span.overlaps(reading.span) for reading in told)]
    said = "\n".join(reading.text for reading in told)
    held = weigher.pairs_in(said) + weigher.terms_in(said)

    def gain(item: Ranked) -> float:
        both = f"{said}\n{item.evidence.text}"
        return weigher.pairs_in(both) + weigher.terms_in(both) - held

    best = max(apart, key=gain, default=None)
    return best if best and gain(best) >= LEAST_GAIN_OF_SIDE else None


def _other_place(query: Query, ranked: Sequence[Ranked]) -> Ranked | None:
    """The best evidence of a place that the question names and the first evidence does not speak for."""
    own = short_name(ranked[0].evidence.header.place)
    others = [place for place in query.places if place != own]
    for item in ranked[1:]:
        if item.evidence.header.place and short_name(item.evidence.header.place) in others:
            return item
    return None


def _complement(ranked: Sequence[Ranked], weigher: Weigher, first: Reading) -> Ranked | None:
    """The evidence that adds most of what the first leaves out, if it adds enough."""
    held = weigher.pairs_in(first.text)
    valued = bool(quantities(first.text))
    others = [item for item in ranked[1:] if bool(quantities(item.evidence.text)) >= valued]
    gains = [(weigher.pairs_in(f"{first.text}\n{item.evidence.text}") - held, item) for item in others]
    gain, best = max(gains, key=lambda pair: pair[0], default=(0.0, None))
    return best if gain >= LEAST_GAIN else None
