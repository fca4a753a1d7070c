"""How rare a word is in Chinese at large, whatever texts are at hand: `data/background.tsv`, made of the counts in jieba's dictionary.

Among the sentences that were found for a question the words of its topic are common, and the words around it may be rare: by itself, their
rarity there would have the wrong ones decide.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

# The natural logarithm of how many words there are to one of its kind: up to the first a word tells least, from the last on everything.
COMMONEST, RAREST = 5.0, 14.0
LEAST = 0.1


def background_rarity(word: str) -> float | None:
    """How much a word tells by being rare, `LEAST` to 1; `None` where it is so rare that only the texts at hand can say.

    >>> background_rarity("单位") < background_rarity("病历")
    True
    >>> background_rarity("危急值") is None
    True
    """
    return _rarities().get(word)


def written(dictionary: Iterable[str]) -> str:
    """What `data/background.tsv` says, from the lines of a dictionary: each a word, its count, and its kind."""
    counts = {word: int(count) for word, count, *_ in (line.split() for line in dictionary)}
    total = sum(counts.values())
    groups: dict[float, list[str]] = defaultdict(list)
    for word, count in counts.items():
        groups[_rarity(total, count)].append(word)
    rows = [f"{rarity:.2f}\t{' '.join(sorted(groups[rarity]))}" for rarity in sorted(groups) if rarity < 1.0]
    return "\n".join(["# How rare words are, and the words: from the counts in the dictionary of jieba (MIT License).", *rows]) + "\n"


def _rarity(total: int, count: int) -> float:
    share = (math.log(total / max(count, 1)) - COMMONEST) / (RAREST - COMMONEST)
    return round(min(1.0, max(LEAST, share)), 2)


@cache
def _rarities() -> dict[str, float]:
    text = (files("corpus") / "data" / "background.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {word: float(rarity) for rarity, words in rows for word in words.split(" ")}
