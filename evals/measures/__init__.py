"""Measures of a ranking: each is a value that takes, per rank, which of the wanted spans the hit there holds."""

from evals.measures.ndcg import NDCG
from evals.measures.ranking import Measure, Ranking
from evals.measures.recall import Recall

__all__ = ["NDCG", "Measure", "Ranking", "Recall"]
