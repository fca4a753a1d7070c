"""The value gate: nothing is said that the cited words do not say."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile

from assistant.gating.actors import actor_problems
from assistant.gating.coverage import word_problems
from assistant.gating.polarity import polarity_problems, says_something
from assistant.gating.record import Fault, Problem, Support
from assistant.gating.values import value_problems, wrong_labels
from assistant.gating.wording import Part, cut, folded

_MARKS = "，。；：！？、,;:!? \n"
_MARKER = re.compile(
    r"^(?:第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九])?|（[一二三四五六七八九十\d]+）|\d{1,3}[.．、](?!\d)|[一二三四五六七八九十]+、)"
)
_CHECKS = (value_problems, polarity_problems, actor_problems, word_problems)


def problems(statement: str, supports: Sequence[Support]) -> tuple[Problem, ...]:
    """What a statement says that its supports do not; empty where it may be shown.

    1. It cites something.
    2. Each value stands in the cited words with its unit, bound and direction, and about the same subject; each clause number too.
    3. What is forbidden, permitted or only wished there is so here, and nothing else is.
    4. Who acts there acts here; each place and each name is named there or above.
    5. Enough of its words stand there.

    >>> [problem.text for problem in problems("急会诊30分钟内到位。", [Support("急会诊在请求发出后10分钟内到位")])]
    ['30分钟内']
    >>> problems("急会诊10分钟内到位。", [Support("急会诊在请求发出后10分钟内到位")])
    ()
    """
    if not any(support.text.strip() for support in supports):
        return (Problem(Fault.UNCITED, statement),)
    return _found(statement, tuple(supports))


@lru_cache(maxsize=2048)
def _found(statement: str, supports: tuple[Support, ...]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(_each(folded(statement), supports)))


def _each(statement: str, supports: tuple[Support, ...]) -> Iterator[Problem]:
    if _is_verbatim(statement, supports):
        yield from wrong_labels(statement, supports)
        return
    for check in _CHECKS:
        yield from check(statement, supports)


def _is_verbatim(statement: str, supports: Sequence[Support]) -> bool:
    """Whether a statement is, behind a word of where it stands (根据规定), a run of whole parts of one support, word for word."""
    parts = list(dropwhile(lambda part: not says_something(part.text), cut(statement)))
    said = _stripped(parts)
    for support in supports:
        known = _stripped(cut(folded(support.text)))
        if said and any(known[i : i + len(said)] == said for i in range(len(known) - len(said) + 1)):
            return True
    return False


def _stripped(parts: Sequence[Part]) -> list[str]:
    """The words of parts without marks at their ends and without the number of a clause in front."""
    return [_MARKER.sub("", part.text).strip(_MARKS) for part in parts]
