"""Tells the pieces that say when a duty holds, and the words that except a case from it."""

import re

from corpus.obligations.tables import any_pattern, holds_any

# These open what a duty is based on or meant for; without a verb of its own such a piece belongs to the next.
_BASIS = re.compile(
    r"^(?:按照?|依照|遵照|根据|依据|参照|对照|结合|围绕|针对|通过|利用|依托|聚焦|为|为了|以|在|对|对于|经|自|从|到|至|截至|于|随着|鉴于|考虑到|与)"
)
# What these end with is a thing to go by, not a deed: 对照国家设置要求.
_GROUND = re.compile(
    r"^(?:按照?|依照|遵照|根据|依据|参照|对照|结合|围绕|针对|聚焦|立足|以)[^，]*"
    r"(?:要求|规定|标准|原则|实际|情况|需要|需求|目标|精神|方案|办法|程序|职责|分工|结果|特点|规律|现状|安排|部署|意见|制度|规范|重点|核心|基础|导向|主题|中心|任务|法|条例)$"
    r"|^(?:对|对于|针对)[^，]*等$"
)


def is_condition(text: str) -> bool:
    """Whether the piece says in which case something holds.

    >>> is_condition("发现疑似不良反应的"), is_condition("应当及时报告")
    (True, False)
    """
    return holds_any("conditions", text)


def is_basis(text: str) -> bool:
    """Whether the piece opens like what a duty is based on, meant for or done at: 根据会诊结果, 到2025年底."""
    return bool(_BASIS.match(text))


def is_ground(text: str) -> bool:
    """Whether the piece only says what a duty goes by.

    >>> is_ground("对照国家设置要求"), is_ground("按照要求报送数据")
    (True, False)
    """
    return bool(_GROUND.match(text))


def find_exception(text: str) -> tuple[int, int] | None:
    """Where the text excepts a case, `None` where it does not.

    >>> text = "除紧急情况外，手术须经批准"
    >>> text[slice(*find_exception(text))]
    '除紧急情况外'
    """
    match = any_pattern("exceptions").search(text)
    return match.span() if match else None
