"""Ranks for every answerable question, in four ways: as the product does, by each half alone, and by reciprocal rank fusion.

A hit counts where a wanted span lies inside it, in code points of the original.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from corpus.documents import Policy
from corpus.spans import Span
from evals.case import Case, CaseSet
from evals.measures import NDCG, Measure, Ranking, Recall
from evals.score import CaseResult, Report, Score
from indexing.hits import Hit, Searcher

TASK = "retrieval"

MEASURES: tuple[Measure, ...] = (Recall(1), Recall(5), Recall(10), NDCG(10))
CUTOFF = 10

# How deep the halves are read; the hybrid search is asked for what the product asks for.
DEPTH = 200

# The constant of Cormack, Clarke and Büttcher (2009).
RANK_CONSTANT = 60

# Which of a case's sources a hit holds.
Held = Callable[[Hit, Case], frozenset[int]]


class Finder(Protocol):
    """Ranks the chunks of the corpus for what a text asks for."""

    def search(self, text: str, *, limit: int = 10) -> list[Hit]:
        """At most `limit` hits, best first."""
        ...


def rankings(searcher: Searcher, text: str, *, product: Finder | None = None) -> dict[str, list[Hit]]:
    """The first hits for `text` in each way.

    `hybrid` is the ranking of the product, which reads the question first; `sparse` and `dense` are those of the halves of its search alone
    for the bare words, `reciprocal_ranks` sums the reciprocal ranks in both: what fusing without scores would give.
    """
    deep = searcher.search(text, limit=DEPTH)
    halves = {"sparse": _ordered(deep, lambda hit: hit.sparse), "dense": _ordered(deep, lambda hit: hit.dense)}
    ways = {
        "hybrid": (product or searcher).search(text, limit=CUTOFF),
        **halves,
        "reciprocal_ranks": _by_reciprocal_ranks(*halves.values()),
    }
    return {way: hits[:CUTOFF] for way, hits in ways.items()}


def measure(case_set: CaseSet, searcher: Searcher, policy: Callable[[str], Policy], *, product: Finder | None = None) -> list[Report]:
    """One report a way; `policy` gives a document by its id, `product` ranks as the product does where it is more than the searcher."""

    def held(hit: Hit, case: Case) -> frozenset[int]:
        return _held(hit, case, policy(hit.chunk.document_id))

    return measure_ways(case_set.name, case_set.answerable, searcher, held, product=product)


def measure_ways(
    name: str, cases: Sequence[Case], searcher: Searcher, held: Held, *, task: str = TASK, product: Finder | None = None
) -> list[Report]:
    """One report a way, over cases whose hits are judged by `held`."""
    found = [rankings(searcher, case.question, product=product) for case in cases]
    ways = list(found[0]) if found else []
    return [
        Report(
            task, way, name, tuple(judged(case, [held(hit, case) for hit in hits[way]]) for case, hits in zip(cases, found, strict=True))
        )
        for way in ways
    ]


def judged(case: Case, held: Sequence[frozenset[int]]) -> CaseResult:
    """The measures of one ranking; `held` tells for each hit, best first, which of the case's sources lie in it."""
    ranking = Ranking(tuple(held), len(case.sources))
    rank = next((rank for rank, found in enumerate(ranking.held, start=1) if found), None)
    reason = f"first at rank {rank}" if rank else f"not among {len(held)} hits"
    scores = tuple(Score(measure.name, measure.of(ranking), reason if number == 0 else "") for number, measure in enumerate(MEASURES))
    return CaseResult(case.case_id, case.kind, rank == 1, scores)


def sources_in(case: Case, source_name: str, span: Span) -> frozenset[int]:
    """Which sources of a case lie wholly in a stretch of an original, by their numbers."""
    return frozenset(
        number for number, source in enumerate(case.sources) if source_name.startswith(source.document) and span.contains(source.span)
    )


def _ordered(hits: Sequence[Hit], score: Callable[[Hit], float]) -> list[Hit]:
    """The hits that one half found, best first: those that it did not find have its score 0."""
    return sorted((hit for hit in hits if score(hit) > 0), key=lambda hit: (-score(hit), hit.chunk.chunk_id))


def _by_reciprocal_ranks(*halves: Sequence[Hit]) -> list[Hit]:
    total: dict[str, float] = {}
    for half in halves:
        for rank, hit in enumerate(half, start=1):
            total[hit.chunk.chunk_id] = total.get(hit.chunk.chunk_id, 0.0) + 1 / (RANK_CONSTANT + rank)
    hits = {hit.chunk.chunk_id: hit for half in halves for hit in half}
    return sorted(hits.values(), key=lambda hit: (-total[hit.chunk.chunk_id], hit.chunk.chunk_id))


def _held(hit: Hit, case: Case, policy: Policy) -> frozenset[int]:
    document = policy.document
    return sources_in(case, document.source.source_name, document.offsets.to_raw(hit.chunk.span))
