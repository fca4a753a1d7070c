"""How far each part of a sentence that tells a value looks like the one that is asked for."""

import re
from collections.abc import Sequence

from assistant.asked_units import asked_units, has_unit
from assistant.evidence import Evidence
from assistant.mismatches import contrasts, is_last_word_missing
from assistant.questions import Query, QuestionKind, Term
from assistant.reading.branches import branches, case_end, closed
from assistant.reading.denials import agreement
from assistant.rulings import is_case
from assistant.siblings import of_asked_kind
from assistant.values import values_for
from assistant.weighing import Weigher
from corpus.quantities import QuantityType, quantities
from corpus.sentences import parts
from corpus.spans import Span

UNIT_BONUS = 0.5
LAST_WORD_BONUS = 0.3
MEASURED_BONUS = 0.4
NEAREST_BONUS = 1.5
PERIOD_BONUS = 0.4
KIND_BONUS = 3.0
DENIAL_BONUS = 0.4
CASE_SHARE = 0.5
CASE_COST = 0.3
WEAK_COST = 1.0
CONTRAST_COST = 1.5
AT_ONCE_COST = 0.3
MOST_BETWEEN = 4
LONGEST_NOUN = 12
LEAST_MORE = 2
LETTERS_OF_UNIT = 2

_ASKING = re.compile("几|多少|多久|多长|多快|多大|多高|何时|什么时")
_ASKING_LAST = re.compile("(?:几|多少|多久|多长时间|多长|多大|多高)个?[\u4e00-\u9fff]{0,2}(?:时间)?[？?。]?$")
# What hardly tells a value: 同时, 在必要时, a year that is only named (上一年度).
_VAGUE = re.compile("^(?:同时|随时|定期|适时|不定期)$|[必需]要时$")
_NAMED_YEAR = re.compile("^[上下本同当该前今去]一?年")
_SIZE_ASKED = re.compile("多[大高宽长远深厚重](?!时|期|年)|面积")
_LENGTH_ASKED = re.compile("几个?(?:工作日|小时|[天日年月周])|多久|多长")
_PERIOD = re.compile("(?:每一?|(?<![第十百\\d周月期同])一)个?(?P<period>次|[天日]|周|月|季|学期|年)(?![级等种类])")
_LINK = re.compile("(?:一?共|都|各)?(?:有|是|为|达到?|要|应|需|的|得|占|约)*$")


def standings_of(query: Query, evidence: Evidence, valued: Sequence[Span], weigher: Weigher) -> dict[Span, float]:
    """How far each part with a value looks like the one that is asked for."""
    text = evidence.document_text
    nearest = _nearest(query, [piece.of(text) for piece in valued])
    starts = [evidence.span.start, *(piece.end for piece in valued)]
    told = [text[start : piece.end] + shared_end(query, evidence, piece) for start, piece in zip(starts, valued, strict=False)]
    kinds = dict(zip(valued, of_asked_kind(query, told), strict=True))
    units, measured = asked_units(query), measured_term(query)
    rows = branches(text, evidence.span)
    asks_last = _ASKING_LAST.search(query.asked) is not None

    def standing(piece: Span) -> float:
        words = piece.of(text) + shared_end(query, evidence, piece)
        case = _told_with(query, evidence, rows, valued, piece)
        unit = any(has_unit(value, units) for value in values_for(query, piece.of(text)))
        share = weigher.pairs_in(words) + weigher.terms_in(words)
        wider = weigher.pairs_in(case) + weigher.terms_in(case)
        last = not is_last_word_missing(query, words)
        named = measured is not None and measured.found_in(words)
        return (
            share
            + CASE_SHARE * (wider - share)
            + DENIAL_BONUS * agreement(query, case)
            + UNIT_BONUS * unit
            + LAST_WORD_BONUS * last
            + MEASURED_BONUS * named
            + NEAREST_BONUS * (piece.of(text) == nearest)
            + PERIOD_BONUS * _same_period(query.asked, words)
            + KIND_BONUS * kinds[piece]
            - WEAK_COST * is_weak(query, piece.of(text))
            - AT_ONCE_COST * _is_at_once(query, piece.of(text))
            - CASE_COST * (asks_last and _is_of_case(rows, piece, text))
            - CONTRAST_COST * contrasts(query.asked, words)
        )

    return {piece: standing(piece) for piece in valued}


def shared_end(query: Query, evidence: Evidence, piece: Span) -> str:
    """What the last of several values in one part says for all, with its unit: of 住院三日内、门诊一日内归档 for the first 日内归档."""
    text = evidence.document_text
    part = next((part for part in parts(text, evidence.span) if part.start <= piece.start and piece.end < part.end), None)
    values = values_for(query, part.of(text)) if part else []
    return text[part.start + values[-1].span.end - LETTERS_OF_UNIT : part.end] if part and values else ""


def _told_with(query: Query, evidence: Evidence, rows: Sequence[Span], valued: Sequence[Span], piece: Span) -> str:
    """The words that belong to a value: the case of its branch, what stands behind the value before, and what follows from a case."""
    text = evidence.document_text
    row = next((row for row in rows if row.start <= piece.start < row.end), piece)
    aside = [other for other in valued if is_case(other.of(text)) or is_weak(query, other.of(text))]
    others = [other for other in valued if row.start <= other.start < piece.start and other not in aside]
    start = min(piece.start, max([row.start, *(closed(evidence, other).end for other in others)]))
    shared = min([case_end(text, row), start, *(other.start for other in others)])
    return text[row.start : max(shared, row.start)] + text[start : closed(evidence, piece).end]


def _is_of_case(rows: Sequence[Span], piece: Span, text: str) -> bool:
    """Whether a part belongs to the case of its branch, and not to what follows from that."""
    return any(is_case(part.of(text)) for row in rows if row.overlaps(piece) for part in parts(text, Span(piece.start, row.end)))


def _is_at_once(query: Query, words: str) -> bool:
    """Whether a part tells no length of time, but only that something is done at once."""
    return all(value.type is QuantityType.DURATION and not value.number for value in values_for(query, words))


def is_weak(query: Query, words: str) -> bool:
    """Whether all values of a part hardly answer: what the question says itself, a year that is only named (上一年度), 同时, 定期.

    >>> from assistant.understanding import understand
    >>> asked = understand("五十米内盖房限高多少米")
    >>> is_weak(asked, "沿岸五十米范围，"), is_weak(asked, "高度不得超过十二米；")
    (True, False)
    """
    if QuestionKind.YES_NO in query.kinds or "还是" in query.asked:
        return False
    said = {value.key for value in quantities(query.asked)}
    values = values_for(query, words)
    return all(
        value.key in said
        or _VAGUE.search(value.text)
        or _NAMED_YEAR.search(words[max(value.span.start - 1, 0) : value.span.end])
        or (value.type is QuantityType.COUNT and _SIZE_ASKED.search(query.asked))
        or (value.type is QuantityType.DATE and _LENGTH_ASKED.search(query.asked))
        for value in values
    )


def _same_period(question: str, words: str) -> int:
    """Whether a part tells something for the period that a question names (一天, 每次): 1, for another -1, for none 0.

    >>> _same_period("一天最多看多久", "每日总时长超过一小时"), _same_period("一天最多看多久", "每次超过十五分钟")
    (1, -1)
    """
    asked, told = ({match["period"].replace("天", "日") for match in _PERIOD.finditer(text)} for text in (question, words))
    return 0 if not asked or not told else 1 if asked & told else -1


def measured_term(query: Query) -> Term | None:
    """The word that stands right before the word of asking: of 专利里发明专利有几项, 发明专利.

    >>> from assistant.understanding import understand
    >>> term = measured_term(understand("专利里发明专利有几项"))
    >>> term and term.text
    '发明专利'
    """
    asking = _ASKING.search(query.asked)
    before = query.asked[: asking.start()] if asking else ""
    ends = [(before.rfind(term.text) + len(term.text), len(term.text), term) for term in query.terms if term.text in before]
    end, _, nearest = max(ends, key=lambda found: found[:2], default=(0, 0, None))
    return nearest if len(before) - end <= MOST_BETWEEN else None


def _nearest(query: Query, pieces: Sequence[str]) -> str:
    """The piece that says clearly more of the words right before the word of asking than each other does; empty where none does.

    Of 甲专利20项 and 乙类专利8项 the second, where 乙类专利有几项 is asked. Where a deed follows the word of asking (何时成立), that tells.
    """
    asking = _ASKING_LAST.search(query.asked)
    before = _LINK.sub("", query.asked[: asking.start()]) if asking else ""
    shares = sorted(((_said_at_end(before, words), words) for words in pieces), reverse=True)
    (most, words), (second, _) = (*shares, (0, ""), (0, ""))[:2]
    return words if second and most >= second + LEAST_MORE else ""


def _said_at_end(before: str, words: str) -> int:
    """How many of the last characters stand in a piece in one run."""
    return next((size for size in range(min(len(before), LONGEST_NOUN), 1, -1) if before[-size:] in words), 0)
