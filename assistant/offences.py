"""Penalties: whether one is asked for, whether a sentence lays one down, and for what deed."""

import re
from functools import lru_cache

from corpus.sentences import REMEMBERED_SENTENCES

_ASKED = re.compile(
    r"罚|处分|后果|怎么处[理置]|如何处[理置]|会怎[么样]|什么责任|哪些责任|吊销|坐牢|拘留|没收|怎么追究|\b(?:fined?|penalt\w+|punish\w*)\b"
)
_PENALTY = re.compile(
    r"责令|罚款|给予(?:警告|处分|[^，。；]{0,6}处分)|警告(?!标|牌|信号|线|语|装置)|吊销|没收|(?<!被)拘留(?![所人证期决])|追究[^，。；]{0,10}责任|治安管理处罚|暂停[^，。；]{0,10}执业|撤销|处[^，。；]{1,12}徒刑"
)
_SENTENCE_BEGINS = re.compile(r"的?[，,](?=由|责令|处|没收|给予|依法|可以(?:并)?处|按照|依照|对(?:其|单位|个人|直接))")
_LEANS = re.compile(r"^(?:但是?，?)?(?:对?拒不|逾期|情节|造成|有前款|构成|并处|处|对|可以)")


@lru_cache(maxsize=256)
def asks_penalty(question: str) -> bool:
    """Whether a question asks what follows from a breach.

    >>> asks_penalty("无证卖药罚多少钱"), asks_penalty("急会诊多久到位")
    (True, False)
    """
    return _ASKED.search(question) is not None


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def is_penalty(text: str) -> bool:
    """Whether a sentence says what follows from a breach.

    >>> is_penalty("擅自执业的，由卫生健康主管部门责令停止执业"), is_penalty("医疗机构应当公示收费标准")
    (True, False)
    >>> is_penalty("拘留所应当做好防病工作"), is_penalty("处五日以上十日以下拘留")
    (False, True)
    """
    return _PENALTY.search(text) is not None


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def offence(text: str, before: str = "") -> str:
    """The deed that a penalty is for: the words before it, with those of the sentence `before` where it leans on that one.

    >>> offence("未公示价格的，由价格主管部门责令改正")
    '未公示价格'
    >>> offence("拒不改正的，处一千元以下罚款", "未公示价格的，责令改正。")
    '未公示价格拒不改正'
    """
    begins = _SENTENCE_BEGINS.search(text)
    listed = text[text.find("：") + 1 :] if "：" in text[:-1] else ""
    deed = (text[: begins.start()] if begins else text) + listed
    return f"{offence(before)}{deed}" if before and _LEANS.search(text) else deed


def leans(text: str) -> bool:
    """Whether a penalty is for the deed of the sentence before, or a worse case of it.

    >>> leans("拒不改正的，处一千元以下罚款"), leans("未公示价格的，责令改正")
    (True, False)
    """
    return _LEANS.search(text.strip()) is not None
