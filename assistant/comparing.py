"""Takes a comparison apart: the same question about each of the two things that are compared."""

import re
from collections.abc import Iterable, Sequence

from assistant.asked_pairs import EACH, JOINT
from assistant.questions import Query, QuestionKind
from assistant.reading.record import Reading

_JOINT = re.compile(JOINT)
_ASKED = (
    rf"{EACH}|(?:有什么|有何|有啥|什么)(?:区别|差别|不同|差异)|(?:区别|差别|不同|差异)(?:是|在)|不一样"
    r"|差在哪|相差|差多少|差几|哪个|哪边|哪家|谁的|谁更?|一样|相同"
)
_SIDE_ENDS = re.compile(rf"的|在.{{2,10}}上|，|,|？|[?]|{_ASKED}|一个|每(?=[周月年天次日])")
_ENDS_OF_SIDE_WITH_HEAD = re.compile(rf"在.{{2,10}}上|，|,|？|[?]|{_ASKED}")
_COMPARED = re.compile(
    r"[，,]?(?:(?:在.{2,10}上)?(?:有什么|有何|有啥|什么)(?:区别|差别|不同|差异)|的?(?:区别|差别|不同|差异)(?:是什么|在哪里?|在于什么|是啥)|(?:是否|是不是)?不?(?:一样|相同)[吗么]?|差在哪里?"
    r"|相?差(?:多少|几).{0,2}"
    r"|(?:哪个|哪边|哪家|谁)(?:的.{0,8})?更?(?:多|少|高|低|长|短|快|慢|严格?|宽松?|早|晚|大|小|重|轻|久)(?:一些|一点)?)[？?。]?"
)
_EACH = re.compile(EACH)
_ASKS = re.compile("多少|几|多久|多长|谁|什么|哪|如何|怎")
_TIME = re.compile("时限|时间|期限|多久|时长|快|到位|完成|时效")
_TIMES = re.compile("次数|几次")
_OFTEN = re.compile("频次|频率|周期")
_AMOUNT = re.compile("数量?$|数(?=[，,。？?]|$)|比例|率|倍数|金额|人数|年限|罚款|标准|目标")
_VALUES = ((_TIMES, "几次"), (_OFTEN, "多久一次"), (_TIME, "多久"), (_AMOUNT, "是多少"))
_OPEN_ASKING = "怎么规定"
_POINTING = re.compile("[那这]个")
MOST_UNLIKE = 1
_TERMINAL = "？?。，, "


def sides(query: Query, titles: Iterable[str] = ()) -> tuple[str, ...]:
    """The question about each side of a comparison, empty where a question compares nothing that it names.

    >>> from assistant.understanding import understand
    >>> sides(understand("急会诊和普通会诊的时限有什么区别"))
    ('急会诊的时限多久', '普通会诊的时限多久')
    >>> sides(understand("省级和市级质控中心分别由谁设置"))
    ('省级质控中心由谁设置', '市级质控中心由谁设置')
    """
    compares = QuestionKind.COMPARE in query.kinds or _EACH.search(query.asked)
    if not compares or query.asked != query.standalone or query.english:
        return ()
    text, kept = _masked(query.asked, titles)
    cut = _cut(text)
    if cut is None or _POINTING.search(text):
        return ()
    before, first, second, behind = cut
    said = f"{_EACH.sub('', _COMPARED.sub('', behind))}".strip(_TERMINAL)
    both = (_with_head(first, second), f"{_shared_start(first, second, query.places)}{second}")
    return tuple(_unmasked(_asking(f"{before}{side}{said}".strip(_TERMINAL)), kept) for side in both)


def names_value(asked: Sequence[str]) -> bool:
    """Whether the questions about the sides ask for something more certain than what is laid down."""
    return bool(asked) and not any(question.endswith(_OPEN_ASKING) for question in asked)


def _masked(text: str, titles: Iterable[str]) -> tuple[str, list[str]]:
    """The text with its titles, which may hold a joint (麻醉药品和精神药品管理条例), replaced by one character each."""
    kept = sorted((title for title in titles if title in text), key=len, reverse=True)
    for i, title in enumerate(kept):
        text = text.replace(title, chr(0xE000 + i))
    return text, kept


def _unmasked(text: str, kept: list[str]) -> str:
    for i, title in enumerate(kept):
        text = text.replace(chr(0xE000 + i), title)
    return text


def _cut(text: str) -> tuple[str, str, str, str] | None:
    """What stands before the sides, the two sides, and what is asked about them."""
    for joint in _JOINT.finditer(text):
        start = max(text.rfind(mark, 0, joint.start()) for mark in "，,。；：") + 1
        first = text[start : joint.start()]
        ends = _ENDS_OF_SIDE_WITH_HEAD if "的" in first else _SIDE_ENDS
        end = ends.search(text, joint.end() + 1)
        second = text[joint.end() : end.start()] if end else ""
        if first.strip() and second.strip() and end:
            return text[:start], first, second, text[end.start() :]
    return None


def _with_head(first: str, second: str) -> str:
    """The first side with the noun that it shares with the second: 省级和市级质控中心."""
    place = second.find(first[-1])
    short = len(first) <= len(second[: place + 1]) + 1 and 0 <= place < len(second) - 1
    return first + second[place + 1 :] if short else first


def _shared_start(first: str, second: str, places: Sequence[str]) -> str:
    """What opens the first side and holds for the second as well: its place, and all before a word that both sides begin with.

    >>> _shared_start("邮局在城市", "在乡镇", ()), _shared_start("甲市重点区", "一般区", ("甲市",))
    ('邮局', '甲市')
    >>> _shared_start("甲市首批中心数", "乙市中心数", ("甲市", "乙市"))
    ''
    """
    elsewhere = any(name in second for name in places)
    place = next((name for name in places if first != name and first.startswith(name) and not elsewhere), "")
    start = first.rfind(second[0], 1)
    parallel = start > 0 and abs(len(first) - start - len(second)) <= MOST_UNLIKE
    return first[:start] if parallel and first[:start] not in second else place


def _asking(text: str) -> str:
    """The text as a question: as it asks, or for the value that its last words name."""
    if _ASKS.search(text):
        return text
    named = [(match.end(), asking) for pattern, asking in _VALUES for match in pattern.finditer(text)]
    return text + max(named, key=lambda found: found[0], default=(0, _OPEN_ASKING))[1]


def side_by_side(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings of both sides, in order, without those that another holds."""
    listed = list(readings)
    return tuple(
        reading
        for i, reading in enumerate(listed)
        if not any(_holds(other, reading) and (i > j or other.span != reading.span) for j, other in enumerate(listed) if i != j)
    )


def _holds(other: Reading, reading: Reading) -> bool:
    same = other.evidence.policy is reading.evidence.policy
    return same and other.span.start <= reading.span.start and reading.span.end <= other.span.end
