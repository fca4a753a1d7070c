"""What errors say, in the language of a page: the rows of `strings/messages.toml`, each an English sentence and the Chinese for it."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter

from api.pages.languages import Language


@dataclass(frozen=True, slots=True)
class Said:
    """The words of an error, and the language that they are in: English where no row has them."""

    words: str
    language: Language


def said(message: str, language: Language) -> Said:
    """A message of an error in a language.

    >>> said("'a.txt' holds no text; remove it, or save its content again.", Language.CHINESE).words
    '“a.txt”里没有文字；请不要上传它，或重新保存内容。'
    >>> said("What nobody has translated", Language.CHINESE)
    Said(words='What nobody has translated', language=<Language.ENGLISH: 'en'>)
    """
    if language is Language.CHINESE:
        for pattern, chinese in _rows():
            if found := pattern.fullmatch(message):
                return Said(chinese.format(**{name: _bare(value) for name, value in found.groupdict().items()}) + "。", language)
    return Said(message, Language.ENGLISH)


def _bare(value: str) -> str:
    """What stands in the quotation marks of an English message."""
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted else value


@cache
def _rows() -> tuple[tuple[re.Pattern[str], str], ...]:
    written = (files(__package__) / "strings" / "messages.toml").read_text(encoding="utf-8")
    return tuple((_pattern(english), chinese) for table in tomllib.loads(written).values() for english, chinese in table.items())


def _pattern(english: str) -> re.Pattern[str]:
    parts = [re.escape(literal) + (f"(?P<{name}>.+?)" if name else "") for literal, name, _, _ in Formatter().parse(english)]
    return re.compile("".join(parts) + r"\.?", re.DOTALL)
