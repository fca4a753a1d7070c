"""`python -m indexing.fitting DATA --questions FOLDER`: fits what each piece of evidence of the search counts for.

It writes `data/fusion.toml`. DATA holds `laws/` and `reading/`, as for training the embedding; what is asked are questions of people on
passages that training holds out, and those of the tables on the laws that they name. Half of the passages and laws fit the numbers, the
other half is reported on, and so are questions and sentences made of held-out laws, which tell little of what people ask.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from indexing.chunking import text_to_embed
from indexing.coverage import AskedWord, asked_words, coverage
from indexing.dense import ExactIndex
from indexing.embedding import Embedder, load_embedder
from indexing.filters import Scored
from indexing.fusion import WEIGHTS_FILE, Fused, Weights, cover, fuse
from indexing.haystacks import Haystack, haystacks, number_of, of_people
from indexing.search import MIN_DEPTH, MIN_READ
from indexing.sparse import BOOSTS, SparseEntry, SparseIndex
from indexing.training.asked import read_asked

# What is tried. The field of words counts for 1; the field of printed words and the factor of furniture stay as they are, since these texts
# have neither repairs nor furniture.
DENSE = (0.4, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0)
COVERAGE = (0.1, 0.2, 0.3, 0.4)
PAIRS = (0.5, 1.0, 2.0)
CONTEXT = (0.3, 1.0, 2.0)

Boosts = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found for one question: both rankings, the coverage of all that is in them, and the chunk that answers it."""

    dense: tuple[Scored, ...]
    sparse: tuple[Scored, ...]
    coverage: Mapping[str, float]
    relevant: str

    def rank(self, weights: Weights) -> int:
        """The place that the right chunk has in the search, from 1; one behind the last where it is not found."""
        fused = fuse(self.dense, self.sparse, depth=MIN_DEPTH, dense_weight=weights.dense)
        read = {each.chunk_id: self.coverage[each.chunk_id] for each in fused[:MIN_READ]}
        return self.place(cover(fused, read, weight=weights.coverage))

    def place(self, ranking: Sequence[Scored | Fused]) -> int:
        """The place of the right chunk in a ranking, from 1; one behind the last where it is not there."""
        return next((place for place, each in enumerate(ranking, start=1) if each.chunk_id == self.relevant), len(ranking) + 1)


class Bench:
    """A haystack and its questions, to be asked with one set of boosts after another; `folder` takes the index of words."""

    def __init__(self, haystack: Haystack, embedder: Embedder, folder: Path) -> None:
        self.name = haystack.name
        self._chunks = {chunk.chunk_id: chunk for chunk in haystack.chunks()}
        self._chunk_ids = {number_of(chunk): chunk_id for chunk_id, chunk in self._chunks.items()}
        self._questions = haystack.questions
        self._folder = folder
        self._coverage: dict[tuple[str, str], float] = {}
        exact = ExactIndex(list(self._chunks), embedder.embed([text_to_embed(chunk) for chunk in self._chunks.values()], role="passage"))
        vectors = embedder.embed([question for question, _ in self._questions], role="query")
        self._dense = [tuple(exact.nearest(vector, limit=MIN_DEPTH)) for vector in vectors]
        SparseIndex.open(folder).change(SparseEntry.of(chunk, chunk.text) for chunk in self._chunks.values())

    def judged(self, boosts: Boosts) -> list[Judged]:
        """What is found for each question."""
        words = SparseIndex.open(self._folder, boosts=boosts)
        asked = zip(self._questions, self._dense, strict=True)
        return [self._judged(words, question, dense, self._chunk_ids[number]) for (question, number), dense in asked]

    def _judged(self, words: SparseIndex, question: str, dense: tuple[Scored, ...], relevant: str) -> Judged:
        sparse = tuple(words.best(question, limit=MIN_DEPTH))
        asked = asked_words(question, (), words.rarities(question))
        covered = {chunk_id: self._covered(question, asked, chunk_id) for chunk_id, _ in (*dense, *sparse)}
        return Judged(dense, sparse, covered, relevant)

    def _covered(self, question: str, asked: Sequence[AskedWord], chunk_id: str) -> float:
        key = question, chunk_id
        if key not in self._coverage:
            self._coverage[key] = coverage(asked, self._chunks[chunk_id])
        return self._coverage[key]


def fit(judge: Callable[[Boosts], Sequence[Sequence[Judged]]], weights: Weights, boosts: Boosts) -> tuple[Weights, Boosts]:
    """The weights and boosts whose mean reciprocal rank is highest, each set counting the same.

    Args:
        judge: Gives each set of questions, judged with some boosts.
        weights: What is not fitted of them.
        boosts: The same for the fields.
    """
    tried = ((score(sets, each), each, of) for of in _boosts(boosts) for sets in [judge(of)] for each in _weights(weights))
    _, best, best_boosts = max(tried, key=lambda scored: scored[0])
    return best, best_boosts


def score(sets: Sequence[Sequence[Judged]], weights: Weights) -> float:
    """The mean over the sets of the mean reciprocal rank, 0..1."""
    return _mean(_mean(1 / each.rank(weights) for each in judged) for judged in sets)


def recalls(judged: Sequence[Judged], weights: Weights) -> tuple[float, float, float]:
    """The shares of questions whose right chunk comes first: by words alone, by meaning alone, and in the search."""
    ways: tuple[Callable[[Judged], int], ...] = (
        lambda each: each.place(each.sparse),
        lambda each: each.place(each.dense),
        lambda each: each.rank(weights),
    )
    words, meaning, both = (_mean(float(way(each) == 1) for each in judged) for way in ways)
    return words, meaning, both


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits, reports and writes; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m indexing.fitting", description="Fits what each piece of evidence counts for.")
    parser.add_argument("data", type=Path, metavar="DATA", help="a folder with laws/ and reading/")
    parser.add_argument("--questions", type=Path, required=True, metavar="FOLDER", help="tables of questions on laws, in words of talk")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    embedder = load_embedder()
    asked = read_asked(options.questions)
    with _benches(of_people(options.data, asked, half="fitting"), embedder) as benches:
        weights, boosts = fit(lambda tried: [bench.judged(tried) for bench in benches], Weights.shipped(), BOOSTS)
    with _benches(haystacks(options.data, asked, half="measuring"), embedder) as benches:
        report = [_line(bench.name, bench.judged(boosts), weights) for bench in benches]
    text = written(report, weights, boosts)
    sys.stdout.write(text)
    if not options.dry_run:
        WEIGHTS_FILE.write_text(text, "utf-8")
    return 0


def written(report: Sequence[str], weights: Weights, boosts: Boosts) -> str:
    """What `data/fusion.toml` says."""
    lines = (
        "# Written by `make fusion DATA=folder`, on the questions of people over half of the passages and laws that they ask about.",
        "# Recall@1 on the other half, and over held-out laws, by words alone / by meaning alone / by the search:",
        *(f"# {line}" for line in report),
        "[weights]",
        f"dense = {weights.dense}",
        f"coverage = {weights.coverage}",
        "# Set by hand: what the web site says comes behind the policy unless nothing in the policy is half as near.",
        f"furniture = {weights.furniture}",
        "# Set by hand, as only a reader of questions knows them: the share of the words that one is about, and of their other names.",
        f"terms = {weights.terms}",
        "",
        "[boosts]",
        f"words = {boosts['words']}",
        f"pairs = {boosts['pairs']}",
        f"context = {boosts['context']}",
        "# Set by hand: nothing in the texts that fit the others was ever repaired.",
        f"raw_words = {boosts['raw_words']}",
        "# Set by hand: what else a word of the question may be called counts for less than the word itself.",
        f"others = {boosts['others']}",
    )
    return "\n".join(lines) + "\n"


@contextmanager
def _benches(haystacks: Iterable[Haystack], embedder: Embedder) -> Iterator[list[Bench]]:
    with TemporaryDirectory(prefix="youju-fitting-") as folder:
        yield [Bench(haystack, embedder, Path(folder) / haystack.name) for haystack in haystacks if haystack.questions]


def _boosts(present: Boosts) -> list[Boosts]:
    return [{**present, "pairs": pairs, "context": context} for pairs, context in product(PAIRS, CONTEXT)]


def _weights(present: Weights) -> list[Weights]:
    return [replace(present, dense=dense, coverage=covered) for dense, covered in product(DENSE, COVERAGE)]


def _line(name: str, judged: Sequence[Judged], weights: Weights) -> str:
    shares = " ".join(f"{share:.3f}" for share in recalls(judged, weights))
    return f"{name} {shares} ({len(judged)} questions)"


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)


if __name__ == "__main__":
    raise SystemExit(main())
