"""What each word and pair of characters of a question weighs among the sentences that were found."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.evidence import Evidence
from assistant.questions import Query, Term
from corpus.background import background_rarity
from corpus.sentences import REMEMBERED_SENTENCES

# A word that no sentence holds says no more than one that two do: it may only be what people call the thing.
LEAST_COUNT = 2

# What a word is in Chinese at large has this share in what it weighs, the sentences that were found have the rest: these are about the
# same, so that what the question is about is common among them. The rarest words at large weigh as much as the rarest of 60 sentences.
BACKGROUND = 0.5
HIGHEST = 3.3

_NOT_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of each run of words and digits.

    >>> sorted(pairs("急会诊，到位"))
    ['会诊', '到位', '急会']
    """
    return frozenset(run[i : i + 2] for run in _NOT_WORDS.split(text) for i in range(len(run) - 1))


@dataclass(frozen=True, slots=True)
class Weigher:
    """What each term and character pair of one question weighs among the sentences that were found.

    `absent` is the share of the terms' weight, 0..1, that none of the sentences holds. `all_terms` and `all_pairs` are the sums of the
    weights, of which a text holds a share. `counts` is for each term of the question how many of the `size` sentences hold it.
    """

    terms: tuple[tuple[Term, float], ...]
    pairs: Mapping[str, float]
    absent: float
    all_terms: float
    all_pairs: float
    counts: tuple[int, ...] = ()
    size: int = 0

    @classmethod
    def of(cls, query: Query, evidences: Sequence[Evidence]) -> "Weigher":
        """Terms weigh by their rarity among the sentences, as in BM25, and in Chinese at large; pairs by that among the sentences."""
        texts = [evidence.text for evidence in evidences]
        found = [(term, sum(term.found_in(text) for text in texts)) for term in query.terms]
        terms = tuple((term, term.weight * _weight(term, _rarity(max(count, LEAST_COUNT), len(texts)))) for term, count in found)
        total = sum(weight for _, weight in terms)
        missing = sum(weight for (_, count), (_, weight) in zip(found, terms, strict=True) if not count)
        asked = _asked_pairs(query)
        counts = Counter(pair for text in texts for pair in asked if pair in text)
        pairs_weight = {pair: weight * _rarity(max(counts[pair], LEAST_COUNT), len(texts)) for pair, weight in asked.items()}
        held = tuple(count for _, count in found)
        return cls(terms, pairs_weight, missing / total if total else 0.0, total, sum(pairs_weight.values()), held, len(texts))

    def within(self, text: str) -> "Weigher":
        """What a text holds of the terms and pairs: it weighs stretches of that text as the whole does, and sooner."""
        terms = tuple([weighed for weighed in self.terms if weighed[0].found_in(text)])
        pairs_weight = {pair: weight for pair, weight in self.pairs.items() if pair in text}
        return Weigher(terms, pairs_weight, self.absent, self.all_terms, self.all_pairs)

    @property
    def share_of_terms(self) -> float:
        """The share of all the terms' weight that these are, 0..1."""
        return sum([weight for _, weight in self.terms]) / self.all_terms if self.all_terms else 0.0

    @property
    def share_of_pairs(self) -> float:
        """The share of all the pairs' weight that these are, 0..1."""
        return sum(self.pairs.values()) / self.all_pairs if self.all_pairs else 0.0

    def terms_in(self, text: str) -> float:
        """The share of the terms' weight that a text holds, 0..1."""
        return sum([weight for term, weight in self.terms if term.found_in(text)]) / self.all_terms if self.all_terms else 0.0

    def pairs_in(self, text: str) -> float:
        """The share of the pairs' weight that a text holds, 0..1."""
        # Both characters of a pair belong to a word, so wherever they stand side by side they are a pair of the text.
        return sum([weight for pair, weight in self.pairs.items() if pair in text]) / self.all_pairs if self.all_pairs else 0.0


def _weight(term: Term, rarity: float) -> float:
    """What a term tells, by its rarity among the sentences and by that of the commonest of its forms at large, where that is known."""
    known = background_weight(term)
    return rarity if known is None else (1 - BACKGROUND) * rarity + BACKGROUND * HIGHEST * known


def background_weight(term: Term) -> float | None:
    """How rare the commonest of a term's forms is in Chinese at large, 0..1; `None` where none of them is known."""
    return min([each for form in term.forms if (each := background_rarity(form)) is not None], default=None)


def _rarity(count: int, size: int) -> float:
    return math.log(1 + (size + 0.5) / (count + 0.5))


def _asked_pairs(query: Query) -> dict[str, float]:
    weights: dict[str, float] = {}
    for term in query.terms:
        for form in term.forms:
            for pair in pairs(form):
                weights[pair] = max(weights.get(pair, 0.0), term.weight * (1.0 if form == term.text else 0.5))
    for pair in pairs(query.content):
        weights.setdefault(pair, 0.7)
    return weights
