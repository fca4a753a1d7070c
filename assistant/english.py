"""English questions over Chinese texts: terms by table, kinds by cues."""

import re
from functools import cache

from assistant.questions import Term
from assistant.tables import rows

_LEAST_LATIN_SHARE = 0.6


def is_english(text: str) -> bool:
    """Whether a question is asked in English.

    >>> is_english("How fast must a stat consultation arrive?"), is_english("MDT门诊怎么开展")
    (True, False)
    """
    letters = [character for character in text if character.isalpha()]
    latin = sum(character.isascii() for character in letters)
    return bool(letters) and latin >= _LEAST_LATIN_SHARE * len(letters) and latin > 8


@cache
def _terms() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    ordered = sorted(rows("english_terms"), key=lambda row: -len(row[0]))
    return tuple((re.compile(rf"\b{_inflected(row[0])}(?!\w)"), tuple(row[1].split("|"))) for row in ordered)


def _inflected(word: str) -> str:
    """A pattern of the forms that English writes a word in.

    >>> [bool(re.fullmatch(_inflected(word), form)) for word, form in (("arrive", "arrived"), ("arrive", "arriving"), ("reply", "replied"))]
    [True, True, True]
    """
    endings = {"e": "(?:e|es|ed|ing)", "y": "(?:y|ys|ies|ied|ying|yed)"}
    last = endings.get(word[-1])
    return re.escape(word[:-1]) + last if last else re.escape(word) + "(?:s|es|ed|ing)?"


def translated(text: str) -> tuple[Term, ...]:
    """The Chinese terms of an English question, in its order; a word that is neither in the table nor a common one stands as it is.

    >>> [term.text for term in translated("How often are ward rounds required?")]
    ['查房']
    """
    found: list[tuple[int, Term]] = []
    left = text.lower()
    for pattern, forms in _terms():
        match = pattern.search(left)
        if match:
            found.append((match.start(), Term(forms)))
            left = left[: match.start()] + " " * len(match[0]) + left[match.end() :]
    found += [(match.start(), Term((match[0],))) for match in _LEFT.finditer(left) if match[0] not in _common()]
    return tuple(term for _, term in sorted(found, key=lambda pair: pair[0]))


_LEFT = re.compile(r"[a-z]{4,}")


@cache
def _common() -> frozenset[str]:
    return frozenset(row[0] for row in rows("english_common"))
