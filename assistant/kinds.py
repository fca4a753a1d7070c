"""What a question asks for, by cue words."""

import re
from functools import cache

from assistant.questions import QuestionKind
from assistant.tables import rows

# Numbers that are told and not asked for: 这几天, 十几个, 过几年再开工, 多领了几个月养老金.
_TOLD = re.compile(
    r"[这那好近十头]几(?=[个天年月日周次名位家])|(?<!超)过几(?=个?[天年月周])|几十|几百"
    r"|了几(?=个?[天年月周][\u4e00-\u9fff])(?!个?[天年月周][就算要必会可能才])"
)


@cache
def _cues() -> tuple[tuple[re.Pattern[str], QuestionKind], ...]:
    return tuple((re.compile(cue, re.IGNORECASE), QuestionKind(kind)) for cue, kind, _ in rows("cues"))


def kinds(text: str) -> tuple[QuestionKind, ...]:
    """What a text asks for, the leading kind first, never empty.

    >>> [kind.value for kind in kinds("质控简报由谁编发，多久一期？")]
    ['frequency', 'actor']
    >>> kinds("贮存不得超过几天")[0].value, kinds("这几天的工资怎么算")[0].value
    ('deadline', 'procedure')
    """
    found: dict[QuestionKind, None] = {}
    left = _TOLD.sub(lambda match: "\0" * len(match[0]), text)
    for pattern, kind in _cues():
        match = pattern.search(left)
        if match:
            found[kind] = None
            left = left[: match.start()] + "\0" * len(match[0]) + left[match.end() :]
    return tuple(found) or (QuestionKind.OPEN,)
