"""Chooses the words of the tokenizer, and how probable each is."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources

from corpus.tokenizing import lexicon
from indexing.static_model import word_tokenizer

_HAN = re.compile(r"[㐀-鿿]")
_WORD = re.compile(r"[㐀-鿿]+|[a-z]+|[0-9]+")
LONGEST_WORD = 8
LONGEST_NUMBER = 4
# How often a policy term counts as seen, for few of them stand in the dictionary.
TERM_COUNT = 50
# What each source counts for: the dictionary knows the words of all fields, the laws which of them rules are made of.
DICTIONARY_SHARE, LAWS_SHARE, READING_SHARE = 0.6, 0.3, 0.1


def vocabulary(*, laws: Iterable[str], reading: Iterable[str], size: int) -> dict[str, float]:
    """The `size` tokens that cover laws, general reading and jieba's dictionary best, policy terms first, each with its probability."""
    dictionary, cut = _dictionary()
    sources = [(dictionary, DICTIONARY_SHARE), (word_counts(laws, cut), LAWS_SHARE), (word_counts(reading, cut), READING_SHARE)]
    return choose(mixed_probabilities(sources), size=size, first=lexicon())


def dictionary_counts() -> Counter[str]:
    """The words of jieba's dictionary (a data file of that package), and how often each stood in the texts that it was made from."""
    lines = resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    return Counter({word: int(count) for word, count, *_ in (line.split(" ") for line in lines)})


def word_counts(texts: Iterable[str], cut: Callable[[str], Iterable[str]]) -> Counter[str]:
    """How often each Chinese word, run of Latin letters and number stands in `texts`, which `cut` cuts.

    >>> sorted(word_counts(["会诊 mdt 会诊。"], lambda text: text.split()).items())
    [('mdt', 1), ('会诊', 1)]
    """
    return Counter(word for text in texts for word in cut(text) if _WORD.fullmatch(word))


def mixed_probabilities(sources: Iterable[tuple[Mapping[str, int], float]]) -> dict[str, float]:
    """The weighted sum of the relative frequencies in several sources, so that a long source counts no more than its weight.

    >>> mixed_probabilities([({"会诊": 3, "病历": 1}, 0.5), ({"病历": 10}, 0.5)])
    {'会诊': 0.375, '病历': 0.625}
    """
    mixture: dict[str, float] = {}
    for counts, weight in sources:
        total = sum(counts.values())
        for word, count in counts.items():
            mixture[word] = mixture.get(word, 0.0) + weight * count / total
    return mixture


def choose(probabilities: Mapping[str, float], *, size: int, first: Iterable[str] = ()) -> dict[str, float]:
    """The `size` tokens to keep: digits and Latin letters, then `first` and the most probable words, each followed by its characters.

    A character that only stands inside words gets the probability of a very rare word, so that it is used where no word fits.

    >>> list(choose({"会诊": 0.7, "病历": 0.2, "卷宗": 0.1}, size=42))[36:]
    ['会诊', '会', '诊', '病历', '病', '历']
    """
    kept = dict.fromkeys("0123456789abcdefghijklmnopqrstuvwxyz")
    for word in filter(_is_token, [*first, *sorted(probabilities, key=lambda word: (-probabilities[word], word))]):
        if len(kept) >= size:
            break
        kept |= dict.fromkeys((word, *_characters(word)))
    floor = min(probabilities.values()) / 10
    return {token: max(probabilities.get(token, 0.0), floor) for token in list(kept)[:size]}


@cache
def _dictionary() -> tuple[Mapping[str, int], Callable[[str], Iterable[str]]]:
    """The known words, and a cutter that knows no others: a name that is none falls into its characters, as it will in use."""
    counts = dictionary_counts()
    counts.update(dict.fromkeys(lexicon(), TERM_COUNT))
    total = counts.total()
    tokenizer = word_tokenizer({word: count / total for word, count in counts.items() if count})
    return counts, lambda text: tokenizer.encode(text).tokens


def _is_token(word: str) -> bool:
    return len(word) <= (LONGEST_NUMBER if word.isdigit() else LONGEST_WORD)


def _characters(word: str) -> Iterator[str]:
    return (character for character in word if _HAN.match(character))
