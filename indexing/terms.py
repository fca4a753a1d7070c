"""The terms by which words find a chunk, cut before they get to an index: whatever process prepares a chunk can make them of it alone."""

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import add

from corpus.tokenizing import search_words
from indexing.chunking import Chunk

# The readings of a chunk. `words` are those of the repaired text, `raw_words` those of the text as it was printed where it differs, `pairs`
# are pairs of Chinese characters, which typing errors and other ways to cut words leave whole, `context` the words of title and headings.
FIELDS = ("words", "raw_words", "pairs", "context")

# A chunk can have all of these; the other fields only repeat them.
MAIN_FIELDS = ("words", "pairs")

# Each field with its terms, as often as each is said, a space between them; a field without terms may be left out.
Readings = dict[str, str]

_HAN_RUN = re.compile(r"[㐀-鿿]+")


def character_pairs(text: str) -> list[str]:
    """The pairs of neighbouring Chinese characters.

    >>> character_pairs("急会诊10分钟")
    ['急会', '会诊', '分钟']
    """
    return [pair for run in _HAN_RUN.findall(text) for pair in map(add, run, run[1:])]


def readings(chunk: Chunk, raw: str) -> Readings:
    """The terms of a chunk; `raw` is its text as it stands in the original."""
    terms = {"words": _words(chunk.text), "pairs": " ".join(character_pairs(chunk.text)), "context": _words_of_context(chunk.context)}
    return terms if raw == chunk.text else {**terms, "raw_words": _words(raw)}


def terms_of(text: str) -> Iterator[tuple[str, str]]:
    """Each term of a text once, with each field where it is looked for."""
    words = dict.fromkeys(search_words(text))
    pairs = dict.fromkeys(character_pairs(text))
    for field, terms in (("words", words), ("raw_words", words), ("pairs", pairs), ("context", words)):
        yield from ((field, term) for term in terms)


def _words(text: str) -> str:
    return " ".join(search_words(text))


# The chunks of a section follow each other, and stand under the same headings.
_words_of_context = lru_cache(maxsize=8)(_words)
