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


def one_of(chosen: Sequence[str]) -> str:
    """A regular expression that matches any of some words, at each place the first of them that stands there.

    Most places begin none of them, which one look at a character tells; only words of that first character are tried then.

    >>> one_of(("建立健全", "建立", "健全"))
    '(?:(?=[建健])(?:建(?:立健全|立)|健(?:全)))'
    """
    by_first: dict[str, list[str]] = {}
    for word in chosen:
        by_first.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    choices = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in by_first.items())
    return f"(?:(?=[{''.join(by_first)}])(?:{choices}))"


@cache
def any_pattern(name: str) -> re.Pattern[str]:
    """A pattern that matches what any first cell of a table of regular expressions matches, in the order of the rows."""
    return re.compile("|".join(f"(?:{row[0]})" for row in rows(name)))
