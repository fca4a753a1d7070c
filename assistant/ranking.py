"""`Evidence` → ranked: the features of a sentence, weighed by `data/weights.toml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import mul

from assistant.evidence import Evidence
from assistant.features import features_of
from assistant.premises import is_other_clause
from assistant.questions import Query, QuestionKind
from assistant.tables import toml
from assistant.weighing import Weigher


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
    weights = weights_for(query.kinds, toml("weights")["ranking"], toml("weights")["ranking_of"])
    found = [(evidence, features_of(query, evidence, weigher)) for evidence in evidences]
    # The features of all sentences stand in the same order.
    ordered = [weights.get(name, 0.0) for name in found[0][1]] if found else []
    ranked = [Ranked(evidence, sum(map(mul, ordered, features.values())), features) for evidence, features in found]
    return sorted(ranked, key=lambda item: (is_other_clause(query, item.evidence), -item.score))
