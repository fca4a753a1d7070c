"""Mends slips of the keyboard: characters typed for others of the same sound or shape."""

from collections.abc import Iterator
from functools import cache

from assistant.tables import rows
from assistant.vocabulary import Vocabulary
from corpus.tokenizing import words


@cache
def _twins() -> dict[str, str]:
    """A character to those that are typed for it."""
    return {character: group.replace(character, "") for group, _ in rows("homophones") for character in group}


MAX_SLIPS = 3


def corrected(text: str, vocabulary: Vocabulary) -> str:
    """The text with up to `MAX_SLIPS` slips mended: words that the texts do not use, one confusable character from one that they use.

    >>> from assistant.vocabulary import WordsOf
    >>> corrected("急会珍多久到位", WordsOf.of(["急会诊10分钟内到位"]))
    '急会诊多久到位'
    """
    for _ in range(MAX_SLIPS):
        mended = next(_mended(text, vocabulary), None)
        if mended is None:
            break
        text = mended
    return text


def _mended(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The text with one slip mended, the longest first."""
    for size in (4, 3, 2):
        for start, tokens in _runs(text, size):
            window = "".join(tokens)
            if vocabulary.knows(window) or (vocabulary.knows(tokens[0]) and len(tokens[0]) > 1):
                continue
            for meant in _one_twin_away(window):
                if vocabulary.knows(meant) and (size > 2 or words(meant) == [meant]):
                    yield text[:start] + meant + text[start + size :]


def _runs(text: str, size: int) -> Iterator[tuple[int, list[str]]]:
    """The runs of whole words that are `size` characters long, with the places where they start."""
    tokens = words(text)
    place = 0
    for i, token in enumerate(tokens):
        run, length = [], 0
        for following in tokens[i:]:
            if length >= size:
                break
            run.append(following)
            length += len(following)
        if length == size:
            yield place, run
        place += len(token)


def _one_twin_away(window: str) -> Iterator[str]:
    for place, character in enumerate(window):
        for twin in _twins().get(character, ""):
            yield window[:place] + twin + window[place + 1 :]
