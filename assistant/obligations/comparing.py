"""Sets the duties of two policies side by side: two versions of one text, or two places on one topic."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from assistant.obligations.actors import classes_of, plain
from assistant.obligations.entries import Entry
from assistant.obligations.schedules import OF_A_THING
from corpus.obligations.records import Obligation

# Deeds whose pairs of characters agree less are two duties, not one that was changed; more is asked of those that also differ in who is
# bound or how strongly, and of short ones, which are alike by chance.
LEAST_LIKENESS = 0.5
MORE_FOR_ANOTHER_ACTOR = 0.15
MORE_FOR_ANOTHER_STRENGTH = 0.1
MORE_FOR_SHORT_DEEDS = 0.25
SHORT_DEED = 8


class Aspect(StrEnum):
    """In what a duty can differ from its counterpart."""

    ACTOR = "actor"
    VALUE = "value"
    STRENGTH = "strength"


@dataclass(frozen=True, slots=True)
class Change:
    """A duty of the one policy, its counterpart in the other, and in what they differ."""

    before: Entry
    after: Entry
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the second policy adds to the first, lacks, and says otherwise, each in the order of its text; `n_same` duties are alike."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[Change, ...]
    n_same: int


@dataclass(frozen=True, slots=True)
class _Pair:
    """A duty of each side by its place, and how like their deeds are."""

    likeness: float
    before: int
    after: int


def compare(before: Iterable[Entry], after: Iterable[Entry]) -> Comparison:
    """The differences from the duties of one policy to those of another; each duty has at most one counterpart, the likest first."""
    old, new = _in_text_order(before), _in_text_order(after)
    partner = dict(_partners(old, new))
    pairs = [(old[i], new[j]) for i, j in sorted(partner.items())]
    changes = [Change(first, second, found) for first, second in pairs if (found := _differences(first, second))]
    taken = set(partner.values())
    return Comparison(
        added=tuple(entry for j, entry in enumerate(new) if j not in taken),
        removed=tuple(entry for i, entry in enumerate(old) if i not in partner),
        changed=tuple(changes),
        n_same=len(pairs) - len(changes),
    )


def _in_text_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.stored.document_id, entry.stored.position))


def _partners(old: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[int, int]]:
    old_pairs = [_character_pairs(entry.stored.obligation) for entry in old]
    new_pairs = [_character_pairs(entry.stored.obligation) for entry in new]
    found = [
        _Pair(_tie_broken(likeness, old[i], new[j]), i, j)
        for i, first in enumerate(old_pairs)
        for j, second in enumerate(new_pairs)
        if (likeness := _likeness(first, second)) >= LEAST_LIKENESS
        and likeness >= _least_likeness(old[i], new[j], min(first.total(), second.total()))
    ]
    taken_old, taken_new = set[int](), set[int]()
    partners = []
    for pair in sorted(found, key=lambda pair: (-pair.likeness, abs(pair.before - pair.after), pair.before)):
        if pair.before not in taken_old and pair.after not in taken_new:
            taken_old.add(pair.before)
            taken_new.add(pair.after)
            partners.append((pair.before, pair.after))
    return partners


def _least_likeness(before: Entry, after: Entry, length: int) -> float:
    """How like two deeds have to be to be one duty."""
    differences = _differences(before, after)
    more_for_actor = MORE_FOR_ANOTHER_ACTOR * (Aspect.ACTOR in differences)
    more_for_strength = MORE_FOR_ANOTHER_STRENGTH * (Aspect.STRENGTH in differences)
    return LEAST_LIKENESS + more_for_actor + more_for_strength + MORE_FOR_SHORT_DEEDS * (length < SHORT_DEED)


def _character_pairs(obligation: Obligation) -> Counter[str]:
    """The pairs of characters of the deed, without what values it names: those may differ."""
    deed = obligation.condition + obligation.action
    for value in obligation.values:
        deed = deed.replace(value.raw, "")
    letters = [character for character in deed if character.isalnum()]
    return Counter(map("".join, pairwise(letters)))


def _likeness(first: Counter[str], second: Counter[str]) -> float:
    """Twice what is shared over all: 1 for the same, 0 for nothing in common."""
    total = first.total() + second.total()
    most = 2 * min(first.total(), second.total())
    return 2 * (first & second).total() / total if total and most >= LEAST_LIKENESS * total else 0.0


def _tie_broken(likeness: float, before: Entry, after: Entry) -> float:
    """Of deeds that are equally like, those with fewer differences belong together."""
    return likeness - 0.01 * len(_differences(before, after))


def _differences(before: Entry, after: Entry) -> tuple[Aspect, ...]:
    """In what two duties differ; an actor that one of the texts leaves unsaid is no difference."""
    old, new = before.stored.obligation, after.stored.obligation
    found = (
        (Aspect.ACTOR, bool(old.actor and new.actor) and not _same_actor(old.actor, new.actor)),
        (Aspect.VALUE, _values(old) != _values(new)),
        (Aspect.STRENGTH, old.modality is not new.modality),
    )
    return tuple(aspect for aspect, differs in found if differs)


def _same_actor(first: str, second: str) -> bool:
    return plain(first) == plain(second) or classes_of(first) == classes_of(second)


def _values(obligation: Obligation) -> Counter[tuple[str, tuple[tuple[str, object], ...]]]:
    """The values by what they mean, however they are printed."""
    told = (value for value in obligation.values if value.raw not in OF_A_THING)
    return Counter((str(value.type), tuple(sorted(value.machine.items()))) for value in told)
