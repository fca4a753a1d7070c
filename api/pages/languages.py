"""The languages of the interface; their words are the tables of `strings/*.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from fastapi import Request, Response

COOKIE = "youju_language"
PARAMETER = "lang"
YEAR_SECONDS = 365 * 24 * 3600


class Language(StrEnum):
    """A language of the interface; what documents and answers say stays in theirs."""

    CHINESE = "zh"
    ENGLISH = "en"

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        return {Language.CHINESE: "zh-Hans"}.get(self, str(self))

    @property
    def other(self) -> "Language":
        """The one that a page offers to switch to."""
        return Language.ENGLISH if self is Language.CHINESE else Language.CHINESE


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; calling it with a key gives them.

    >>> words_of(Language.CHINESE)("nav.ask"), words_of(Language.ENGLISH)("nav.ask")
    ('提问', 'Ask')
    """

    language: Language
    table: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The words of this key with the values put in.

        Raises:
            KeyError: There is no such key, or it wants a value that is not given.
        """
        words = self.table[key]
        return words.format(**values) if values else words


@cache
def words_of(language: Language) -> Words:
    """The words of a language, read once."""
    written = (files(__package__) / "strings" / f"{language}.toml").read_text(encoding="utf-8")
    return Words(language, dict(_flat(tomllib.loads(written))))


def language_of(request: Request) -> Language:
    """The language that the address asks for, else the one chosen before, else Chinese."""
    chosen = request.query_params.get(PARAMETER) or request.cookies.get(COOKIE)
    return Language(chosen) if chosen in set(Language) else Language.CHINESE


def remember(request: Request, response: Response) -> None:
    """Keeps the language that the address asks for, for the pages after it."""
    asked = request.query_params.get(PARAMETER)
    if asked in set(Language):
        response.set_cookie(COOKIE, str(asked), max_age=YEAR_SECONDS, samesite="lax", httponly=True, secure=request.url.scheme == "https")


def _flat(table: Mapping[str, object], path: str = "") -> list[tuple[str, str]]:
    """The leaves of nested tables under their dotted paths."""
    found = []
    for name, value in table.items():
        key = f"{path}.{name}" if path else name
        found += _flat(value, key) if isinstance(value, Mapping) else [(key, str(value))]
    return found
