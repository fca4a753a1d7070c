"""Finds the deed in a piece: a verb at its front, or behind what stands between a subject and its verb."""

import re
from functools import cache

from corpus.obligations.tables import any_word, beginnings

_GAP = r"[ 　]*"
_RELATIVE = re.compile(r"(?:对|对于|针对|在)(?!外)")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?:{_GAP}{any_word('connectives')}[，,]?)*")


@cache
def _adverbs() -> re.Pattern[str]:
    return re.compile(rf"(?:{_GAP}(?!{any_word('verbs')}[^，]{{0,2}}的){any_word('adverbs')}(?![一-鿿]{{0,1}}$))*{_GAP}")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(any_word("verbs"))


@cache
def _outcome(*kinds: str) -> re.Pattern[str]:
    verbs = "|".join(any_word("verbs", kind) for kind in kinds)
    return re.compile(rf"(?:{any_word('adverbs')})*(?:{verbs})")


@cache
def _preposition() -> re.Pattern[str]:
    return re.compile(any_word("prepositions"))


# 的 behind a verb makes it a word for a thing; so does being a thing's name: 质量管理制度.
_NOT_A_DEED = re.compile(r"(?:的|者|人员|机构|部门|单位|制度|小组|干部|班子|下|责任|情况|工作(?!用)|能力|水平|质量)")


def opening_end(text: str, start: int = 0) -> int:
    """Where the words end that join a piece to what stands before it.

    >>> opening_end("同时应当报告")
    2
    """
    if text[start : start + 1] not in beginnings("connectives"):
        return start
    match = _opening().match(text, start)
    return match.end() if match else start


def adverbs_end(text: str, start: int = 0) -> int:
    """Where the adverbs at `start` end.

    >>> adverbs_end("进一步完善会诊制度")
    3
    """
    if text[start : start + 1] not in beginnings("adverbs"):
        return start
    match = _adverbs().match(text, start)
    return match.end() if match else start


def opens_with_deed(text: str, start: int = 0) -> bool:
    """Whether a verb stands at `start`, behind adverbs or a short adverbial.

    >>> opens_with_deed("进一步完善会诊制度"), opens_with_deed("对患者及时进行评估"), opens_with_deed("急诊患者")
    (True, True, False)
    """
    for place in (start, adverbs_end(text, start)):
        if _verb().match(text, place):
            return True
    place = adverbs_end(text, start)
    return bool(_preposition().match(text, place)) and has_deed(text, place + 1)


def opens_with_result(text: str, start: int = 0) -> bool:
    """Whether the piece says what a deed is for (保障患者安全)."""
    return bool(_outcome("result").match(text, opening_end(text, start)))


def opens_with_outcome(text: str, start: int = 0) -> bool:
    """Whether the piece says what a deed is for, or what becomes better by it (提高服务水平)."""
    return bool(_outcome("result", "rise").match(text, opening_end(text, start)))


def has_deed(text: str, start: int = 0) -> bool:
    """Whether a verb stands behind `start` that is neither part of a name nor, behind 对 or 在, of a relative clause.

    >>> has_deed("按照有关规定报告"), has_deed("对需要抢救的患者"), has_deed("在管理部门的领导下")
    (True, False, False)
    """
    first = text.rfind("的") + 1 if _RELATIVE.match(text) else 0
    matches = _verb().finditer(text, max(first, start))
    return any(not _NOT_A_DEED.match(text, match.end()) for match in matches)


def follows_subject(text: str, start: int) -> bool:
    """Whether what stands at `start` can follow a subject: an adverb, a preposition or a verb."""
    start += len(text[start:]) - len(text[start:].lstrip(" 　"))
    place = adverbs_end(text, start)
    return place > start or bool(_preposition().match(text, place)) or bool(_verb().match(text, place))
