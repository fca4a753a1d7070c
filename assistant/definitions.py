"""Definitions: whether a sentence says what the thing is that a question asks to be told."""

import re
from functools import lru_cache

from assistant.questions import Query, QuestionKind

PART = 0.5

_DEFINING = re.compile(
    r"什么是|(?:什么|哪些)(?:样的)?(?:情况|地方|东西|行为|人|单位|场所)?(?:才?(?:叫|算|称))|(?:是|有)?什么意思|指的?是?(?:什么|哪[些种类]|啥|谁)|是指什么"
    r"|定义|含义|概念|何谓|属于|算是?|怎[么样]才?算|(?:说|称|讲|指)的.{1,12}(?:包括|有|是)(?:什么|哪些|啥)|是(?:个|一种)?什么(?:样的)?[\u4e00-\u9fff]{0,4}[？?]?$|\b(?:definition|defined?|mean)\b"
)
_DEFINED = re.compile(
    r"(?:^|[。；：\s]|所称的?|条[\s　]+|[）)])(?P<name>[^，。；：\s（）]{2,24})[，,]?(?:（[^）]*）)?(?:，?是指|，指(?!导|定|派)|，?系指)"
    r"|所称的?(?P<called>[^，。；：\s（）]{2,24})[，,]是"
    r"|(?:^|条[\s　]+)(?P<subject>[^，。；：\s（）是]{2,16})是(?!否|不)"
    r"|(?:为|称为|称作|叫做?|认定为|形成|是)(?P<verdict>[^，。；：\s（）]{2,12})[：:。；]"
)
_KINDS = re.compile(
    r"(?:^|[。；：\s]|所称的?|条[\s　]+)(?P<name>[^，。；：\s（）]{2,20}?)[，,]?(?:主要|具体|可以)?"
    r"(?:包括|分为|分成|划分为|由(?=[^，。；]{2,60}[组构]成))"
)
_MEANT = re.compile(r"所称的?([^，。；：\s（）、]{2,24})[，,]?(?:（[^）]*）)?，?(?:是指|系指|指)")
_HEAD = 2
_CALLED = re.compile("^(?:本|该|前款|前条)?(?:法|条例|办法|规定|细则|规范|方案|制度|条|款)?(?:第[一二三四五六七八九十]+[款项])?中?所称的?")


def defines(query: Query, text: str) -> float:
    """How far a text says what the thing is that a question asks to be told (X是指…, …的，为X): 1, or 0.5 for a part of its name.

    >>> from assistant.understanding import understand
    >>> asked = understand("非免疫规划疫苗是什么意思")
    >>> defines(asked, "非免疫规划疫苗，是指自愿接种的疫苗。"), defines(asked, "本法所称疫苗，是指用于免疫接种的制品。")
    (1.0, 0.5)
    """
    if not _asks_definition(query.asked):
        return 0.0
    names = (_CALLED.sub("", name) for match in _DEFINED.finditer(text) for name in match.groups() if name)
    return max((1.0 if _is_whole(name, query) else PART for name in names if _is_asked(name, query)), default=0.0)


def enumerates(query: Query, text: str) -> bool:
    """Whether a text says what there is of a thing, where a question asks for all of that: X包括…, X分为…, X由…组成.

    >>> from assistant.understanding import understand
    >>> enumerates(understand("质控小组有哪些人"), "质控小组由组长、秘书和组员组成。")
    True
    """
    names = (_CALLED.sub("", match["name"]) for match in _KINDS.finditer(text)) if QuestionKind.LIST in query.kinds else ()
    return any(len(name) > 1 and name in query.standalone for name in names)


def defines_another(query: Query, text: str) -> bool:
    """Whether a text only says what a word means (所称X，是指…), and the question holds neither of the last two characters of X.

    What is told by it for yes or no, or what something is called, need not be asked about by that word.

    >>> from assistant.understanding import understand
    >>> told = "本办法所称社区花园，是指居民共同种植、养护的公共绿地。"
    >>> defines_another(understand("参加会议的是哪几家"), told), defines_another(understand("社区花园有哪些"), told)
    (True, False)
    """
    if query.kind in {QuestionKind.DEFINITION, QuestionKind.YES_NO}:
        return False
    called = _MEANT.search(text)
    return called is not None and not any(character in query.standalone for character in called[1][-_HEAD:])


@lru_cache(maxsize=256)
def _asks_definition(question: str) -> bool:
    return _DEFINING.search(question) is not None


def _is_whole(name: str, query: Query) -> bool:
    """Whether a name stands at the start of a piece of the question, or of one of its words."""
    pieces = (*query.content.split(), *(term.text for term in query.terms if len(term.text) > len(name)))
    return any(piece.startswith(name) for piece in pieces)


def _is_asked(name: str, query: Query) -> bool:
    """Whether a question asks about what a text defines, and not about a part of its name or more than that."""
    if name not in query.standalone:
        return False
    longer = [term.text for term in query.terms if name in term.text]
    return not longer or min(len(word) for word in longer) - len(name) <= 1
