"""Words: enough of what a statement says stands in the cited words or above them, and names stand there to the letter."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.gating.quantity import quantities
from assistant.gating.record import Fault, Problem, Support
from assistant.gating.wording import content_words, folded, is_made_of
from assistant.mismatches import contrasts
from assistant.tables import toml

LEAST_SHARE = 0.75
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.@_-]*")
_TITLE = re.compile("《([^《》]+)》")


def word_problems(statement: str, supports: Sequence[Support]) -> Iterator[Problem]:
    """What a folded statement says in words that the supports do not have."""
    texts = "\n".join(folded(support.text) for support in supports)
    whole = "\n".join([texts, *(folded(support.context) for support in supports)])
    yield from (Problem(Fault.NAME, name) for name in _names(statement) if name.lower() not in whole.lower())
    if contrasts(statement, texts):
        yield Problem(Fault.SUBJECT, statement)
    said = content_words(statement)
    missing = [word for word in said if not _is_covered(word, whole)]
    total = sum(map(len, said))
    if not said and not quantities(statement):
        yield Problem(Fault.WORDS, statement)
    elif total and 1 - sum(map(len, missing)) / total < LEAST_SHARE:
        yield Problem(Fault.WORDS, "、".join(missing))


def _names(statement: str) -> list[str]:
    return [*_TITLE.findall(statement), *_LATIN.findall(_TITLE.sub(" ", statement))]


def _is_covered(word: str, whole: str) -> bool:
    return is_made_of(word, whole) or any(form in whole for form in _same().get(word, ()))


@cache
def _same() -> dict[str, tuple[str, ...]]:
    return {word: tuple(row) for row in toml("gate")["same"] for word in row}
