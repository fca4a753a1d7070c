"""`Evidence` → ranked: features that a person can check, weighed by `data/weights.toml`."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.evidence import Evidence
from assistant.mismatches import contrasts, is_asked_noun_missing, is_last_word_missing, other_year
from assistant.questions import Query, Term
from assistant.tables import toml
from assistant.values import asked_units, asks_value, defines, has_unit, names_one, values_for
from corpus.sentences import parts

_DUTY = re.compile(r"应当|应|必须|不得|须|要|可以|严禁|禁止|负责|由")
_COMMON_LENGTH = 40
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A piece of evidence with its score and the features that made it, higher is better."""

    evidence: Evidence
    score: float
    features: Mapping[str, float]


@lru_cache(maxsize=20_000)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of each run of words and digits.

    >>> sorted(pairs("急会诊，到位"))
    ['会诊', '到位', '急会']
    """
    return frozenset(run[i : i + 2] for run in _NOT_WORDS.split(text) for i in range(len(run) - 1))


@dataclass(frozen=True, slots=True)
class Weigher:
    """What each term and character pair of one question weighs among the sentences that were found."""

    terms: tuple[tuple[Term, float], ...]
    pairs: Mapping[str, float]

    @classmethod
    def of(cls, query: Query, evidences: Sequence[Evidence]) -> "Weigher":
        """Terms and pairs weigh by their rarity among the sentences, as in BM25."""
        texts = [evidence.text for evidence in evidences]
        terms = tuple((term, term.weight * _rarity(sum(term.found_in(text) for text in texts), len(texts))) for term in query.terms)
        asked = _asked_pairs(query)
        counts = Counter(pair for text in texts for pair in pairs(text) & asked.keys())
        return cls(terms, {pair: weight * _rarity(counts[pair], len(texts)) for pair, weight in asked.items()})

    def terms_in(self, text: str) -> float:
        """The share of the terms' weight that a text holds, 0..1."""
        total = sum(weight for _, weight in self.terms)
        return sum(weight for term, weight in self.terms if term.found_in(text)) / total if total else 0.0

    def pairs_in(self, text: str) -> float:
        """The share of the pairs' weight that a text holds, 0..1."""
        total = sum(self.pairs.values())
        found = pairs(text)
        return sum(weight for pair, weight in self.pairs.items() if pair in found) / total if total else 0.0


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


def rank(query: Query, evidences: Iterable[Evidence], weigher: Weigher) -> list[Ranked]:
    """The evidence, best first."""
    weights: Mapping[str, float] = toml("weights")["ranking"]
    ranked = []
    for evidence in evidences:
        features = features_of(query, evidence, weigher)
        ranked.append(Ranked(evidence, sum(weights[name] * value for name, value in features.items()), features))
    return sorted(ranked, key=lambda item: -item.score)


def features_of(query: Query, evidence: Evidence, weigher: Weigher) -> dict[str, float]:
    """What can be said for or against a sentence; the names are those of `[ranking]` in the weights file."""
    text = evidence.text
    around = f"{evidence.header.title}\n{evidence.context}\n{evidence.before}"
    terms, all_pairs = weigher.terms_in(text), weigher.pairs_in(text)
    values = values_for(query, text)
    units = asked_units(query)
    return {
        "terms": terms,
        "context_terms": weigher.terms_in(f"{text}\n{around}") - terms,
        "pairs": all_pairs,
        "context_pairs": weigher.pairs_in(f"{text}\n{around}") - all_pairs,
        "part_pairs": max((weigher.pairs_in(part.of(text)) for part in parts(text)), default=0.0),
        "value": float(bool(values)) if asks_value(query) else float(names_one(query, text) or defines(query, text)),
        "unit": float(any(has_unit(value, units) for value in values)),
        "asked_noun": -float(is_asked_noun_missing(query, f"{evidence.clause.heading}{text}")),
        "last_word": -float(is_last_word_missing(query, f"{evidence.clause.heading}{text}")),
        "duty": float(bool(_DUTY.search(text))),
        "search": evidence.hit.score,
        "heading": float(evidence.is_heading),
        "furniture": float(evidence.hit.chunk.furniture) * (1.0 - terms),
        "contrast": float(contrasts(query.asked, text)),
        "other_year": float(other_year(query.asked, evidence)),
        "length": math.log(max(len(text), _COMMON_LENGTH) / _COMMON_LENGTH),
    }
