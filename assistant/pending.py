"""What holds while a remedy is pending: whether one may leave a thing undone as long as an appeal or a complaint is not decided.

The sentence that says so (复议期间不停止执行) shares few words with the question; those on how to appeal, or on who does not, share many.
"""

import re

from assistant.questions import Query, QuestionKind

_REMEDY = "复议|诉讼|起诉|上诉|申诉|仲裁|异议|复核|复查|复审|申辩|投诉|打官司|告到|听证|复检|复验"
_LEAVES = "先不|先别|暂时?不|暂缓|缓一?缓|缓[交缴办]|停下|停止|中止|暂停|不用先|先拖|可以不|不用[交缴履执]"
_GOES_ON = "还[要得是]|仍[然要得旧]?|照样|照常|继续|也[要得]"
_ASKS = re.compile(f"(?:{_REMEDY}).*?(?:(?P<leaves>{_LEAVES})|(?P<goes_on>{_GOES_ON}))")
_TOLD = re.compile(
    f"(?:{_REMEDY}|审理|裁决|复议机关)[^，。；]{{0,8}}期间[，,]?[^。；]{{0,24}}?"
    "(?:(?P<goes_on>不(?:停止|影响|中止|暂停)|仍|继续|照常|应当?先?行?(?:执行|履行|遵守|缴纳|交纳))|(?P<leaves>停止|中止|暂停|暂缓|不得?执行|不予执行))"
)


def asks_pending(query: Query) -> bool:
    """Whether it is asked if a thing may be left, or goes on, while a remedy is pending.

    >>> from assistant.understanding import understand
    >>> asks_pending(understand("申请了复议，罚款能先不交吗")), asks_pending(understand("申请复议要交材料吗"))
    (True, False)
    """
    return QuestionKind.YES_NO in query.kinds and _ASKS.search(query.asked) is not None


def tells_pending(text: str) -> bool:
    """Whether a sentence says what holds while a remedy is pending.

    >>> tells_pending("申诉期间不停止原处分的执行。"), tells_pending("可以依法申请行政复议。")
    (True, False)
    """
    return _TOLD.search(text) is not None


def may_leave(query: Query, text: str) -> bool | None:
    """Whether what is asked about holds, by what a sentence says of the time while a remedy is pending; `None` where it says nothing.

    >>> from assistant.understanding import understand
    >>> told = "申诉期间不停止原处分的执行。"
    >>> may_leave(understand("提出申诉了，处分可以先不执行吗"), told), may_leave(understand("提出申诉了，处分还要执行吗"), told)
    (False, True)
    """
    asked = _ASKS.search(query.asked) if asks_pending(query) else None
    told = _TOLD.search(text)
    if asked is None or told is None:
        return None
    return bool(asked["leaves"]) == bool(told["leaves"])
