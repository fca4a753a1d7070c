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


def corrected(text: str, vocabulary: Vocabulary) -> str:
    """The text with slips mended: words that the corpus does not know and that are one confusable character from one that it knows."""
    suspects = _suspects(text, vocabulary)
    for size in (4, 3, 2):
        for start in range(len(text) - size + 1):
            window = text[start : start + size]
            if (size > 2 or all(suspects[start : start + size])) and not vocabulary.document_frequency(window):
                known = next((word for word in _one_twin_away(window) if vocabulary.document_frequency(word)), None)
                if known:
                    return corrected(text[:start] + known + text[start + size :], vocabulary)
    return text


def _suspects(text: str, vocabulary: Vocabulary) -> list[bool]:
    """For each character whether its word is a lone character or one that the corpus does not use."""
    found: list[bool] = []
    for word in words(text):
        found += [len(word) == 1 or not vocabulary.document_frequency(word)] * len(word)
    return found


def _one_twin_away(window: str) -> Iterator[str]:
    for place, character in enumerate(window):
        for twin in _twins().get(character, ""):
            yield window[:place] + twin + window[place + 1 :]
