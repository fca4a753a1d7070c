"""Reads a folder of laws in Markdown into articles.

A law is a `.md` file: its title after `#`, chapters after `##` and deeper, articles that begin a line with 第X条. Files without articles
(decisions, replies) give none.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# The share of the laws that are never trained on, by their paths.
HELD_OUT_LAWS_PERCENT = 10

_HEADING = re.compile(r"^(#+)\s*(.+?)\s*$")
_ARTICLE = re.compile(r"^(第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?)[\s　]+(.*)$")
_COMMENT = re.compile(r"^<!--.*-->$")


@dataclass(frozen=True, slots=True)
class Article:
    """One article: the law's title, the headings above it, its number and its text without the number."""

    law: str
    headings: tuple[str, ...]
    number: str
    text: str

    @property
    def context(self) -> str:
        """What a chunk's context says: title and headings, outermost first."""
        return " ".join((self.law, *self.headings))


@dataclass(frozen=True, slots=True)
class Law:
    """One file of a law collection; `path` is relative to the collection."""

    path: str
    articles: tuple[Article, ...]


def read_laws(folder: Path) -> list[Law]:
    """All laws under `folder` that have articles, in the order of their paths."""
    laws = (Law(path.relative_to(folder).as_posix(), articles(path.read_text(encoding="utf-8"))) for path in sorted(folder.rglob("*.md")))
    return [law for law in laws if law.articles]


def articles(markdown: str) -> tuple[Article, ...]:
    r"""The articles of one law, in order.

    >>> [law_article] = articles("# 会诊条例\n\n## 第一章 总则\n\n第一条 急会诊应当及时到位。\n\n不得推诿。")
    >>> law_article.context, law_article.number, law_article.text
    ('会诊条例 第一章 总则', '第一条', '急会诊应当及时到位。\n不得推诿。')
    """
    found: list[tuple[Sequence[str], str, list[str]]] = []
    headings: list[str] = []
    inside = False
    for line in filter(_says_something, map(str.strip, markdown.splitlines())):
        if heading := _HEADING.match(line):
            headings = [*headings[: len(heading[1]) - 1], heading[2]]
            inside = False
        elif article := _ARTICLE.match(line):
            found.append((headings, article[1], [article[2]]))
            inside = True
        elif inside:
            found[-1][2].append(line)
    return tuple(Article(above[0] if above else "", tuple(above[1:]), number, "\n".join(lines)) for above, number, lines in found)


def held_out(key: str, percent: int) -> bool:
    """Whether the file or passage named `key` is kept for measuring: a fixed `percent` of all keys, decided by their hash.

    >>> sum(held_out(f"law {i}", 10) for i in range(1000))
    117
    """
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % 100 < percent


def _says_something(line: str) -> bool:
    return bool(line) and not _COMMENT.match(line)
