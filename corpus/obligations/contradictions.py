"""Finds duties of one clause that say the same with other numbers."""

from dataclasses import replace
from itertools import combinations

from corpus.obligations.records import Obligation

# Fines differ by what was done, which the words of the fine do not tell.
_FINE = "罚款"
_Key = tuple[str, str, str, str]


def marked(found: list[Obligation]) -> list[Obligation]:
    """The obligations, those of one clause told that bind the same actor in the same case to the same deed by other values."""
    alike: dict[_Key, list[int]] = {}
    for i, one in enumerate(found):
        if one.values and _FINE not in one.action:
            alike.setdefault(_key(one), []).append(i)
    told = list(found)
    for places in alike.values():
        for first, second in combinations(places, 2):
            if found[first].span != found[second].span and _machines(found[first]) != _machines(found[second]):
                told[first] = _told(told[first], found[second])
                told[second] = _told(told[second], found[first])
    return told


def _key(one: Obligation) -> _Key:
    deed = one.action
    for value in one.values:
        deed = deed.replace(value.raw, f"<{value.type}>")
    return one.clause_id, one.actor, one.condition, deed


def _machines(one: Obligation) -> list[dict[str, object]]:
    return [dict(value.machine) for value in one.values]


def _told(one: Obligation, other: Obligation) -> Obligation:
    return replace(one, problems=(*one.problems, f"contradictory values in the clause: {one.action!r}, {other.action!r}"))
