"""Which tier of a graded rule a question is about (就是不改, 情节严重, 违法所得八千元), and which the case of a text is for."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.evidence import Evidence
from assistant.measuring import keeps, measures
from assistant.offences import asks_penalty
from assistant.questions import Query, QuestionKind
from assistant.rulings import deed_parts
from assistant.tables import rows
from corpus.numerals import number
from corpus.sentences import REMEMBERED_SENTENCES

_NONE = "-"
NOTHING_GAINED = "nothing gained"
JUST_BELOW = 0.999
PERSONS, UNITS = "persons", "units"

_NUMBER = r"(?:\d+(?:\.\d+)?|[零一二两三四五六七八九十]+)(?:[多来余]?[百千万亿]+)*"
_GAINED = "所得|赚|挣|获利|盈利|牟利|得利|到手|进账|收入|收了"
_WORTH = "货值|价值|值|货款|货|涉案|金额"
# 违法所得八千元, 货也就值六千块, 货值五十万: money, by what it is.
_MONEY = re.compile(
    rf"(?:(?P<gained>{_GAINED})|(?P<worth>{_WORTH}))[^，。；？\d一二两三四五六七八九十百千万罚]{{0,8}}?"
    rf"(?P<less>不到|不足|不满|不超过|未达到?|没到|没有?超过|少于|低于)?(?P<number>{_NUMBER})"
    r"(?:[多来余]?[元块]|(?<=[百千万亿])(?:[多来余]|(?=[，。；？的]|罚|会|怎|$)))"
)
_OF_GAIN, _OF_WORTH = re.compile("所得|收入|获利"), re.compile("货值|价值|金额")


# 几个人受伤算情节严重 asks for the tier itself, and 多久内再犯 for a time.
_WHAT_COUNTS = re.compile("(?:几|多少|哪些?|什么|怎样|怎么)[^，。？]{0,24}(?:算|属于|构成|叫|认定)[^，。？]{0,8}(?:严重|轻|恶劣|后果)")
_OTHER_KINDS = {
    QuestionKind.YES_NO, QuestionKind.COMPARE, QuestionKind.CLAUSE, QuestionKind.DEADLINE, QuestionKind.FREQUENCY, QuestionKind.COUNT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question says of tiers: those that it is about, those that it rules out, and the money that was gained or at stake."""

    stated: frozenset[str]
    denied: frozenset[str]
    gained: str = ""
    worth: str = ""

    @property
    def is_graded(self) -> bool:
        """Whether a question says anything of tiers."""
        return bool(self.stated or self.denied or self.gained or self.worth)


@cache
def _tiers() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (name, re.compile(case), re.compile(stated, re.IGNORECASE), re.compile(denied, re.IGNORECASE) if denied != _NONE else None)
        for name, case, stated, denied, _ in rows("tiers")
    )


@lru_cache(maxsize=256)
def asked_tiers(question: str) -> Asked:
    """What a question says of tiers; what it denies it does not state.

    >>> asked = asked_tiers("让改就是不改，还没到情节严重，罚多少")
    >>> sorted(asked.stated), sorted(asked.denied)
    (['stubborn'], ['severe'])
    >>> asked_tiers("违法所得八千元罚多少").gained, asked_tiers("货值五十万罚多少").worth
    ('八千元', '五十万元')
    """
    stated, denied = set(), set()
    for name, _, says, denies in _tiers():
        rest = denies.sub("", question) if denies else question
        if says.search(rest):
            stated.add(name)
        elif rest != question:
            denied.add(name)
    money = {kind: _amount(found) for found in _MONEY.finditer(question) for kind in ("gained", "worth") if found[kind]}
    gained = "0元" if NOTHING_GAINED in stated else money.get("gained", "")
    return Asked(frozenset(stated), frozenset(denied), gained, money.get("worth", ""))


def _amount(found: re.Match[str]) -> str:
    """The money that a question tells; less than a number is just below it."""
    value = number(re.sub("[多来余]", "", found["number"])) if found["less"] else None
    return f"{found['number']}元" if value is None else f"{value * JUST_BELOW:g}元"


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def tiers_of(case: str) -> frozenset[str]:
    """The tiers that the words are for with which a rule opens.

    >>> sorted(tiers_of("拒不改正的，")), sorted(tiers_of("情节严重的，")), sorted(tiers_of("未公示的，"))
    (['stubborn'], ['severe'], [])
    """
    return frozenset(name for name, opens, _, _ in _tiers() if opens.search(case))


def asks_tier(query: Query) -> bool:
    """Whether a question asks what follows from a deed in some case, or with some amount: 就是不改会罚多少, 占了六十平方米罚多少.

    Behind a question for what follows it may only name the case: 要是情节严重呢.

    >>> from assistant.understanding import understand
    >>> asks_tier(understand("就是不改会罚多少")), asks_tier(understand("没公示价格罚多少")), asks_tier(understand("情节严重怎么上报"))
    (True, False, False)
    """
    asked = asked_tiers(query.asked)
    penalty = asks_penalty(query.asked) or (bool(asked.stated) and asks_penalty(query.standalone))
    return (
        penalty
        and (asked.is_graded or is_limited(query.asked))
        and not _OTHER_KINDS & {*query.kinds}
        and not _WHAT_COUNTS.search(query.asked)
    )


def is_of_denied_tier(query: Query, evidence: Evidence) -> bool:
    """Whether a sentence opens with a tier that a question rules out: 情节严重的 where it says 还没到情节严重."""
    return asks_tier(query) and bool(asked_tiers(query.asked).denied & tiers_of(deed_parts(evidence.text)[0]))


def is_limited(case: str) -> bool:
    """Whether a case, or a question, tells an amount: 货值金额不足一万元的."""
    return bool(measures(case))


def within_limits(question: str, asked: Asked, case: str) -> bool | None:
    """Whether the amount of a question is one of a case that is told by an amount; `None` where the question tells none of that kind.

    >>> asked = asked_tiers("违法所得八千元罚多少")
    >>> [within_limits("", asked, case) for case in ("违法所得不足一万元的，", "违法所得一万元以上的，", "货值金额不足一万元的，")]
    [True, False, None]
    """
    if {measure.dimension for measure in measures(case)} != {"元"}:
        return keeps(question, case)
    told = asked.gained if _OF_GAIN.search(case) else asked.worth if _OF_WORTH.search(case) else ""
    return keeps(told, case) if told else None


def without_tiers(question: str, tiers: Collection[str], *, money: bool = False) -> str:
    """A question without the words that say some tiers, or the money that tells one: what it says of the deed.

    >>> without_tiers("停车场没公示价格，让改就是不改，罚多少", {"stubborn"})
    '停车场没公示价格，，，罚多少'
    """
    for name, _, says, denies in _tiers():
        if name in tiers:
            question = says.sub("，", denies.sub("，", question) if denies else question)
    return _MONEY.sub("，", question) if money else question
