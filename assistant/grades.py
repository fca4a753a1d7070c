"""Grades asked for (几级才算重度, 从哪一级起要设): a sentence that tells none leaves the question open, whatever else it shares with it."""

import re
from functools import lru_cache

from assistant.evidence import Evidence
from assistant.questions import Query

_TOLD = "[一二两三四五六七八九十特甲乙丙丁高中低初末\\dⅠⅡⅢⅣⅤA-E省市县区乡村家]"
# 哪一级部门 asks who does a thing, and is told by the name of a body.
_ASKED = re.compile("几(?P<count>[级档等])(?!政府|部门|机关|医)|哪一?个?(?P<which>[级档])别?(?:医院|机构)?(?:及?以[上下]|起|开始|才)")
# How many grades there are: 分几级, 一共有几档.
_COUNTED = re.compile("(?:[分有共设划]|好|这|那)[^，。？?几]{0,4}几[级档等]")


def lacks_grade(query: Query, evidence: Evidence) -> bool:
    """Whether a grade is asked for by its number, and neither the sentence nor the words that announce it tell one."""
    measure = _measure(query.asked)
    return bool(measure) and re.search(f"{_TOLD}{measure}", f"{evidence.clause.heading}{evidence.whole_text}") is None


@lru_cache(maxsize=256)
def _measure(question: str) -> str:
    """In what a question asks for a grade; empty where it asks for none, or how many there are.

    >>> [_measure(question) for question in ("几级到几级才算强台风", "从哪一级起必须设哨位", "预警分几级", "由哪一级部门审批")]
    ['级', '级', '', '']
    """
    asked = None if _COUNTED.search(question) else _ASKED.search(question)
    return next(filter(None, asked.groups())) if asked else ""
