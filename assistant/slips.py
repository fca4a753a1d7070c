"""Mends slips of the keyboard: characters typed for others of the same sound or shape."""

from collections.abc import Iterator, Sequence
from functools import cache

from assistant.tables import rows
from assistant.vocabulary import Vocabulary
from corpus.background import background_rarity
from corpus.tokenizing import words


@cache
def _twins() -> dict[str, str]:
    """A character to those that are typed for it."""
    return {character: group.replace(character, "") for group, _ in rows("homophones") for character in group}


MAX_SLIPS = 3
SHORTEST = 2

# A word of which this much or less is told by being met at all is common enough to be meant where the texts that were found lack it.
COMMON = 0.8


def corrected(text: str, vocabulary: Vocabulary, said: str = "") -> str:
    """The text with up to `MAX_SLIPS` slips mended: words that the texts do not use, one confusable character from one that they use.

    `said` is what was asked before in the same conversation: a question that leans on it says ordinary words that no text has to use,
    and a character of it that stands there too is meant.

    >>> from assistant.vocabulary import WordsOf
    >>> corrected("急会珍多久到位", WordsOf.of(["急会诊10分钟内到位"]))
    '急会诊多久到位'
    >>> corrected("不急的几天送到", WordsOf.of(["不及时送到"]), "急件几天送到")
    '不急的几天送到'
    """
    for _ in range(MAX_SLIPS):
        mended = next(_mended(text, vocabulary, said), None)
        if mended is None:
            break
        text = mended
    return text


def _mended(text: str, vocabulary: Vocabulary, said: str) -> Iterator[str]:
    """The text with one slip mended, the longest first."""
    for size in (4, 3, 2):
        for start, tokens in _runs(text, size):
            window = "".join(tokens)
            common = _common_word(tokens, said) if size == SHORTEST else ""
            if common and not vocabulary.uses(window):
                yield text[:start] + common + text[start + size :]
            if vocabulary.knows(window) or (vocabulary.knows(tokens[0]) and len(tokens[0]) > 1):
                continue
            if said and len(tokens) == 1 and background_rarity(window):
                continue
            for meant in _one_twin_away(window, said):
                if vocabulary.knows(meant) and (size > 2 or words(meant) == [meant]):
                    yield text[:start] + meant + text[start + size :]


def _common_word(tokens: Sequence[str], said: str) -> str:
    """The only common word for which one is typed that no dictionary has: 值班 for 职班; empty where there is none or several."""
    if len(tokens) > 1 or background_rarity(tokens[0]):
        return ""
    meant = [word for word in _one_twin_away(tokens[0], said) if (rarity := background_rarity(word)) and rarity <= COMMON]
    return meant[0] if len(meant) == 1 else ""


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


def _one_twin_away(window: str, said: str) -> Iterator[str]:
    """The window with one character changed for one that is typed for it, unless it was typed before as well."""
    for place, character in enumerate(window):
        for twin in _twins().get(character, "") if character not in said else "":
            yield window[:place] + twin + window[place + 1 :]
