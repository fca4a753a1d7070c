"""What is said in every channel: the rows of `data/words.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from api.channels.messages import Kind


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("api.channels") / "data" / "words.toml").read_text(encoding="utf-8"))


def say(name: str, **values: object) -> str:
    """The words of this name, with values in their places.

    >>> say("too_fast", seconds=3)
    '您问得有点快，请过3秒再问。'
    """
    return str(_words()[name]).strip().format(**values)


def examples() -> tuple[str, ...]:
    """Questions that show how to ask."""
    return tuple(_words()["examples"])


def is_name(text: str) -> bool:
    """Whether a text may be the name of a department, and is no question.

    >>> is_name("急诊科"), is_name("急会诊多久到位"), is_name("谁负责？")
    (True, False, False)
    """
    return bool(text.strip()) and not any(word in text for word in _words()["asking"])


def kind_of(text: str) -> Kind:
    """What a text wants: what the menu offers, or else an answer.

    >>> kind_of("帮助"), kind_of(" 近期截止 "), kind_of("急会诊多久到位")
    (<Kind.HELP: 'help'>, <Kind.DEADLINES: 'deadlines'>, <Kind.QUESTION: 'question'>)
    """
    said = text.strip().lower()
    return next((Kind(name) for name, words in _words()["menu"].items() if said in words), Kind.QUESTION)
