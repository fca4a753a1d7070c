"""Reads values: the part of a sentence that holds the value about the asked subject, without its neighbour's."""

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.mismatches import contrasts, is_last_word_missing
from assistant.offences import asks_penalty, is_penalty
from assistant.questions import Query, QuestionKind, Term
from assistant.reading.record import Reading
from assistant.rulings import is_case
from assistant.values import asked_units, at_pauses, has_unit, values_for
from assistant.weighing import Weigher
from corpus.sentences import parts
from corpus.spans import Span

LEAST_SHARE = 0.15
LEAST_GAIN = 0.03
MAX_CHARACTERS = 110
UNIT_BONUS = 0.5
LAST_WORD_BONUS = 0.3
MEASURED_BONUS = 0.4
NEAREST_BONUS = 1.5

_SEVERAL = re.compile(r"分别|各(?:是|为|要|需)?(?:多少|几)|和.{0,20}(?:多少|几)|(?:多少|几).{2,20}(?:多少|几|多久)")
_ASKING = re.compile("几|多少|多久|多长|多快|多大|多高|何时|什么时")
_ASKING_LAST = re.compile("(?:几|多少|多久|多长时间|多长|多大|多高)个?[\u4e00-\u9fff]{0,2}[？?。]?$")
# One of several penalties in a row, each for others: 对单位处…，对个人处….
_TO_EACH = re.compile("^(?:(?:由[^，。；]{2,40}?)?对|属于|是)[^，。；]{2,40}(?:处|罚|给予)")
_PERIOD = re.compile("(?:每一?|(?<![第十百\\d周月期同])一)个?(?P<period>次|[天日]|周|月|季|学期|年)(?![级等种类])")
_LINK = re.compile("(?:一?共|都|各)?(?:有|是|为|达到?|要|应|需|的|得|占|约)*$")
MOST_BETWEEN = 4
LONGEST_NOUN = 12
LEAST_MORE = 2
MOST_APART = 0.25
PERIOD_BONUS = 0.4
_LEAD_DATE = re.compile(
    r"(?:^|(?<=[。；;，,\n]))(?:力争|争取)?(?P<date>(?:到|至|于|在)?\d{4}年(?:底|末|\d{1,2}月(?:底|末)?)(?:之?前)?)(?=[，,])"
)


def value_reading(query: Query, evidence: Evidence, weigher: Weigher) -> Reading:
    """The part with the value that the question asks for; of several values asked for, all.

    Of penalties for several (对单位处…，对个人处…) all where the question does not tell whose it asks for.
    """
    text = evidence.document_text
    pieces = _pieces(query, evidence)
    valued = _valued(query, evidence, pieces)
    nearest = _nearest(query, [piece.of(text) for piece in valued])
    units, measured = asked_units(query), measured_term(query)

    def standing(piece: Span) -> float:
        words = piece.of(text)
        unit = any(has_unit(value, units) for value in values_for(query, words))
        share = weigher.pairs_in(words) + weigher.terms_in(words)
        last = not is_last_word_missing(query, words)
        named = measured is not None and measured.found_in(words)
        return (
            share
            + UNIT_BONUS * unit
            + LAST_WORD_BONUS * last
            + MEASURED_BONUS * named
            + NEAREST_BONUS * (words == nearest)
            + PERIOD_BONUS * _same_period(query.asked, words)
            - contrasts(query.asked, words)
        )

    best = max(valued, key=standing)
    addressed = [piece for piece in valued if _TO_EACH.search(piece.of(text)) and standing(piece) >= standing(best) - MOST_APART]
    if asks_penalty(query.asked) and len(addressed) > 1 and best in addressed:
        return _reading(query, evidence, Span(_with_subject(pieces, addressed[0], query, text, weigher).start, addressed[-1].end))
    if not _SEVERAL.search(query.asked):
        return _reading(query, evidence, _with_subject(pieces, best, query, text, weigher))
    least = LEAST_SHARE * weigher.pairs_in(best.of(text))
    about = [piece for piece in valued if weigher.pairs_in(piece.of(text)) >= least]
    first = _with_subject(pieces, about[0], query, text, weigher)
    return _reading(query, evidence, Span(first.start, about[-1].end))


def _valued(query: Query, evidence: Evidence, pieces: Sequence[Span]) -> list[Span]:
    """The parts that tell a value, at least one; not what a penalty is for (违法所得不足三千元的), where one tells the penalty."""
    text = evidence.document_text
    valued = [piece for piece in pieces if values_for(query, piece.of(text))]
    penal = [piece for piece in valued if is_penalty(piece.of(text)) or not is_case(piece.of(text))] if asks_penalty(query.asked) else []
    return penal or valued or [evidence.span]


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


def lead_date(query: Query, evidence: Evidence) -> Span | None:
    """The date that opens the clause and holds for what follows (到2025年底，…。全面落实…), where a date is asked for."""
    if query.kind not in {QuestionKind.DEADLINE, QuestionKind.DATE}:
        return None
    start = evidence.clause.own.start
    found = list(_LEAD_DATE.finditer(evidence.document_text, start, max(start, evidence.span.start)))
    return Span(*found[-1].span("date")) if found else None


def _reading(query: Query, evidence: Evidence, span: Span) -> Reading:
    values = values_for(query, span.of(evidence.document_text))
    return Reading(evidence, span, "、".join(value.text for value in values), tuple(values))


def _pieces(query: Query, evidence: Evidence) -> list[Span]:
    """The parts of a sentence, those that list several values cut at 、 as well."""
    text = evidence.document_text
    pieces: list[Span] = []
    for part in parts(text, evidence.span):
        cut = at_pauses(text, part)
        several = sum(bool(values_for(query, piece.of(text))) for piece in cut) > 1
        pieces += cut if several else [part]
    return pieces


def _with_subject(pieces: Sequence[Span], best: Span, query: Query, text: str, weigher: Weigher) -> Span:
    """The part and what stands before it, as far as that says more about the question and holds no other value."""
    start = best.start
    covered = weigher.pairs_in(best.of(text))
    for piece in reversed([piece for piece in pieces if piece.start < best.start]):
        if values_for(query, piece.of(text)) or best.end - piece.start > MAX_CHARACTERS:
            break
        wider = weigher.pairs_in(text[piece.start : best.end])
        if wider > covered + LEAST_GAIN:
            start, covered = piece.start, wider
    return Span(start, best.end)
