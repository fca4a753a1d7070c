"""Ranks passages that the shipped embedding was never trained on and the search never fitted on, in the same four ways as `retrieval`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.spans import Span
from evals.case import Case, Source
from evals.score import Report
from evals.tasks.retrieval import measure_ways
from indexing.chunking import Chunk, text_to_embed
from indexing.dense import ExactIndex
from indexing.embedding import Embedder
from indexing.fusion import Weights
from indexing.haystacks import Haystack, number_of
from indexing.search import HybridSearcher, Indexes
from indexing.sparse import SparseEntry, SparseIndex

TASK = "passages"


def measure(haystack: Haystack, embedder: Embedder) -> list[Report]:
    """One report a way over one haystack."""
    cases = [_case(number, *question) for number, question in enumerate(haystack.questions)]
    with TemporaryDirectory(prefix="youju-evals-") as folder:
        searcher = searcher_over(haystack, embedder, Path(folder))
        return measure_ways(haystack.name, cases, searcher, lambda hit, case: _held(hit.chunk, case), task=TASK)


def searcher_over(haystack: Haystack, embedder: Embedder, folder: Path) -> HybridSearcher:
    """The product's search over loose texts; `folder` takes the index of words."""
    chunks = {chunk.chunk_id: chunk for chunk in haystack.chunks()}
    vectors = embedder.embed([text_to_embed(chunk) for chunk in chunks.values()], role="passage")
    sparse = SparseIndex.open(folder)
    sparse.change(SparseEntry.of(chunk, chunk.text) for chunk in chunks.values())
    indexes = Indexes(ExactIndex(list(chunks), vectors), sparse)
    return HybridSearcher(
        embedder=embedder,
        indexes=lambda: indexes,
        chunks=lambda wanted: {chunk_id: chunks[chunk_id] for chunk_id in wanted},
        weights=Weights.shipped(),
    )


def _case(number: int, question: str, text_number: int) -> Case:
    return Case(f"passage-{number:04d}", question, "passage", "formal", sources=(Source(str(text_number), Span(0, 0)),))


def _held(chunk: Chunk, case: Case) -> frozenset[int]:
    return frozenset({0}) if str(number_of(chunk)) == case.sources[0].document else frozenset()
