"""`python -m indexing.fitting DATA`: fits what the dense half of the search counts for, and writes it into `data/fusion.toml`.

DATA holds `laws/` and `reading/`, as for training the embedding; only what training holds out is asked. Every other question fits the
weight, the ones between are reported on.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.spans import Span
from indexing.chunking import ID_SEPARATOR, Chunk, document_of
from indexing.dense import ExactIndex
from indexing.embedding import Embedder, load_embedder
from indexing.filters import Scored
from indexing.fusion import WEIGHTS_FILE, fuse
from indexing.search import MIN_DEPTH
from indexing.sparse import SparseEntry, SparseIndex
from indexing.training.laws import held_out, read_laws
from indexing.training.measuring import RetrievalSet, retrieval_sets
from indexing.training.reading import read_passages

GRID = tuple(step / 20 for step in range(21))

MAX_QUESTIONS = 800

# Shows passages without the headings above them, as the search never sees them.
LEFT_OUT = frozenset({"law headings"})

# The shares that training the embedding keeps out, by the same hash.
HELD_OUT_LAWS_PERCENT = 10
HELD_OUT_PASSAGES_PERCENT = 20


@dataclass(frozen=True, slots=True)
class Judged:
    """What both halves found for one question, best first, and the chunks that answer it."""

    dense: tuple[Scored, ...]
    sparse: tuple[Scored, ...]
    relevant: frozenset[str]

    def rank(self, dense_weight: float) -> int:
        """The place of the first relevant chunk, from 1; one behind the last where there is none."""
        fused = fuse(self.dense, self.sparse, depth=MIN_DEPTH, dense_weight=dense_weight)
        return next((place for place, each in enumerate(fused, start=1) if each.chunk_id in self.relevant), len(fused) + 1)


def fit(sets: Mapping[str, Sequence[Judged]]) -> float:
    """The weight of the dense half, out of `GRID`, whose mean reciprocal rank is highest, each set counting the same.

    >>> right_by_words = Judged((Scored("b", 0.9), Scored("a", 0.2)), (Scored("a", 0.9),), frozenset({"a"}))
    >>> right_by_meaning = Judged((Scored("a", 0.9),), (Scored("b", 0.3), Scored("a", 0.1)), frozenset({"a"}))
    >>> 0 < fit({"one": [right_by_words], "other": [right_by_meaning]}) < 1
    True
    """
    return max(GRID, key=lambda weight: sum(_reciprocal_rank(judged, weight) for judged in sets.values()))


def recall(judged: Sequence[Judged], dense_weight: float, *, first: int = 1) -> float:
    """The share of questions with a relevant chunk among the first."""
    return sum(each.rank(dense_weight) <= first for each in judged) / len(judged)


def judge(retrieval: RetrievalSet, embedder: Embedder) -> list[Judged]:
    """Asks both halves the questions of a set, every n-th where there are more than `MAX_QUESTIONS`."""
    chunk_ids = [f"{row}{ID_SEPARATOR}0" for row in range(len(retrieval.passages))]
    exact = ExactIndex(chunk_ids, embedder.embed(retrieval.passages, role="passage"))
    asked = list(zip(retrieval.queries, retrieval.relevant, strict=True))[:: -(-len(retrieval.queries) // MAX_QUESTIONS)]
    vectors = embedder.embed([query for query, _ in asked], role="query")
    with TemporaryDirectory(prefix="youju-fitting-") as folder:
        words = SparseIndex.open(Path(folder))
        words.change(_entry(chunk_id, text) for chunk_id, text in zip(chunk_ids, retrieval.passages, strict=True))
        return [
            Judged(
                dense=tuple(exact.nearest(vector, limit=MIN_DEPTH)),
                sparse=tuple(words.best(query, limit=MIN_DEPTH)),
                relevant=frozenset(chunk_ids[row] for row in relevant),
            )
            for (query, relevant), vector in zip(asked, vectors, strict=True)
        ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits, reports and writes; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m indexing.fitting", description="Fits the weight of the dense half of the search.")
    parser.add_argument("data", type=Path, metavar="DATA", help="a folder with laws/ and reading/")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    embedder = load_embedder()
    sets = {retrieval.name: judge(retrieval, embedder) for retrieval in _held_out_sets(options.data)}
    weight = fit({name: judged[::2] for name, judged in sets.items()})
    for name, judged in sets.items():
        report = " ".join(f"{way} {recall(judged[1::2], each):.3f}" for way, each in (("words", 0.0), ("meaning", 1.0), ("both", weight)))
        sys.stdout.write(f"{name}: recall@1 {report} ({len(judged[1::2])} questions)\n")
    sys.stdout.write(f"dense = {weight}\n")
    if not options.dry_run:
        _write(weight)
    return 0


def _held_out_sets(data: Path) -> list[RetrievalSet]:
    laws = [law for law in read_laws(data / "laws") if held_out(law.path, HELD_OUT_LAWS_PERCENT)]
    sets = retrieval_sets(laws, read_passages(data / "reading"), lambda passage: held_out(passage.text, HELD_OUT_PASSAGES_PERCENT))
    return [each for each in sets if each.name not in LEFT_OUT]


def _reciprocal_rank(judged: Sequence[Judged], dense_weight: float) -> float:
    return sum(1 / each.rank(dense_weight) for each in judged) / len(judged)


def _entry(chunk_id: str, text: str) -> SparseEntry:
    return SparseEntry(Chunk(chunk_id, document_of(chunk_id), "", Span(0, len(text)), text, ""), text)


def _write(weight: float) -> None:
    lines = WEIGHTS_FILE.read_text("utf-8").splitlines()
    WEIGHTS_FILE.write_text("\n".join(f"dense = {weight}" if line.startswith("dense =") else line for line in lines) + "\n", "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
