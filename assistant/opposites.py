"""The other of two: what a question means that names only the one side of a pair, or none of it (那另一种呢)."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.mismatches import contrasting
from assistant.tables import rows
from corpus.spans import Span

_OTHER = re.compile(
    r"(?:另外?(?:那|的)?一?|剩下的?[那这]?一?|其余的?|别的|其[他它]的?|相反的?|反过来的?|反之)"
    r"(?:种|个|类|边|方|头|些|项|档|级|批|情况|情形|场合|时候|说|话|的话)*(?:的)?(?P<rest>.*)"
)
_ASKS = re.compile("(?:[由归被向给找为在到从按是会有要得又]|应该?当?|需要?)*(?:谁|哪|什么|啥|何|怎|如何|几|多)")
_DENIED = re.compile(r"(?:不是|不算|不属于|不|非|没有?|未|无)(?P<word>[\u4e00-\u9fff]{1,6})")
_SENTENCE = re.compile(r"[^。\n]+")

# What is put into a question, and the place that it takes there.
Swap = tuple[str, Span]


def behind_other(asked: str, earlier: str) -> str | None:
    """What is asked about another one than before, behind the words that only say so; `None` where a subject of its own is named.

    >>> [behind_other(asked, "急会诊几分钟到位") for asked in ("另一种", "另一种会诊要多久", "其他科室")]
    ['', '要多久', None]
    """
    match = _OTHER.fullmatch(asked)
    rest = match["rest"] if match else ""
    nouns = (size for size in range(len(rest), 1, -1) if rest[:size] in earlier)
    behind = rest[next(nouns, 0) :]
    return behind if match and (not behind or _ASKS.match(behind)) else None


def denied(subject: str, earlier: str) -> str:
    """The word of an earlier question that a subject denies (不急 of 急会诊); empty where it denies none."""
    match = _DENIED.fullmatch(subject)
    return match["word"] if match and match["word"] in earlier and subject not in earlier else ""


def other_side(subject: str, earlier: str, texts: str) -> Swap | None:
    """What stands for the other side in an earlier question where a subject names that side, and which place it takes.

    Of the words for a side that is taken which the texts say with what follows it in the question, else the one that was said: not where
    that only denies the other side (不急) and the texts do not say it.

    >>> other_side("一般", "急会诊几分钟到位", "普通会诊在24小时内完成")
    ('普通', Span(start=0, end=1))
    """
    for mine, theirs in _sides():
        place = _place(theirs, earlier) if subject in mine and not _place(mine, earlier) else None
        if place:
            followed = earlier[place.end : place.end + 1]
            said = next((word for word in (subject, *mine) if f"{word}{followed}" in texts), "")
            if said or subject in texts or not denied(subject, earlier):
                return said or subject, place
    return None


def the_other(earlier: str, word: str, texts: str) -> Swap | None:
    """What a sentence of the texts sets beside the one of a pair that an earlier question names, and which place it takes there.

    Only where that sentence names both and no third, and the question names one pair: it is not guessed between several. `word` is
    part of the one that is meant, or empty.

    >>> the_other("急会诊几分钟到位", "", "急会诊10分钟内到位；普通会诊24小时内完成。")
    ('普通会诊', Span(start=0, end=3))
    """
    opposed = list(_opposed(earlier))
    for sentence in _SENTENCE.findall(texts):
        named = {place: other for other, place in contrasting(earlier, sentence) if word in place.of(earlier)}
        for place, mine in opposed:
            said = next((each for each in mine if f"{each}{earlier[place.end : place.end + 1]}" in sentence), "")
            if said and word in place.of(earlier) and place.of(earlier) in sentence:
                named.setdefault(place, said)
        outer = [place for place in named if not any(place != other and other.contains(place) for other in named)]
        if outer:
            return (named[outer[0]], outer[0]) if len(outer) == 1 else None
    return None


@cache
def _sides() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Each side of each pair with the side that it is set against."""
    pairs = [(tuple(one.split()), tuple(other.split())) for one, other, _ in rows("opposites")]
    return (*pairs, *((other, one) for one, other in pairs))


def _opposed(earlier: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Where an earlier question names the one side of a pair and not the other, and the words for the other."""
    for mine, theirs in _sides():
        place = _place(theirs, earlier)
        if place and not _place(mine, earlier):
            yield place, mine


def _place(side: Sequence[str], text: str) -> Span | None:
    """Where a text names a side by its longest word, unless it denies it."""
    for word in sorted(side, key=len, reverse=True):
        match = re.search(f"(?<![不非未无]){word}", text)
        if match:
            return Span(*match.span())
    return None
