"""Whether a question asks for two things side by side: the same about each, or what sets them apart."""

import re

from assistant.questions import Query, QuestionKind

EACH = (
    "分别(?!类|处理|情况)|各自|(?<![严全同确与及对该向从按])各(?=[是为要需罚有由多几占归提按交加等](?!部门|级|项)"
    "|[^，。？级类种市县地位省区自科部项国]{0,6}(?:多[少久长大高]|几))"
)
_EACH = re.compile(EACH)
JOINT = "和|与|跟|同(?!一|意|时|等|级)|以及|相比|比"
_JOINT = re.compile(f"{JOINT}|、")
_APART = re.compile(
    "一样[吗么]|相同吗|(?:有何|有啥|啥|什么|何)(?:区别|差别|不同|差异|不一样)|怎么(?:区分|区别)|哪个(?:罚得)?更?[重轻高低多少]|差(?:多少|几)"
)


def asks_each(query: Query) -> bool:
    """Whether the same is asked about each of two things: 城市和乡镇各要几天.

    >>> from assistant.understanding import understand
    >>> asks_each(understand("城市和乡镇各要几天")), asks_each(understand("城市要几天"))
    (True, False)
    """
    return _EACH.search(query.asked) is not None and _JOINT.search(query.asked) is not None


def asks_both(query: Query) -> bool:
    """Whether two things are asked about side by side: the same about each, or what sets them apart.

    >>> from assistant.understanding import understand
    >>> asks_both(understand("大船和小船每吨差几块")), asks_both(understand("住院和门诊都要登记吗"))
    (True, False)
    """
    apart = QuestionKind.COMPARE in query.kinds or _APART.search(query.asked) is not None
    return asks_each(query) or (apart and _JOINT.search(query.asked) is not None)
