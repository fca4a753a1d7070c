"""`python -m assistant.fitting.meanings ARCHIVE DATA`: writes the table of what words mean that `assistant/meanings.py` reads.

ARCHIVE is the source archive of the package synonyms 3.10.2, DATA holds `laws/` (Markdown). The same files give the same bytes.
"""

import argparse
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.meanings import VECTORS, WORDS
from corpus.tokenizing import words
from indexing.training.vocabulary import dictionary_counts
from indexing.training.word_vectors import WordVectors, read_word_vectors

FOLDER = Path(__file__).parents[1] / "data" / "meanings"
N_WORDS = 40_000
LONGEST_WORD = 8
# A word that laws use as often as e^-1 of what texts at large do is half a word of rules.
EVEN = -1.0
# What is added to both counts in a million, so that a word seen once says little.
ADDED = 0.5
_MILLION = 1_000_000
_WORD = re.compile(r"[㐀-鿿]+")
_LARGEST = 127


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes the table."""
    parser = argparse.ArgumentParser(prog="python -m assistant.fitting.meanings", description="Writes what words mean.")
    parser.add_argument("archive", type=Path, metavar="ARCHIVE", help="synonyms-3.10.2.tar.gz")
    parser.add_argument("data", type=Path, metavar="DATA", help="a folder with laws/")
    parser.add_argument("--output", type=Path, default=FOLDER, metavar="FOLDER", help="where the table is written")
    options = parser.parse_args(arguments)
    laws = counted(path.read_text("utf-8") for path in sorted((options.data / "laws").rglob("*.md")))
    write(options.output, laws, dictionary_counts(), read_word_vectors(options.archive))


def counted(texts: Iterable[str]) -> Counter[str]:
    """How often each Chinese word stands in texts."""
    return Counter(word for text in texts for word in words(text) if _WORD.fullmatch(word) and len(word) <= LONGEST_WORD)


def write(folder: Path, in_rules: Mapping[str, int], at_large: Mapping[str, int], vectors: WordVectors) -> None:
    """Writes the words that are most frequent in either, with their registers and vectors, into a folder."""
    rules, large = _in_a_million(in_rules), _in_a_million({word: count for word, count in at_large.items() if _WORD.fullmatch(word)})
    ordered = sorted({*rules, *large}, key=lambda word: (-rules.get(word, 0.0) - large.get(word, 0.0), word))
    kept = [word for word in ordered if len(word) <= LONGEST_WORD][:N_WORDS]
    lines = [f"{word} {round(100 * register(rules.get(word, 0.0), large.get(word, 0.0)))}" for word in kept]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WORDS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    np.save(folder / VECTORS, np.stack([_small(vectors, word) for word in kept]))


def register(in_rules: float, at_large: float) -> float:
    """How much a word is one of rules, 0..1, from how often it stands in a million words of rules and of Chinese at large.

    >>> register(0.0, 70.0) < 0.1 < 0.5 < register(150.0, 65.0)
    True
    """
    return 1 / (1 + math.exp(EVEN - math.log((in_rules + ADDED) / (at_large + ADDED))))


def _in_a_million(counts: Mapping[str, int]) -> dict[str, float]:
    total = sum(counts.values())
    return {word: count * _MILLION / total for word, count in counts.items()}


def _small(vectors: WordVectors, word: str) -> NDArray[np.int8]:
    """The vector of a word in bytes, its largest number the largest there is; zero where it has none."""
    row = vectors.rows.get(word)
    vector = np.zeros(vectors.vectors.shape[1], dtype=np.float32) if row is None else vectors.vectors[row]
    scaled = np.rint(vector * (_LARGEST / max(float(np.abs(vector).max()), 1e-6)))
    return np.asarray(scaled, dtype=np.int8)


if __name__ == "__main__":
    main()
