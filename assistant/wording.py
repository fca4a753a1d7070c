"""The words that a question is about, and what policies call them."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from assistant.phrases import Phrases
from assistant.questions import Term
from assistant.tables import rows
from assistant.vocabulary import Vocabulary
from corpus.tokenizing import words

NUMBER_WEIGHT = 0.5
CHARACTER_WEIGHT = 0.3

_MARKS = re.compile(r"(?:(?<!\d)[.,]|[.,](?!\d))|[\s，。？！、；：?!;:“”\"'‘’《》〈〉（）()\[\]【】…—~-]+")

# 哪两家, 哪四句话: the number and what is counted ask as the word does.
_WHICH = re.compile(r"哪[几一两二三四五六七八九十\d]+(?:个|种|类|样|项|条|点|句话?|件事?|大?方面|家|位|部分|步)")


@cache
def _asking() -> tuple[Phrases, frozenset[str]]:
    phrases = [row[0] for row in rows("question_words")]
    return Phrases.of(phrase for phrase in phrases if len(phrase) > 1), frozenset(phrase for phrase in phrases if len(phrase) == 1)


def content(text: str) -> str:
    """The text without words of asking and marks, the pieces that are left joined by single spaces.

    >>> content("请问急会诊多久到位？")
    '急会诊 到位'
    >>> content("要建好哪五家中心？")
    '建好 中心'
    """
    phrases, single = _asking()
    left = phrases.removed_from(_WHICH.sub(" ", _MARKS.sub(" ", text)))
    return " ".join("".join(" " if word in single else word for word in words(left)).split())


def terms_of(text: str, vocabulary: Vocabulary) -> list[Term]:
    """The words that an answer should speak about, in order, each with what a policy may call it."""
    found = [term for piece in content(text).split() for term in _terms_in(piece, vocabulary)]
    said = [span.of(text) for span in _said().found_in(text)]
    found += [Term((phrase, *_expansions()[phrase])) for phrase in said]
    return list({term.text: term for term in reversed(found)}.values())[::-1]


@cache
def _expansions() -> dict[str, tuple[str, ...]]:
    """What people say to what texts write for it; a word may stand in the tables of several fields."""
    found: dict[str, dict[str, None]] = {}
    for said, written, _ in rows("expansions"):
        found.setdefault(said, {}).update(dict.fromkeys(written.split("|")))
    return {said: tuple(written) for said, written in found.items()}


@cache
def _said() -> Phrases:
    """What people say in two characters or more, without mere words of asking; one character is looked up as a whole word only."""
    asking = {row[0] for row in rows("question_words")}
    return Phrases.of(said for said in _expansions() if len(said) > 1 and said not in asking)


def _terms_in(piece: str, vocabulary: Vocabulary) -> Iterator[Term]:
    tokens = [_without_asking(word, vocabulary).removeprefix("不") for word in _tokens(piece)]
    for word in tokens:
        if word:
            yield Term((word, *(form for form in _expansions().get(word, ()) if form != word)), _term_weight(word))


def _tokens(piece: str) -> list[str]:
    """The words of a piece, where what people say stays whole that the segmentation cuts into characters or across: 买|交强险|时."""
    cut = words(piece)
    edges = list(accumulate(map(len, cut), initial=0))
    for said in _said().found_in(piece):
        inside = [token for token, start in zip(cut, edges, strict=False) if said.start < start + len(token) and start < said.end]
        across = said.start not in edges or said.end not in edges
        if len(inside) > 1 and (across or min(map(len, inside)) == 1):
            return [*_tokens(piece[: said.start]), said.of(piece), *_tokens(piece[said.end :])]
    return cut


def _term_weight(word: str) -> float:
    if word[0].isdigit():
        return NUMBER_WEIGHT
    return CHARACTER_WEIGHT if len(word) == 1 else 1.0


def _without_asking(word: str, vocabulary: Vocabulary) -> str:
    """A word that the corpus does not know, without the words of asking that the segmentation stuck to it: 率要 → 率."""
    return word if vocabulary.knows(word) else word.strip("".join(_asking()[1]))
