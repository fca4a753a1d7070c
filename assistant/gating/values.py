"""Values: each that a statement says stands in the cited words, and about the same subject."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.gating.quantity import Quantity, QuantityType, dimension, inner, is_same, quantities
from assistant.gating.record import Fault, Problem, Support
from assistant.gating.wording import folded, grams, masked
from corpus.numerals import in_han, integer

_SENTENCE_END = re.compile("[。；！？\n]")
_MARK = re.compile("[，；、：。！？\n]")
_LOOSE = re.compile(r"([一二两三四五六七八九十百]+)([^\s，。；：、一二两三四五六七八九十百])")
_COUNTED_FROM = re.compile(
    "([\u4e00-\u9fff]{2})(?:(?:之日|之时)(?:以|之)?(?P<day>[后前起])|(?:以|之)?(?<![今此最其])(?P<time>[后前起])(?=[\\s，。；的应须必在即要]|$))"
)
_REACH = 6
_ATTRIBUTED = re.compile("^(?:的)?(?:明确)?(?:规定|要求|明确|指出)")
_ATTRIBUTING = re.compile("(?:根据|按照|依据|依照|^|[，。；》])$")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A quantity with its words: `shared` with all quantities of the sentence, `before` those in front, `about` it alone."""

    quantity: Quantity
    text: str
    shared: str
    before: tuple[str, ...]
    about: str

    @property
    def words(self) -> tuple[str, ...]:
        """What tells it from other quantities, in order: shared words, the quantities before it, its own words."""
        return (*grams(self.shared, starts=True), *self.before, *grams(self.about, starts=True))


def value_problems(statement: str, supports: Sequence[Support]) -> Iterator[Problem]:
    """The values of a folded statement that the supports do not hold, or hold of something else."""
    known = [mention for support in supports for mention in _mentions(folded(support.text))]
    for said in _mentions(statement):
        if said.quantity.type is QuantityType.CLAUSE and _is_label(said, supports):
            continue
        matched = [other for other in known if _says(said, other)]
        if not matched:
            if not _is_in_context(said, supports) and not _is_counted_in_words(said, supports):
                yield Problem(Fault.VALUE, said.quantity.text)
        elif _is_about_another(said, matched, known):
            yield Problem(Fault.SUBJECT, said.quantity.text)
    yield from wrong_labels(statement, supports)
    yield from _loose_numbers(statement, supports)
    yield from _loose_starts(statement, supports)


def _says(said: _Mention, other: _Mention) -> bool:
    return is_same(said.quantity, said.text, other.quantity, other.text)


def _is_about_another(said: _Mention, matched: Sequence[_Mention], known: Sequence[_Mention]) -> bool:
    """Whether the first word that tells the mentions of the supports apart belongs to one with another value."""
    rivals = [other for other in known if other not in matched and _dimension(other) == _dimension(said)]
    if not rivals:
        return False
    own, others = _words(matched), _words(rivals)
    for word in said.words:
        if (word in own) != (word in others):
            return word in others
    return False


def _dimension(mention: _Mention) -> tuple[str, str]:
    return dimension(mention.quantity, mention.text)


def _words(mentions: Sequence[_Mention]) -> frozenset[str]:
    return frozenset(word for mention in mentions for word in mention.words)


def _mentions(text: str) -> list[_Mention]:
    """The quantities of a folded text with their words.

    What stands between two quantities of a kind belongs to the first up to the first mark, and to the second behind it; the parts before
    the first are about all of them, and those behind the last about the last.
    """
    found: list[_Mention] = []
    for start, end in _sentences(text):
        inside = [quantity for quantity in quantities(text) if start <= quantity.span.start < end]
        for quantity in inside:
            peers = [other for other in inside if other.type is quantity.type]
            found.append(_mention(text, quantity, peers, start, end))
    return found


def _mention(text: str, quantity: Quantity, peers: Sequence[Quantity], start: int, end: int) -> _Mention:
    place = peers.index(quantity)
    shared_end = _last_mark(text, start, peers[0].span.start)
    opens = _first_mark(text, peers[place - 1].span.end, quantity.span.start) if place else shared_end
    closes = _first_mark(text, quantity.span.end, peers[place + 1].span.start, whole=True) if place + 1 < len(peers) else end
    about = f"{text[opens : quantity.span.start]} {inner(quantity)} {text[quantity.span.end : closes]}"
    lead = text[shared_end : peers[0].span.start]
    shared = text[start:shared_end] + (lead if place and not grams(text[opens : quantity.span.start]) else "")
    before = tuple(f"{peer.relation}{peer.key}" for peer in peers[:place])
    return _Mention(quantity, text, shared, before, about)


def _first_mark(text: str, start: int, end: int, *, whole: bool = False) -> int:
    """Where the first mark of a stretch stands; without one its end (`whole`) or its start."""
    match = _MARK.search(text, start, end)
    return match.start() if match else (end if whole else start)


def _last_mark(text: str, start: int, end: int) -> int:
    marks = [match.end() for match in _MARK.finditer(text, start, end)]
    return marks[-1] if marks else start


def _sentences(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    bounds = [0, *ends, len(text)]
    return [(start, end) for start, end in pairwise(bounds) if start < end]


def _is_in_context(said: _Mention, supports: Sequence[Support]) -> bool:
    """Document numbers may stand in the head of the document."""
    if said.quantity.type is not QuantityType.DOCUMENT_NUMBER:
        return False
    heads = [folded(support.context) for support in supports]
    return any(is_same(said.quantity, said.text, other, head) for head in heads for other in quantities(head))


def _is_counted_in_words(said: _Mention, supports: Sequence[Support]) -> bool:
    """Whether a number without a unit stands in Chinese digits before the same character (4方面, 四方面)."""
    amount, behind = said.quantity.number, said.text[said.quantity.span.end :][:1]
    bare = said.quantity.type is QuantityType.NUMBER and amount == int(amount) and behind
    return bool(bare) and any(f"{in_han(int(amount))}{behind}" in folded(support.text) for support in supports)


def _loose_numbers(statement: str, supports: Sequence[Support]) -> Iterator[Problem]:
    """Chinese numbers before a word that is no unit (四方面), and that the supports do not hold before it."""
    texts = [folded(support.text) for support in supports]
    for match in _LOOSE.finditer(masked(statement, quantities(statement))):
        amount = integer(match[1])
        forms = {match[0], f"{amount}{match[2]}"}
        if not any(form in text for form in forms for text in texts):
            yield Problem(Fault.VALUE, match[0])


def _loose_starts(statement: str, supports: Sequence[Support]) -> Iterator[Problem]:
    """What a time counts from (出院之日起, 抢救完成后) where the supports count it from something else."""
    texts = [folded(support.text) for support in supports]
    for match in _COUNTED_FROM.finditer(masked(statement, quantities(statement))):
        pattern = re.compile(rf"{re.escape(match[1])}[^，；。\n]{{0,{_REACH}}}{match['day'] or match['time']}")
        if not any(pattern.search(text) for text in texts):
            yield Problem(Fault.VALUE, match[0].strip())


def _is_label(said: _Mention, supports: Sequence[Support]) -> bool:
    """Whether a clause number is that of a cited clause."""
    labels = [quantity.key for support in supports for quantity in quantities(folded(support.label))]
    return said.quantity.key in labels


def wrong_labels(statement: str, supports: Sequence[Support]) -> Iterator[Problem]:
    """Articles that a statement names as the source of the rule (第八条规定), and that are not the cited ones."""
    labels = {quantity.key for support in supports for quantity in quantities(folded(support.label)) if _is_article(quantity)}
    for quantity in quantities(statement):
        before, after = statement[: quantity.span.start], statement[quantity.span.end :]
        named = _is_article(quantity) and _ATTRIBUTED.match(after) and _ATTRIBUTING.search(before)
        if named and labels and quantity.key not in labels and not any(quantity.text + after[:2] in folded(each.text) for each in supports):
            yield Problem(Fault.CLAUSE, quantity.text)


def _is_article(quantity: Quantity) -> bool:
    return quantity.type is QuantityType.CLAUSE and quantity.text.endswith("条")
