"""Negation and binding force: what is forbidden stays forbidden, and what may be done stays what may be done."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest

from assistant.gating.quantity import QuantityType, quantities
from assistant.gating.record import Fault, Problem, Support
from assistant.gating.wording import Part, content_words, cut, grams, masked, parts_of
from assistant.tables import toml
from corpus.sentences import REMEMBERED_SENTENCES

_NEAR, _REACH, _FAR = 2, 4, 7
_STANDS_FOR = {"forbid": {"forbid"}, "needless": {"needless"}, "not": {"not", "forbid"}}
_TAIL = {"除外"}
_LIST_END = re.compile("[，；。：！？\n]$")


@dataclass(frozen=True, slots=True)
class _Negation:
    """A negator and the first words that it turns."""

    kind: str
    word: str
    near: tuple[str, ...]
    far: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hedge:
    """A word that loosens what stands behind it."""

    kind: str
    word: str
    scope: tuple[str, ...]


def polarity_problems(statement: str, supports: Sequence[Support]) -> Iterator[Problem]:
    """Where a folded statement turns or loosens what the supports do not, or leaves out that they do."""
    known = parts_of(supports)
    for part in cut(statement):
        if not says_something(part.text):
            continue
        aligned = best_part(part, known)
        if aligned is None:
            if negations(part.text):
                yield Problem(Fault.NEGATION, part.text)
            continue
        yield from _negation_problems(part, aligned, known)
        yield from _hedge_problems(part, aligned, known)
        yield from _degree_problems(part, aligned)


def says_something(text: str) -> bool:
    """Whether a part says more than where the rule stands (根据规定)."""
    said = any(quantity.type is not QuantityType.CLAUSE for quantity in quantities(text))
    return bool(said or content_words(text) or negations(text) or hedges(text) or _degrees(text))


def best_part(part: Part, known: Sequence[Part]) -> Part | None:
    """The part that shares most words with a part of a statement; of several the one with fewest others."""
    words = set(_bare_words(part.text))
    scored = [(len(words & set(_bare_words(other.text))), -len(_bare_words(other.text)), other) for other in known]
    best = max(scored, key=lambda item: item[:2], default=None)
    return best[2] if best and best[0] else None


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def _bare_words(text: str) -> tuple[str, ...]:
    """The words of a part without negators and hedges, and its quantities as words."""
    turned = _hedge_pattern().sub(" ", _negator_pattern().sub(" ", masked(text, quantities(text))))
    return (*grams(turned), *(quantity.key for quantity in quantities(text)))


def _negation_problems(part: Part, aligned: Part, known: Sequence[Part]) -> Iterator[Problem]:
    for said in negations(part.text):
        ruling = [negation for other in _ruling(said.near, aligned, known) for negation in negations(other.text)]
        if not any(other.kind in _STANDS_FOR[said.kind] and _meet(said, other) for other in ruling):
            yield Problem(Fault.NEGATION, said.word)
    own = negations(part.text)
    words = set(grams(part.text))
    for other in negations(aligned.text):
        left_out = set(other.near) & words and not any(other.kind in _STANDS_FOR[said.kind] and _meet(other, said) for said in own)
        if left_out and not _is_said_plainly(other, part, aligned):
            yield Problem(Fault.NEGATION, other.word)


def _ruling(near: tuple[str, ...], aligned: Part, known: Sequence[Part]) -> Sequence[Part]:
    """The parts that decide about words: the cited part where it holds them, else all."""
    return [aligned] if near and set(near) <= set(_bare_words(aligned.text)) else known


def _meet(first: _Negation, second: _Negation) -> bool:
    """Whether two negators turn the same words; one that turns nothing more meets one at the end too."""
    if not first.near or not second.near:
        return first.near == second.near
    return bool(set(first.near) & set(second.far))


def _is_said_plainly(negation: _Negation, part: Part, aligned: Part) -> bool:
    """Whether the cited part says the same words without the negator too, and the statement says them as often as that."""
    word = next((word for word in negation.near if word in part.text), "")
    plain = _without_negated(aligned.text).count(word)
    return bool(word) and 0 < part.text.count(word) <= plain


def _without_negated(text: str) -> str:
    """The text without what its negators turn."""
    return re.sub(rf"(?:{_negator_pattern().pattern})[^，；。、]{{0,8}}", " ", text)


def _hedge_problems(part: Part, aligned: Part, known: Sequence[Part]) -> Iterator[Problem]:
    said, ruled = hedges(part.text), hedges(aligned.text)
    for hedge in said:
        near = set(hedge.scope[:_NEAR])
        alike = [other for each in _ruling(hedge.scope[:_NEAR], aligned, known) for other in hedges(each.text) if other.kind == hedge.kind]
        if not any(near & set(other.scope[:_REACH]) or not near for other in alike):
            yield Problem(Fault.MODALITY, hedge.word)
    kinds = {hedge.kind for hedge in said}
    words = set(_bare_words(part.text))
    for hedge in ruled:
        if hedge.kind not in kinds and words & set(hedge.scope[:_FAR]):
            yield Problem(Fault.MODALITY, hedge.word)


def _degree_problems(part: Part, aligned: Part) -> Iterator[Problem]:
    """Words of degree and direction without a number that the cited part does not use."""
    ruled = _degrees(aligned.text)
    yield from (Problem(Fault.VALUE, word) for kind, word in _degrees(part.text).items() if kind not in ruled)


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def _degrees(text: str) -> dict[str, str]:
    """The words of degree of a part by what they mean; a bound of a quantity (不低于百分之九十) is none."""
    plain = masked(text, quantities(text))
    bounded = {quantity.span.start for quantity in quantities(text) if quantity.relation != "="}
    found = ((kind, match) for pattern, kind, _ in toml("gate")["degrees"] for match in re.finditer(pattern, plain))
    return {kind: match[0] for kind, match in found if match.end() not in bounded}


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def negations(text: str) -> tuple[_Negation, ...]:
    """The negators of a part, bounds of quantities (不低于90%) left out."""
    plain = masked(text, quantities(text))
    found = []
    for match in _negator_pattern().finditer(plain):
        if match["plain"]:
            continue
        behind = re.split("[，；。：、]", plain[match.end() :])[0]
        words = grams(_negator_pattern().sub(" ", _hedge_pattern().sub(" ", behind)))
        if match[0] in _TAIL:
            words = grams(plain[: match.start()])[-_NEAR:]
        found.append(_Negation(_negators()[match[0]], match[0], words[:_NEAR], words[:_FAR]))
    return tuple(found)


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def hedges(text: str) -> tuple[_Hedge, ...]:
    """The words of a part that loosen it, each with the words behind it."""
    plain = masked(text, quantities(text))
    found = []
    matches = list(_hedge_pattern().finditer(plain))
    for match, after in zip_longest(matches, matches[1:]):
        kind = _hedge_kinds()[match.lastindex - 1] if match.lastindex else ""
        found.append(_Hedge(kind, match[0], _bare_words(text[match.end() : after.start() if after else len(text)])))
    return tuple(found)


@cache
def _negators() -> dict[str, str]:
    return {word: kind for word, kind, _ in toml("gate")["negators"]}


@cache
def _negator_pattern() -> re.Pattern[str]:
    plain = "|".join(re.escape(row[0]) for row in toml("gate")["plain_words"])
    words = "|".join(sorted(map(re.escape, _negators()), key=len, reverse=True))
    return re.compile(rf"(?P<plain>{plain})|{words}")


@cache
def _hedge_kinds() -> tuple[str, ...]:
    return tuple(row[1] for row in toml("gate")["hedges"])


@cache
def _hedge_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"({row[0]})" for row in toml("gate")["hedges"]))
