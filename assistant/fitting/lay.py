"""Makes a question that was cut from a text sound as if it were asked by somebody who has not read it."""

import random
from functools import cache

from assistant.tables import rows
from corpus.tokenizing import words

REPLACED = 0.5
DROPPED = 0.2


def in_lay_words(question: str, chance: random.Random) -> str:
    """The question with some of its words as people call the thing, and some left out.

    Single characters and marks that have no other name stay.

    >>> in_lay_words("患者应当在多久内出院？", random.Random(5)).endswith("？")
    True
    """
    return "".join(_said(word, chance) for word in words(question))


def _said(word: str, chance: random.Random) -> str:
    called = _lay_words().get(word)
    if called and chance.random() < REPLACED:
        return chance.choice(called)
    return "" if len(word) > 1 and chance.random() < DROPPED else word


@cache
def _lay_words() -> dict[str, tuple[str, ...]]:
    """The words of texts to what people say for them."""
    found: dict[str, list[str]] = {}
    for said, written, _ in rows("expansions"):
        for form in written.split("|"):
            if form != said and len(form) > 1:
                found.setdefault(form, []).append(said)
    return {form: tuple(said) for form, said in found.items()}
