"""Reads values: the part of a sentence that holds the value about the asked subject, without its neighbour's."""

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.offences import asks_penalty, is_penalty
from assistant.periods import asks_period, periods_in
from assistant.questions import Query, QuestionKind
from assistant.reading.record import Reading
from assistant.reading.standings import is_weak, shared_end, standings_of
from assistant.rulings import is_case
from assistant.values import at_pauses, values_for
from assistant.weighing import Weigher
from corpus.sentences import parts
from corpus.spans import Span

LEAST_SHARE = 0.15
LEAST_GAIN = 0.03
MAX_CHARACTERS = 110

_EACH = re.compile("分别|各")
_SEVERAL = re.compile(
    r"分别|各[^，。？级类种市县地位省区自科]{0,6}(?:多[少久长大高]|几)|和.{0,20}(?:多少|几)|(?:多少|几).{2,20}(?:多少|几|多久)"
)
# One of several penalties in a row, each for others: 对单位处…，对个人处….
_TO_EACH = re.compile("^(?:(?:由[^，。；]{2,40}?)?对|属于|是)[^，。；]{2,40}(?:处|罚|给予)")
# What bounds the value before it: 处每处二百元罚款，最高不超过五千元.
_BOUND = re.compile("^(?:[但且并]是?)?(?:罚款)?(?:总额|总计|累计)?(?:最[高低多长短少大小迟晚]|不得?[超低少高多])")
# A value without a thing of its own, behind 、: 五万元以上、不超过十万元.
_BARE_VALUE = re.compile(
    r"^(?:不(?:得|超|少|低|高|足|满)|最|至|超过|或者?|同时)?[\d零一二两三四五六七八九十百千万]|^不(?:得|超|少|低|高)|^同时"
)
MOST_APART = 0.25
LEAST_LEAD = 0.2
LEAST_LEAD_IN_ROW = 0.5
_LEAD_DATE = re.compile(
    r"(?:^|(?<=[。；;，,\n]))(?:力争|争取)?(?P<date>(?:到|至|于|在)?\d{4}年(?:底|末|\d{1,2}月(?:底|末)?)(?:之?前)?)(?=[，,])"
)


def value_reading(query: Query, evidence: Evidence, weigher: Weigher) -> Reading:
    """The part with the value that the question asks for; of several values asked for, all.

    Of penalties for several (对单位处…，对个人处…) all where the question does not tell whose it asks for; of other values in one sentence
    that is not long those between which the question does not tell. A bound of the value (最多不超过…) belongs to it.
    """
    text = evidence.document_text
    pieces = _pieces(query, evidence)
    valued = _valued(query, evidence, pieces)
    standings = standings_of(query, evidence, valued, weigher)
    best = max(valued, key=standings.__getitem__)
    addressed = [piece for piece in valued if _TO_EACH.search(piece.of(text)) and standings[piece] >= standings[best] - MOST_APART]
    if asks_penalty(query.asked) and len(addressed) > 1 and best in addressed:
        return _reading(query, evidence, Span(_with_subject(pieces, addressed[0], query, text, weigher).start, addressed[-1].end))
    short = len(evidence.span) <= MAX_CHARACTERS
    if _SEVERAL.search(query.asked):
        least = LEAST_SHARE * weigher.pairs_in(best.of(text))
        all_told = short and _EACH.search(query.asked)
        told = [piece for piece in valued if all_told or weigher.pairs_in(piece.of(text)) >= least]
    else:
        near = {piece: LEAST_LEAD_IN_ROW if _is_alike(query, evidence, piece, best) else LEAST_LEAD for piece in valued}
        told = [piece for piece in valued if piece == best or (short and standings[piece] >= standings[best] - near[piece])]
    first = _with_subject(pieces, told[0], query, text, weigher)
    return _reading(query, evidence, Span(first.start, _with_bounds(pieces, told[-1], text).end))


def _is_alike(query: Query, evidence: Evidence, piece: Span, best: Span) -> bool:
    """Whether two pieces are told in one breath (住院三日内、门诊一日内归档), and no word of the question is only in the better one."""
    text = evidence.document_text
    between = text[min(piece.end, best.end) - 1 : max(piece.start, best.start)]
    words, better = (each.of(text) + shared_end(query, evidence, each) for each in (piece, best))
    telling = [term for term in query.terms if len(term.text) > 1 and term.found_in(better) and not term.found_in(words)]
    return "、" in between and "，" not in between and not telling


def _with_bounds(pieces: Sequence[Span], told: Span, text: str) -> Span:
    """A part with those right behind it that set a bound to its value."""
    end = told.end
    for piece in pieces[pieces.index(told) + 1 :] if told in pieces else ():
        if not _BOUND.search(piece.of(text)):
            break
        end = piece.end
    return Span(told.start, end)


def _valued(query: Query, evidence: Evidence, pieces: Sequence[Span]) -> list[Span]:
    """The parts that tell a value, at least one.

    Not what a penalty is for (违法所得不足三千元的), where one tells the penalty; nor a beginning alone, where one tells the end as well.
    """
    text = evidence.document_text
    valued = [piece for piece in pieces if values_for(query, piece.of(text))]
    penal = [piece for piece in valued if is_penalty(piece.of(text)) or not is_case(piece.of(text))] if asks_penalty(query.asked) else []
    lasting = [piece for piece in valued if any(periods_in(piece.of(text)))] if asks_period(query.asked) else []
    return penal or lasting or valued or [evidence.span]


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
        cut = _joined(query, text, at_pauses(text, part))
        several = sum(bool(values_for(query, piece.of(text))) for piece in cut) > 1
        pieces += cut if several else [part]
    return pieces


def _joined(query: Query, text: str, pieces: Sequence[Span]) -> list[Span]:
    """The pieces between 、, those that only tell another value joined to the one before, those that tell none to the one behind."""
    joined: list[Span] = []
    for piece in pieces:
        bare = joined and (_BARE_VALUE.search(piece.of(text)) or not values_for(query, joined[-1].of(text)))
        joined = [*joined[:-1], Span(joined[-1].start, piece.end)] if bare else [*joined, piece]
    return joined


def _with_subject(pieces: Sequence[Span], best: Span, query: Query, text: str, weigher: Weigher) -> Span:
    """The part with its case, and what stands before it as far as that says more about the question and holds no other value."""
    start = best.start
    covered = weigher.pairs_in(best.of(text))
    for piece in reversed([piece for piece in pieces if piece.start < best.start]):
        words = piece.of(text)
        case = is_case(words) and piece.end == start
        if (values_for(query, words) and not (case or is_weak(query, words))) or best.end - piece.start > MAX_CHARACTERS:
            break
        wider = weigher.pairs_in(text[piece.start : best.end])
        if case or wider > covered + LEAST_GAIN:
            start, covered = piece.start, wider
    return Span(start, best.end)
