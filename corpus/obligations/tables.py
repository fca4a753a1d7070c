"""Reads the words that duties are known by: tab-separated rows in `data/`, each with an example."""

import re
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
    return "(?:" + "|".join(re.escape(word) for word in words(name, kind)) + ")"


@cache
def any_pattern(name: str) -> re.Pattern[str]:
    """A pattern that matches what any first cell of a table of regular expressions matches, in the order of the rows."""
    return re.compile("|".join(f"(?:{row[0]})" for row in rows(name)))
