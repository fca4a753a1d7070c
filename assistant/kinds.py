"""What a question asks for, by cue words."""

import re
from functools import cache

from assistant.questions import QuestionKind
from assistant.tables import rows

# Numbers and choices that are told and not asked for: 这几天, 十几个, 过几年再开工, 多领了几个月养老金, 叫改不改.
_TOLD = re.compile(
    r"[这那好近十头]几(?=[个天年月日周次名位家部种项条件户人])|(?<![超干做当教住练学任用工])过几(?=个?[天年月周])|几十|几百"
    r"|(?:叫|让|说|催|劝|责令)(\w)不\1(?=[，,])"
    r"|了几(?=个?[天年月周][\u4e00-\u9fff])(?!个?[天年月周][就算要必会可能才])"
    r"|(?:不了|没)多少|多少(?=怎么[定算判]|如何[定算判确])"
)
# Who asks for yes or no at the end means some by 几: 能卖几个穴位给外人吗; but not who asks to be told: 知道要几天吗.
_ASKS_YES_NO_LAST = re.compile(r"(?:吗|(\w)不\1了?)[？?。！!\s]*$")
_ASKS_TO_BE_TOLD = re.compile("知道|告诉|说说|说下|问一?下|请问|晓得|查一?[下查]|清楚|讲讲|提供")
_WORD_OF_ASKING = re.compile("几|多少|多[久长大高快重远]|什么|啥|哪|谁|何|怎|how|what|when|who|which", re.IGNORECASE)
# A thing that has a value is only named where no word asks for it: 过了期限能补吗.
_NAME_OF_VALUE = re.compile("时限|期限|年龄|数量|总数|比例|比率|上限|下限|频率|频次|定义|含义|流程|程序|步骤|截止")
_SOME = re.compile("(?<!第)几(?=[个名人位家所只条件种项样块间台辆张次回倍天年月周批轮步])")
# Several who do a thing together are not counted: 几家厂分工合作，怎么认定.
_TOGETHER = re.compile(
    "^.{0,3}?几(?=(?:[家户名人位部方]|个(?!工作日|小时|钟头|月))[^，]{0,6}?(?:一起|一块|合伙|合作|合|共同?|同时|联合|统一|分工|之间|都)"
    ".*(?:怎么|怎样|如何|哪|多少|谁|什么|吗))"
)
# A share or a time that is only named, where it is asked who has to do with it, what a word means, or for yes or no: 事故比例由哪方举证.
_VALUE_KINDS = (QuestionKind.THRESHOLD, QuestionKind.DEADLINE, QuestionKind.FREQUENCY)
_ASKS_SIZE = re.compile(
    "几|多少|多[久长大高快重远宽深]|百分之|最[多少高低长短迟晚早快大小]|至少|上限|下限|何时|什么时|啥时|哪一?[天年月日]|[a-z]",
    re.IGNORECASE,
)
_ONLY_NAMED_BESIDE = {QuestionKind.ACTOR, QuestionKind.YES_NO}
_ASKS_MEANING = re.compile("[什啥]么?意思|含义")


@cache
def _cues() -> tuple[tuple[re.Pattern[str], QuestionKind], ...]:
    return tuple((re.compile(cue, re.IGNORECASE), QuestionKind(kind)) for cue, kind, _ in rows("cues"))


def kinds(text: str) -> tuple[QuestionKind, ...]:
    """What a text asks for, the leading kind first, never empty.

    >>> [kind.value for kind in kinds("质控简报由谁编发，多久一期？")]
    ['frequency', 'actor']
    >>> kinds("贮存不得超过几天")[0].value, kinds("这几天的工资怎么算")[0].value
    ('deadline', 'procedure')
    >>> [kind.value for kind in kinds("能卖几个车位给外人吗")], kinds("知道要交几份吗")[0].value
    (['yes_no'], 'count')
    >>> [kind.value for kind in kinds("过失比例由哪方举证")], kinds("几家厂分工合作的怎么认定")[0].value
    (['actor'], 'procedure')
    >>> [kind.value for kind in kinds("过了期限还能补吗")]
    ['yes_no']
    """
    found: dict[QuestionKind, None] = {}
    left = _TOGETHER.sub(lambda match: "\0" * len(match[0]), _TOLD.sub(lambda match: "\0" * len(match[0]), text))
    if _ASKS_YES_NO_LAST.search(left) and not _ASKS_TO_BE_TOLD.search(left):
        left = _SOME.sub("\0", left)
        left = left if _WORD_OF_ASKING.search(left) else _NAME_OF_VALUE.sub(lambda match: "\0" * len(match[0]), left)
    left_of_told = left
    for pattern, kind in _cues():
        match = pattern.search(left)
        if match:
            found[kind] = None
            left = left[: match.start()] + "\0" * len(match[0]) + left[match.end() :]
    if (_ONLY_NAMED_BESIDE & found.keys() or _ASKS_MEANING.search(text)) and not _ASKS_SIZE.search(left_of_told):
        found = {kind: None for kind in found if kind not in _VALUE_KINDS}
    return tuple(found) or (QuestionKind.OPEN,)
