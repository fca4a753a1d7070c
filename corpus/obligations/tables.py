"""Reads the words that duties are known by: tab-separated rows in `data/`, each with an example."""

import re
from collections.abc import Sequence
from functools import cache

from corpus import tables


def rows(name: str) -> tuple[tables.Row, ...]:
    """The rows of `data/{name}.tsv`.

    >>> rows("reports")[0]
    ('总结', '年度工作总结')
    """
    return tables.rows("corpus.obligations", name)


@cache
def words(name: str, kind: str | None = None) -> tuple[str, ...]:
    """The first cells of a table, longest first; with `kind` only of the rows whose second cell it is."""
    chosen = {row[0] for row in rows(name) if kind is None or row[1] == kind}
    return tuple(sorted(chosen, key=lambda word: (-len(word), word)))


@cache
def any_word(name: str, kind: str | None = None) -> str:
    """A regular expression that matches any first cell of a table, the longest where several match.

    >>> import re
    >>> re.match(any_word("verbs"), "建立健全规章制度")[0]
    '建立健全'
    """
    return one_of(words(name, kind))


@cache
def beginnings(name: str) -> frozenset[str]:
    """What a text begins with that begins with a first cell of a table, or with a gap: most texts do not, and need no look at the words."""
    return frozenset({word[0] for word in words(name)} | {" ", "　"})


def one_of(chosen: Sequence[str]) -> str:
    """A regular expression that matches any of some words, at each place the first of them that stands there.

    Most places begin none of them, which one look at a character tells; only words of that first character are tried then.

    >>> one_of(("建立健全", "建立", "健全"))
    '(?:(?=[建健])(?:建(?:立健全|立)|健(?:全)))'
    """
    by_first = _by_first_character(chosen)
    return f"(?:(?=[{''.join(by_first)}])(?:{'|'.join(by_first.values())}))"


@cache
def sought(name: str) -> re.Pattern[str]:
    """A pattern that finds the first cells of a table in a text, at each place the longest."""
    # A search looks at first characters by itself.
    return re.compile("|".join(_by_first_character(words(name)).values()))


def _by_first_character(chosen: Sequence[str]) -> dict[str, str]:
    """For each first character of some words, a regular expression that matches those of them that begin with it."""
    rests: dict[str, list[str]] = {}
    for word in chosen:
        rests.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    return {first: f"{first}(?:{'|'.join(of_first)})" for first, of_first in rests.items()}


@cache
def any_pattern(name: str) -> re.Pattern[str]:
    """A pattern that matches what any first cell of a table of regular expressions matches, in the order of the rows."""
    return _any_of([row[0] for row in rows(name)])


def holds_any(name: str, text: str) -> bool:
    """Whether a text holds what any first cell of a table of regular expressions matches.

    >>> holds_any("statements", "特此通知"), holds_any("statements", "会诊是指协助"), holds_any("statements", "应当会诊")
    (True, True, False)
    """
    front, anywhere = _front_and_anywhere(name)
    return front.match(text) is not None or anywhere.search(text) is not None


@cache
def _front_and_anywhere(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The rows of a table that hold at the front of a text alone, which begin with `^`, and the others."""
    patterns = [row[0] for row in rows(name)]
    front, anywhere = ([each for each in patterns if each.startswith("^") is at_front] for at_front in (True, False))
    return _any_of(front), _any_of(anywhere)


# A search passes quickly over what begins no alternative where each of them begins with a plain character, in no group.
_WORDS_IN_FRONT = re.compile(r"\(\?:(?P<words>[一-鿿]+(?:\|[一-鿿]+)+)\)(?![?*+{])")


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(_spelled_out, patterns)))


def _spelled_out(pattern: str) -> str:
    """A regular expression with the words at its front each before all that follows them.

    >>> _spelled_out("(?:时间|原则)(?:是|为)$")
    '时间(?:是|为)$|原则(?:是|为)$'
    """
    group = _WORDS_IN_FRONT.match(pattern)
    return "|".join(word + pattern[group.end() :] for word in group["words"].split("|")) if group else pattern
