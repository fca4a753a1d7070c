"""How surely each word of a question is said by the sentence that answers it, and what it tells that some are said and some are not.

A word of talk (开个店) is seldom said by the rule that answers, a word of rules (营业执照) nearly always: that a sentence lacks the one
says little, that it lacks the other says much. The probabilities are fitted (`[said]` of the weights file), one model for each reach: the
sentence's own words, with the words next to it (`near`), with all that stands above it (`context`).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.features import held_by
from assistant.meanings import register
from assistant.questions import Term
from assistant.weighing import Weigher, background_weight

Models = Mapping[str, Mapping[str, float]]

REACHES = ("own", "near", "context")

# No word is quite sure to be said, and none quite sure not to be.
LEAST, MOST = 0.03, 0.97
_EVEN = 0.2

# Few sentences say little of how usual a word is, and those that were found hold the words of the question more often than others do:
# as many more are thought of, of which so many hold it; and in the end no word is more usual than that half of all hold it.
_MORE, _HOLDING, _MOST_USUAL = 3.0, 0.9, 0.5


@dataclass(frozen=True, slots=True)
class _Told:
    """One reach of one sentence: what is said of what was expected, what the words tell for it, and what is missed, all about 0..1."""

    expected: float
    likelihood: float
    missed: float


def traits(term: Term, count: int, size: int) -> dict[str, float]:
    """What decides how surely a word is said: its kind, its register, and that `count` of the `size` sentences found hold it."""
    rarity = background_weight(term)
    return {
        "character": float(len(term.text) == 1),
        "number": float(term.text[0].isdigit()),
        "otherwise": float(len(term.forms) > 1),
        "weight": term.weight,
        "rare": float(rarity is None),
        "rarity": rarity or 0.0,
        "register": register(term.forms),
        "own_register": register((term.text,)),
        "length": float(len(term.text)),
        "unfound": float(count == 0),
        "share": math.log(count / size + 0.01),
    }


def seen_words(weigher: Weigher) -> list[dict[str, float]]:
    """The traits of each word of a question, in the order of the weigher's terms."""
    return [traits(term, count, weigher.size) for (term, _), count in zip(weigher.terms, weigher.counts, strict=True)]


def expectations(weigher: Weigher, models: Models) -> dict[str, list[float]]:
    """For each reach the probability of each word, in the order of the weigher's terms, that the sentence that answers says it."""
    seen = seen_words(weigher)
    return {reach: [_probability(models[reach], each) for each in seen] for reach in REACHES}


def word_features(evidence: Evidence, weigher: Weigher, models: Models) -> dict[str, float]:
    """What the words tell that a sentence says, and those that it does not, at each reach; and how many there are."""
    expected = expectations(weigher, models)
    usual = [_usual(count, weigher.size) for count in weigher.counts]
    found: dict[str, float] = {"n_terms": len(weigher.terms) / 10}
    for reach, held in zip(REACHES, held_by(evidence, weigher), strict=False):
        kept = {id(term) for term, _ in held.terms}
        told = _told([id(term) in kept for term, _ in weigher.terms], expected[reach], usual)
        found |= {f"{reach}_expected": told.expected, f"{reach}_likelihood": told.likelihood, f"{reach}_missed": told.missed}
    return found


def _told(said: Sequence[bool], expected: Sequence[float], usual: Sequence[float]) -> _Told:
    """Of each word whether it is said, how surely the sentence that answers says it, and how often any sentence does."""
    words = list(zip(said, expected, usual, strict=True))
    return _Told(
        expected=sum([p for held, p, _ in words if held]) / (sum(expected) + _EVEN),
        likelihood=sum([math.log(p / u) if held else math.log((1 - p) / (1 - u)) for held, p, u in words]) / 5,
        missed=-sum([math.log(1 - p) for held, p, _ in words if not held]) / 3,
    )


def _usual(count: int, size: int) -> float:
    """How probable it is that any sentence holds a word, when so many of those found do."""
    return min(_bounded((count + _HOLDING) / (size + _MORE)), _MOST_USUAL)


def _probability(model: Mapping[str, float], seen: Mapping[str, float]) -> float:
    total = model["bias"] + sum([model[name] * value for name, value in seen.items()])
    return _bounded(1 / (1 + math.exp(-total)))


def _bounded(probability: float) -> float:
    return min(max(probability, LEAST), MOST)
