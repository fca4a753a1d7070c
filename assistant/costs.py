"""Who pays: whether a question asks if something costs, and what a rule says of costs."""

import re

_ASKED = re.compile(
    "(?:收|交|花|掏|付|缴|出|要)(?:[\u4e00-\u9fff]{0,4}?)(?<!的)(?:钱|费)(?![请找买雇的人]|支持|外包|委托|资助|投|办)|自费|自掏|自己掏|[自所]?[己里家]出还是|免费|无偿|工本费|掏腰包"
)
_FREE = re.compile(
    "免费|无偿|免[收交缴除][^，。；]{0,8}费|不得?(?:另行|再)?(?:收取|收费|缴纳|交纳)|财政(?:予以)?(?:承担|负担|分担|保障|支付|解决)|(?:纳入|列入)[^，。；]{0,12}预算"
)
_TOLD = re.compile("收取|收费|缴纳|交纳|缴费|交费|付费|支付|承担|负担|自理|自费|有偿|费用由|垫付|费|补贴|补助|资助|补偿|奖励|配套资金|赔偿")


def asks_cost(question: str) -> bool:
    """Whether a question asks if something is to be paid for.

    >>> asks_cost("办证要交钱吗"), asks_cost("培训是免费的吗"), asks_cost("要会诊吗"), asks_cost("能花钱请人代管吗")
    (True, True, False, False)
    """
    return _ASKED.search(question) is not None


def is_free(text: str) -> bool:
    """Whether a rule says that who is served pays nothing.

    >>> is_free("应当无偿提供"), is_free("所需经费由财政负担"), is_free("由经营者缴纳")
    (True, True, False)
    """
    return _FREE.search(text) is not None


def tells_cost(text: str) -> bool:
    """Whether a rule says anything of what is to be paid, or is not.

    >>> tells_cost("应当无偿提供"), tells_cost("由经营者缴纳"), tells_cost("应当设置容器")
    (True, True, False)
    """
    return is_free(text) or _TOLD.search(text) is not None
