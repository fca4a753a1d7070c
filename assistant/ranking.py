"""`Evidence` → ranked: the features of a sentence, weighed by `data/weights.toml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.features import features_of
from assistant.premises import is_other_clause
from assistant.questions import Query
from assistant.tables import toml
from assistant.weighing import Weigher


@dataclass(frozen=True, slots=True)
class Ranked:
    """A piece of evidence with its score and the features that made it, higher is better."""

    evidence: Evidence
    score: float
    features: Mapping[str, float]


def rank(query: Query, evidences: Iterable[Evidence], weigher: Weigher) -> list[Ranked]:
    """The evidence, best first; where a clause is asked for by its number, that clause before all others."""
    weights: Mapping[str, float] = toml("weights")["ranking"]
    ranked = []
    for evidence in evidences:
        features = features_of(query, evidence, weigher)
        ranked.append(Ranked(evidence, sum([weights.get(name, 0.0) * value for name, value in features.items()]), features))
    return sorted(ranked, key=lambda item: (is_other_clause(query, item.evidence), -item.score))
