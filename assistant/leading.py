"""Which of the sentences that stand near the best goes first: one that tells what the best leaves open."""

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.evidence import Evidence
from assistant.exclusions import excludes_asked
from assistant.freeing import frees_from_asked
from assistant.measuring import measures
from assistant.mismatches import asked_number, lists_so_many
from assistant.pending import asks_pending, tells_pending
from assistant.polarity import decides, verdict
from assistant.questions import Query, QuestionKind
from assistant.ranking import Ranked
from assistant.reading.listings import is_lead_in, tells_so_many
from assistant.reading.unfolding import tells_nothing
from assistant.refusal import can_answer, confidence, is_trusted
from assistant.runs import run_at
from assistant.universals import asks_all
from assistant.values import amounts
from assistant.weighing import Weigher

TRIES = 5
MOST_BEHIND = 1.6
MOST_BEHIND_TELLING = 3.0
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
    behind = MOST_BEHIND_TELLING if measures(query.asked) else MOST_BEHIND
    deciding = list(_near(query, ranked, behind, lambda evidence: verdict(query, evidence.whole_text, weigher) is not None))
    told = _units(query.asked)
    return led_by(next((item for item in deciding if told & _units(item.evidence.whole_text)), next(iter(deciding), None)), ranked)


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


def telling_first(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> Sequence[Ranked]:
    """The ranked, where the best only names or announces the matter, and nothing stands under it, with a trusted one first that tells."""
    if not ranked or not tells_nothing(query, ranked[0].evidence):
        return ranked
    telling = _near(query, ranked, MOST_BEHIND_TELLING, lambda evidence: not tells_nothing(query, evidence))
    return led_by(next((item for item in telling if is_trusted(confidence(query, led_by(item, ranked[1:]), weigher))), None), ranked)


def doing_first(query: Query, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """The ranked, where it is asked by whom a deed is done (由谁主持) with one first that says so and is nearly as good."""
    asked = _BY_WHOM.search(query.asked) if query.kind is QuestionKind.ACTOR else None
    if asked is None or not ranked:
        return ranked
    told = re.compile(f"由[^，。；]{{2,40}}{asked[1]}|负责[^，。；]{{0,10}}{asked[1]}")
    if told.search(ranked[0].evidence.whole_text):
        return ranked
    doing = _near(query, ranked, MOST_BEHIND_TELLING, lambda evidence: told.search(evidence.text) is not None)
    return led_by(next(doing, None), ranked)


def counted_first(query: Query, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """The ranked, where several things are asked for with one first that lists just so many and is nearly as good.

    Where their number is not said (哪几点), one that tells a list goes before a sentence that lists nothing.
    """
    wanted = asked_number(query.asked)
    if not ranked:
        return ranked
    if wanted >= LEAST_NUMBER:
        counted = _near(query, ranked, MOST_BEHIND_COUNTED, lambda evidence: _holds(evidence, wanted))
    elif _SEVERAL.search(query.asked) and not _lists(ranked[0].evidence):
        counted = _near(query, ranked, MOST_BEHIND_TELLING, _in_run)
    else:
        return ranked
    return led_by(next(counted, None), ranked)


def led_by(first: Ranked | None, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """The ranked with one of them first; as they are without one."""
    return ranked if first is None else [first, *(item for item in ranked if item is not first)]


def _near(query: Query, ranked: Sequence[Ranked], behind: float, tells: Callable[[Evidence], bool]) -> Iterator[Ranked]:
    """Of the first few, those that are at most so far `behind` the best, tell what is wanted, and can answer."""
    near = (item for item in ranked[:TRIES] if item.score >= ranked[0].score - behind)
    return (item for item in near if tells(item.evidence) and can_answer(query, item.evidence))


def _meets(query: Query, text: str) -> bool:
    return excludes_asked(query, text) or (asks_pending(query) and tells_pending(text)) or frees_from_asked(query, text)


def _units(text: str) -> frozenset[str]:
    """The units in which a text tells amounts; of days there is one.

    >>> sorted(_units("2个小时，3日"))
    ['天', '小时']
    """
    return frozenset(value.printed_unit.removeprefix("个").replace("日", "天") for value in amounts(text) if value.printed_unit)


def _lists(evidence: Evidence) -> bool:
    """Whether a sentence lists things, announces a list, or stands in a row."""
    return _in_run(evidence) or is_lead_in(evidence) or any(mark in evidence.text for mark in "、；：") or evidence.listed is not None


def _in_run(evidence: Evidence) -> bool:
    return run_at(evidence.document_text, evidence.span) is not None


def _holds(evidence: Evidence, number: int) -> bool:
    return lists_so_many(evidence.whole_text, number) or tells_so_many(evidence, number)
