"""Evidence → `Reading`: the stretch of a sentence that answers, read by what the question asks for."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.mismatches import asked_number
from assistant.quantities import Quantity, ValueType
from assistant.questions import Query, QuestionKind
from assistant.ranking import Ranked, Weigher
from assistant.values import asked_units, asks_value, has_unit, names_one, values_for
from corpus.sentences import parts
from corpus.spans import Span

MAX_PLAIN_CHARACTERS = 90
MAX_RULE_CHARACTERS = 160
MAX_LIST_CHARACTERS = 1_200

LEAST_SHARE = 0.3
LEAST_LISTING_SHARE = 0.6
LEAST_GAIN = 0.03
LEAST_HEADING_SHARE = 0.5
MAX_VALUE_CHARACTERS = 110
MAX_HEADED_CHARACTERS = 300

_ITEM = re.compile(r"(?:^|[；;。：:])\s*(?:[一二三四五六七八九]是|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、])")
_LEAD_DATE = re.compile(
    r"(?:^|(?<=[。；;，,\n]))(?:力争|争取)?(?P<date>(?:到|至|于|在)?\d{4}年(?:底|末|\d{1,2}月(?:底|末)?)(?:之?前)?)(?=[，,])"
)
_LISTED = re.compile(r"下列|如下|以下(?!罚款|的)|[：:]$")
_JOINS = "；;"
_WIDE_KINDS = {QuestionKind.LIST, QuestionKind.PROCEDURE, QuestionKind.COMPARE, QuestionKind.OPEN}
_SEVERAL = re.compile(r"分别|各(?:是|为|要|需)?(?:多少|几)|和.{0,20}(?:多少|几)|(?:多少|几).{2,20}(?:多少|几|多久)")
_DUTY_WORD = re.compile(r"应当|(?<![供反适效相对])应|必须|不得|须|负责|由|将|对|要|可以|给予|处以?")
_ACTOR = (
    re.compile(r"由(?P<actor>[^，,；;。]{2,40}?)(?:按|即时|及时|负责|组织|牵头|编发|制定|制订|提供|承担|担任|审核|批准|决定|会同|依法|给予|责令|处|进行|核发|颁发|发给|领导|主管|统一|规定)"),
    re.compile(r"(?:^|(?<=[，,；;。]))(?P<actor>(?![为对在按经因从将])[^，,；;。]{2,40}?)(?:应当|必须|不得|须|(?<![供反适效相对])应|负责|要(?!求)|可以|(?<![针面])对|将|主管|依法)"),
)  # fmt: skip
_PAUSES = re.compile("、|和|及|与")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence says to a question.

    `span` is the stretch of the policy's clean text that carries the answer; `short` the value, name or list in it, empty where the whole
    stretch is the answer; `values` the quantities that answer.
    """

    evidence: Evidence
    span: Span
    short: str
    values: tuple[Quantity, ...] = ()

    @property
    def text(self) -> str:
        """The words of the stretch."""
        return self.span.of(self.evidence.policy.document.text)


def read(query: Query, ranked: Ranked, weigher: Weigher) -> Reading:
    """The stretch of the best evidence that answers, no longer than it has to be.

    1. A question for a clause gets the clause.
    2. A question for a value gets the part with the value about the asked subject; all of them where it asks for several.
    3. A question for an actor gets the part that tells who does what.
    4. A list or a procedure gets the whole enumeration.
    5. Anything else gets the sentence, or of a long one the parts that the question is about.
    """
    evidence = ranked.evidence
    if query.kind is QuestionKind.CLAUSE:
        return Reading(evidence, evidence.clause.span, "")
    if asks_value(query) and values_for(query, evidence.text):
        return _value(query, evidence, weigher)
    if query.kind is QuestionKind.PERSON:
        return Reading(evidence, _named(query, evidence, weigher), "")
    if query.kind is QuestionKind.ACTOR:
        return _actor(query, evidence, weigher)
    if query.kind in _WIDE_KINDS:
        return Reading(evidence, _listing(query, evidence, weigher), "")
    if _LISTED.search(evidence.text.strip()):
        return Reading(evidence, enumeration(evidence), "")
    most = MAX_RULE_CHARACTERS if QuestionKind.YES_NO in query.kinds else MAX_PLAIN_CHARACTERS
    return Reading(evidence, _about(evidence, weigher.pairs_in, most), "")


def _value(query: Query, evidence: Evidence, weigher: Weigher) -> Reading:
    text = evidence.policy.document.text
    pieces = value_pieces(query, evidence)
    with_values = [piece for piece in pieces if values_for(query, piece.of(text))]
    if _SEVERAL.search(query.asked):
        span = (
            Span(with_values[0].start, with_values[-1].end)
            if len(with_values) > 1
            else _with_subject(pieces, with_values[0], query, text, weigher)
        )
        return _reading(query, evidence, Span(min(span.start, with_values[0].start), max(span.end, with_values[-1].end)))
    units = asked_units(query)

    def standing(piece: Span) -> float:
        words = piece.of(text)
        unit = any(has_unit(value, units) for value in values_for(query, words))
        return weigher.pairs_in(words) + weigher.terms_in(words) + 0.5 * unit

    best = max(with_values, key=standing)
    return _reading(query, evidence, _with_subject(pieces, best, query, text, weigher))


def _several(query: Query, evidence: Evidence, pieces: Sequence[Span], with_values: Sequence[Span], weigher: Weigher) -> Reading:
    """All parts with values that the question is about, and what stands between them."""
    text = evidence.policy.document.text
    shares = [weigher.pairs_in(piece.of(text)) for piece in with_values]
    asked = [piece for piece, share in zip(with_values, shares, strict=True) if share >= LEAST_SHARE * max(shares)]
    first = _with_subject(pieces, asked[0], query, text, weigher)
    return _reading(query, evidence, Span(first.start, asked[-1].end))


def _reading(query: Query, evidence: Evidence, span: Span) -> Reading:
    text = evidence.policy.document.text
    values = values_for(query, span.of(text))
    return Reading(evidence, span, "、".join(value.text for value in values), tuple(values))


def value_pieces(query: Query, evidence: Evidence) -> list[Span]:
    """The parts of a sentence, those that list several values cut at 、 as well."""
    text = evidence.policy.document.text
    pieces: list[Span] = []
    for part in parts(text, evidence.span):
        cut = _at_pauses(text, part)
        listed = sum(bool(values_for(query, piece.of(text))) for piece in cut) > 1
        pieces += cut if listed else [part]
    return pieces


def _at_pauses(text: str, part: Span) -> list[Span]:
    pieces, start = [], part.start
    for match in re.compile("、").finditer(text, part.start, part.end):
        pieces.append(Span(start, match.end()))
        start = match.end()
    return [*pieces, Span(start, part.end)]


def _with_subject(pieces: Sequence[Span], best: Span, query: Query, text: str, weigher: Weigher) -> Span:
    """The part and what stands before it, as far as that says more about the question and holds no other value."""
    start = best.start
    covered = weigher.pairs_in(text[start : best.end])
    for piece in reversed(pieces[: pieces.index(best)]):
        if values_for(query, piece.of(text)) or best.end - piece.start > MAX_VALUE_CHARACTERS:
            break
        wider = weigher.pairs_in(text[piece.start : best.end])
        if wider > covered + LEAST_GAIN:
            start, covered = piece.start, wider
    return Span(start, best.end)


def _actor(query: Query, evidence: Evidence, weigher: Weigher) -> Reading:
    text = evidence.policy.document.text
    pieces = parts(text, evidence.span)
    best = max(pieces, key=lambda piece: weigher.pairs_in(piece.of(text)) + weigher.terms_in(piece.of(text)))
    for pattern in _ACTOR:
        match = pattern.search(best.of(text))
        if match:
            return Reading(evidence, best, match["actor"])
    return Reading(evidence, _with_duty(best, pieces, text), "")


def _with_duty(best: Span, pieces: Sequence[Span], text: str) -> Span:
    """The part with those before it up to one that lays a duty on somebody, else with all up to the next that does."""
    place = pieces.index(best) if best in pieces else 0
    for piece in reversed(pieces[:place]):
        if _DUTY_WORD.search(piece.of(text)):
            return Span(piece.start, best.end)
    after = next((piece for piece in pieces[place + 1 :] if _DUTY_WORD.search(piece.of(text))), pieces[-1] if pieces else best)
    return Span(pieces[0].start if place else best.start, after.end)


def _named(query: Query, evidence: Evidence, weigher: Weigher) -> Span:
    """Of names with their offices in a row, the one asked for."""
    text = evidence.document_text
    pieces = [piece for part in parts(text, evidence.span) for piece in _at_pauses(text, part)]
    naming = [piece for piece in pieces if names_one(query, piece.of(text))]
    return max(naming or [evidence.span], key=lambda piece: weigher.pairs_in(piece.of(text)))


def lead_date(query: Query, evidence: Evidence) -> Span | None:
    """The date that opens the clause and holds for what follows (到2025年底，…。全面落实…), where a date is asked for and the sentence has none."""
    if not {QuestionKind.DEADLINE, QuestionKind.DATE} & set(query.kinds[:1]):
        return None
    start = evidence.clause.own.start
    found = list(_LEAD_DATE.finditer(evidence.document_text, start, max(start, evidence.span.start)))
    return Span(*found[-1].span("date")) if found else None


def _listing(query: Query, evidence: Evidence, weigher: Weigher) -> Span:
    """What is listed.

    1. Under a heading that the question names, the sentence and all that follows it under the heading.
    2. Where so many things are asked for, and one part of the sentence holds as many and most of what was asked, that part.
    3. The whole enumeration.
    """
    text = evidence.policy.document.text
    own = evidence.clause.own
    wanted = asked_number(query.asked)
    if query.kind is QuestionKind.LIST and not wanted and weigher.terms_in(evidence.clause.heading) >= LEAST_HEADING_SHARE:
        return Span(evidence.span.start, min(own.end, evidence.span.start + MAX_HEADED_CHARACTERS)).trimmed(text)
    for part in parts(text, evidence.span) if wanted else ():
        listed = len(_PAUSES.findall(part.of(text))) + 1 >= wanted
        if listed and weigher.pairs_in(part.of(text)) >= LEAST_LISTING_SHARE * weigher.pairs_in(evidence.text):
            return part
    return enumeration(evidence, whole=query.kind is QuestionKind.COMPARE)


def enumeration(evidence: Evidence, *, whole: bool = False) -> Span:
    """The sentence with all that belongs to its enumeration: its neighbours behind ；, or the items under 下列.

    At most `MAX_LIST_CHARACTERS` long. A sentence that lists within itself stands alone, unless the `whole` is wanted or it is an item.
    """
    text = evidence.policy.document.text
    if _LISTED.search(evidence.text.strip()) and len(evidence.clause.span) <= MAX_LIST_CHARACTERS:
        return Span(evidence.span.start, evidence.clause.span.end).trimmed(text)
    start, end = evidence.span.start, evidence.span.end
    if not whole and _PAUSES.search(evidence.text) and not _ITEM.search(text[max(start - 2, 0) : end]):
        return evidence.span
    limits = evidence.hit.chunk.span
    while start > limits.start and text[:start].rstrip()[-1:] in _JOINS:
        start = max(text.rfind(mark, limits.start, len(text[:start].rstrip()) - 1) for mark in "。；;\n") + 1
        start = max(start, limits.start)
        if end - start > MAX_LIST_CHARACTERS:
            break
    while end < limits.end and text[end - 1] in _JOINS:
        stops = [place for place in (text.find(mark, end, limits.end) for mark in "。；;") if place >= 0]
        end = min(stops, default=limits.end - 1) + 1
        if end - start > MAX_LIST_CHARACTERS:
            break
    return Span(start, end).trimmed(text)


def _about(evidence: Evidence, coverage: Callable[[str], float], most: int) -> Span:
    """The sentence, or of a long one the run of parts from the first to the last that the question is about, with the one behind it."""
    if len(evidence.span) <= most:
        return evidence.span
    text = evidence.policy.document.text
    pieces = parts(text, evidence.span)
    shares = [coverage(piece.of(text)) for piece in pieces]
    top = max(range(len(pieces)), key=shares.__getitem__)
    first = last = top
    while first > 0 and shares[first - 1] >= 0.3 * shares[top]:
        first -= 1
    while last + 1 < len(pieces) and shares[last + 1] >= 0.3 * shares[top]:
        last += 1
    last = min(last + 1, len(pieces) - 1)
    return Span(pieces[first].start, pieces[last].end)


def limiting(values: Sequence[Quantity]) -> list[Quantity]:
    """The quantities that something can be compared with."""
    comparable = {
        ValueType.DURATION,
        ValueType.FREQUENCY,
        ValueType.PERCENT,
        ValueType.COUNT,
        ValueType.NUMBER,
        ValueType.OTHER,
        ValueType.MONEY,
    }
    return [value for value in values if value.type in comparable and value.unit != "级"]
