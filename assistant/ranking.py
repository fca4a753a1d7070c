"""`Evidence` → ranked: the features of a sentence, weighed by `data/weights.toml`; the first again with what their words mean together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Any

from assistant.evidence import Evidence
from assistant.features import features_of
from assistant.matching import matcher
from assistant.premises import is_other_clause
from assistant.questions import Query, QuestionKind
from assistant.tables import toml
from assistant.weighing import Weigher

# So many of the first are weighed again; the sentence that answers is mostly among them.
FIRST = 16


@dataclass(frozen=True, slots=True)
class Ranked:
    """A piece of evidence with its score and the features that made it, higher is better."""

    evidence: Evidence
    score: float
    features: Mapping[str, float]


def weights_for(kinds: Iterable[QuestionKind], shared: Mapping[str, float], by_kind: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """What each feature weighs for a question of some kinds: what it weighs for all, and what is added for each kind."""
    added = [by_kind[kind] for kind in kinds if kind in by_kind]
    return {name: weight + sum([each[name] for each in added]) for name, weight in shared.items()}


def rank(query: Query, evidences: Iterable[Evidence], weigher: Weigher) -> list[Ranked]:
    """The evidence, best first; where a clause is asked for by its number, that clause before all others."""
    weights: Mapping[str, Any] = toml("weights")
    first = weights_for(query.kinds, weights["ranking"], weights["ranking_of"])
    ranked = weighed([Ranked(evidence, 0.0, features_of(query, evidence, weigher)) for evidence in evidences], first)
    again = weights_for(query.kinds, weights["reranking"], weights["reranking_of"])
    matches = matcher().match(query.in_chinese, [item.evidence for item in ranked[:FIRST]])
    return sorted(reweighed(ranked, matches.tolist(), again), key=lambda item: is_other_clause(query, item.evidence))


def weighed(items: Sequence[Ranked], weights: Mapping[str, float]) -> list[Ranked]:
    """The same with their scores by some weights, best first."""
    # The features of all sentences stand in the same order.
    ordered = [weights.get(name, 0.0) for name in items[0].features] if items else []
    scored = [Ranked(item.evidence, sum(map(mul, ordered, item.features.values())), item.features) for item in items]
    return sorted(scored, key=lambda item: -item.score)


def reweighed(ranked: Sequence[Ranked], matches: Sequence[float], weights: Mapping[str, float]) -> list[Ranked]:
    """The ranked, the first of them, as many as there are `matches`, weighed again with these; the others stay as far behind as before."""
    first = [Ranked(item.evidence, 0.0, {**item.features, "match": match}) for item, match in zip(ranked, matches, strict=False)]
    again = weighed(first, weights)
    last, least = (ranked[len(first) - 1].score, min(matches)) if first else (0.0, 0.0)
    behind = [
        Ranked(item.evidence, again[-1].score + item.score - last, {**item.features, "match": least}) for item in ranked[len(first) :]
    ]
    return [*again, *behind]
