"""What a sentence refers back to: 未达到该比例的，缴纳百分之五十 tells what follows, and the share stands in the sentence before."""

import re
from collections.abc import Sequence

from assistant.counterparts import article
from assistant.evidence import Evidence
from assistant.leading import led_by
from assistant.questions import Query
from assistant.ranking import Ranked
from assistant.refusal import can_answer
from assistant.values import asks_value, values_for

MOST_BEHIND = 3.0
LOOKED_AT = 5

_MEASURE = "比例|比率|标准|期限|时限|数额|金额|数量|人数|次数|年限|年龄|限额|限度|幅度|指标|面积|距离|高度|浓度|温度|时间|要求"
_FAILED = re.compile(
    rf"(?:未|不|没有?|低于|高于|少于|超[过出]|逾)[^，。；]{{0,8}}(?:该|此|上述|前款|前项|前述|本款|规定的?)[^，。；]{{0,8}}(?:{_MEASURE})[^，。；]{{0,4}}的?[，,]"
)
# Who asks what follows says that the measure is missed, or what is then paid.
_ASKS_WHAT_FOLLOWS = re.compile(
    "(?<![超越])[没未]|(?<!得)不(?![低少高多超]于?|得|同|良|动产)|低于|少于(?!几|多少)|超过(?!几|多少)|超[标出期]|逾期|达不到|不够|[罚缴交赔扣奖补付]|差额|怎么"
)
_NOT_LESS = re.compile("不[得能可]?(?:低|少|高|多|超|大|小|早|晚)[于过]?|[有知]没有?")


def antecedent_first(query: Query, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """The ranked, where a measure is asked for and the best tells what follows where it is missed, with the one first that tells it.

    That one stands before the best in the same article.
    """
    if not ranked or not asks_value(query) or not _tells_of_missing(query, ranked[0].evidence):
        return ranked
    best = ranked[0].evidence
    near = [item for item in ranked[1:LOOKED_AT] if article(item.evidence) == article(best) and item.evidence.span.end <= best.span.start]
    able = [item for item in near if item.score >= ranked[0].score - MOST_BEHIND and can_answer(query, item.evidence)]
    told = max(able, key=lambda item: item.evidence.span.end, default=None)
    return led_by(told, ranked)


def _tells_of_missing(query: Query, evidence: Evidence) -> bool:
    """Whether all values of a sentence stand behind the case that a measure told before is missed, and a question does not ask for that."""
    case = _FAILED.search(evidence.text)
    if case is None or _ASKS_WHAT_FOLLOWS.search(_NOT_LESS.sub("", query.asked)):
        return False
    return all(value.span.start >= case.end() for value in values_for(query, evidence.text))
