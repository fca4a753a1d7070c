"""How much of a question one sentence says: evidence that neither half of the search has, because both weigh whole chunks."""

from collections.abc import Mapping
from functools import lru_cache

from corpus.sentences import sentences
from indexing.chunking import Chunk


def coverage(rarities: Mapping[str, float], chunk: Chunk) -> float:
    """The share of a question's words that the headings above a chunk and the best one of its sentences hold, 0..1.

    Args:
        rarities: The words of the question, in small letters, each with what it counts for.
        chunk: What may answer it.

    >>> from corpus.spans import Span
    >>> chunk = Chunk("a-1", "a", "", Span(0, 21), "急会诊10分钟内到位。病历当日归档。", "医疗质量核心制度")
    >>> rarities = {"急会诊": 4.0, "到位": 4.0, "归档": 4.0, "制度": 4.0}
    >>> coverage(rarities, chunk)
    0.75
    """
    total = sum(rarities.values())
    if not total:
        return 0.0
    above, text = chunk.context.lower(), chunk.text.lower()
    rest = {word: rarity for word, rarity in rarities.items() if word not in above}
    here = {word: rarity for word, rarity in rest.items() if word in text}
    return min(1.0, (total - sum(rest.values()) + _best(here, text)) / total)


def _best(rarities: Mapping[str, float], text: str) -> float:
    """What the words count for that one sentence of a text holds, at most; `rarities` are words that the text holds."""
    if len(rarities) <= 1:
        return sum(rarities.values())
    return max((sum(rarity for word, rarity in rarities.items() if word in sentence) for sentence in _sentences(text)), default=0.0)


@lru_cache(maxsize=8192)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(span.of(text) for span in sentences(text))
