"""The years that a question and a text name, and whether a text speaks of the years that are asked about."""

import re
from functools import lru_cache

from assistant.evidence import Evidence
from assistant.questions import Query
from assistant.values import amounts, asks_value
from corpus.dates import HAN_YEAR
from corpus.documents import Header
from corpus.numerals import integer

_COUNTED = "万千元亿人张个名例米家次件份种台所床吨克升公毫微户亩头只套辆箱瓶盒片粒秒瓦倍岁"
_YEAR = re.compile(rf"(?<!\d)((?:19|20)\d{{2}})(?![\d{_COUNTED}])")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})年?\s*[-—－～~至到]+\s*((?:19|20)\d{2})(?!\d)")
_HAN_YEAR = re.compile(f"(?<![零〇一二三四五六七八九十百])({HAN_YEAR})(?=年)")
_SHORT_YEAR = re.compile(r"(?<![\d第满过约近每.])([1-4]\d)年(?=[底末初度]|上半年|下半年)")
_SENTENCE = re.compile("[。；\n]")
# What is only compared with another year is of none that is named.
_NO_YEAR = frozenset({0})
_PLAN = re.compile("十([二三四五六七])五(?![年个项])")
_FIRST_PLAN, _FIRST_YEAR, _YEARS_OF_PLAN = 2, 2011, 5
_END_OF_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年[底末]")
# The year of a day or a month dates a case: 2024年7月前成立的公司.
_YEAR_OF_DAY = re.compile(r"(?:19|20)\d{2}年\d{1,2}月")
_SAID_YEAR = r"(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}[日号])?[初底末]?"
# What happened to the asker, or to one of whom he tells, dates that and not the rule: 我2019年入职，2015年毕业的护士.
_EVENT = re.compile(
    rf"(?:今年|现在|目前)是?{_SAID_YEAR}"
    rf"|{_SAID_YEAR}[^，。；？?]{{0,6}}?(?:入职|入院|入学|参加工作|毕业|出生|[出生]的|退休|离职|上岗|转正|确诊|买的|购[买进置]?的|领的|拿到|取得|考[上过到]|办的|签的|结婚)"
    rf"|{_SAID_YEAR}[^，。；？?]{{0,6}}?(?:建成?|成立|开业|开办|开张|注册|设立|投用|投产|生产|获批|发生)(?:了|的[^，。；？?]{{1,8}})?[，,]"
    rf"|(?:我(?!们?[市省县区国])|咱|他|她|本人|家里|有[个名位家]|患者|病人|老人|孩子|员工|护士|医生)(?:(?!目标|指标|规划|计划)[^，。；？?]){{0,8}}{_SAID_YEAR}(?:就|才|刚)?(?:(?!目标|指标|达到|要求)[^，。；？?]){{2,14}}[，,]"
)
_AIMED = re.compile("目标|指标|任务|达到|达标")
# The year that another one is compared with has no value of its own: 较2023年下降10%, 与2023年同期相比, 在2023年的基础上.
_SAID_BASE = rf"{_SAID_YEAR}(?:同期|全年|度)?"
_BASE = re.compile(
    rf"(?:较之?|比|相[比较]于?|[高低多少优好]于){_SAID_BASE}|[与和同跟]{_SAID_BASE}(?:的[^，。；]{{1,8}})?相?[比较]"
    rf"|[在以]{_SAID_BASE}(?:的?基础上|为基[数期准线])"
)
_THIS_YEAR = re.compile("今年|本年度?")
_CHANGE_ASKED = re.compile("[升降增减涨跌]|提高|变化|[比较]|[多少高低]了|幅|差")
_AIM_ASKED = re.compile("目标|指标|几成")
# In which year a law was amended is part of its name, and bounds nothing.
_VERSION = re.compile("[（(][^（）()]*(?:修|版|号|试行)[^（）()]*[）)]")


@lru_cache(maxsize=1024)
def years(text: str) -> frozenset[int]:
    """The years that a text names, those between the ends of a period too, in digits or numerals, and those of a 五年规划.

    >>> sorted(years("2024—2026年每年一次，到2028年底")), sorted(years("第20240号，不少于2000元"))
    ([2024, 2025, 2026, 2028], [])
    >>> sorted(years("二〇三〇年")), sorted(years("到28年底")), sorted(years("“十五五”期间"))
    ([2030], [2028], [2026, 2027, 2028, 2029, 2030])
    """
    named = {int(year) for year in _YEAR.findall(text)}
    named.update(*(range(int(first), int(last) + 1) for first, last in _YEARS.findall(text)))
    named |= {integer(year.replace("○", "〇").replace("零", "〇")) or 0 for year in _HAN_YEAR.findall(text)}
    named |= {2000 + int(year) for year in _SHORT_YEAR.findall(text)}
    for plan in _PLAN.findall(text):
        start = _FIRST_YEAR + _YEARS_OF_PLAN * ((integer(plan) or _FIRST_PLAN) - _FIRST_PLAN)
        named.update(range(start, start + _YEARS_OF_PLAN))
    return frozenset(named)


@lru_cache(maxsize=256)
def asked_years(question: str) -> frozenset[int]:
    """The years that a question asks about: not those in which something happened to the asker.

    >>> sorted(asked_years("到2030年，目标是多少")), sorted(asked_years("我2019年入职，每年培训几次"))
    ([2030], [])
    """
    return years(_EVENT.sub("", question))


def other_year(question: str, evidence: Evidence) -> bool:
    """Whether a question names a year that neither the sentence nor its document's name and dates know."""
    asked = asked_years(question)
    if not asked:
        return False
    known = years(f"{evidence.text} {evidence.before} {evidence.context} {evidence.header.title} ") | _dated(evidence.header)
    return bool(known) and not asked & known


def names_other_year(question: str, evidence: Evidence) -> bool:
    """Whether a sentence is about a year of its own and not about the one that a question names."""
    own = years(evidence.whole_text)
    # The end of a year is a point in time, and never part of what a document is called by.
    aims = {int(year) for year in _END_OF_YEAR.findall(question)}
    return bool(own) and (other_year(question, evidence) or bool(aims and not aims & own))


def values_other_year(question: str, evidence: Evidence) -> bool:
    """Whether a sentence, or where it names no year the last before it in its clause, is for other years than the question names.

    The years that the document is called by are none that a question asks about, but for those between which a period in its title lies. A
    year that another one is compared with counts only where a change is asked for. 今年 is none of which the document never speaks.
    """
    asked = _valued(_YEAR_OF_DAY.sub("", question)) - _called(evidence.header)
    if not asked:
        return False
    if _THIS_YEAR.search(evidence.whole_text):
        return not asked & (years(evidence.document_text) | _dated(evidence.header))
    own = _told(question, evidence.whole_text) or _told_before(question, evidence)
    return bool(own) and not asked & own


def _valued(question: str) -> frozenset[int]:
    """The years whose values a question asks for; the one of a comparison (较2023年) only where it names no other.

    >>> sorted(_valued("2026年的用量较2023年下降多少")), sorted(_valued("较2023年下降多少"))
    ([2026], [2023])
    """
    return asked_years(_BASE.sub("", question)) or asked_years(question)


def _told(question: str, text: str) -> frozenset[int]:
    """The years that a text tells the values of; where a change is asked for, those too with which it compares.

    >>> sorted(_told("2023年的用量是多少", "到2026年，用量较2023年下降10%")), sorted(_told("用量下降多少", "用量较2023年下降10%"))
    ([2026], [2023])
    """
    named = years(text)
    return named if not named or _CHANGE_ASKED.search(question) else years(_BASE.sub("", text)) or _NO_YEAR


def _told_before(question: str, evidence: Evidence) -> frozenset[int]:
    """The years that the nearest sentence before that names any tells the values of, in the same clause."""
    before = evidence.document_text[max(evidence.clause.span.start, evidence.span.start - len(evidence.before)) : evidence.span.start]
    return next((told for sentence in reversed(_SENTENCE.split(before)) if (told := _told(question, sentence))), frozenset())


def _called(header: Header) -> frozenset[int]:
    """The years that a document is called by: those of its title that are no ends of a period, and that of its issue."""
    return frozenset(map(int, _YEAR.findall(f"{_YEARS.sub('', header.title)} {header.issue_date or ''}")))


def asks_aim(question: str) -> bool:
    """Whether a question asks for what is to be reached, also where it has no word of asking: 2026年的覆盖率目标."""
    return _AIM_ASKED.search(question) is not None


def is_out_of_period(query: Query, evidence: Evidence) -> bool:
    """Whether a value is asked for a year outside the time that the document is for, and that the sentence does not name."""
    asked = asked_years(_YEAR_OF_DAY.sub("", query.asked))
    covered = _covered(evidence.header) if asked else frozenset()
    near = f"{evidence.context}\n{evidence.previous_text}{evidence.whole_text}"
    if not covered or asked & (covered | _dated(evidence.header) | years(near)):
        return False
    return asks_value(query) or bool(amounts(query.asked)) or _AIMED.search(query.asked) is not None


def _covered(header: Header) -> frozenset[int]:
    """The years that a document is for: its period, else those in its title; none where it tells none."""
    return _of_period(header) or years(_VERSION.sub("", header.title))


def _dated(header: Header) -> frozenset[int]:
    """The years of the dates of a document, and of its period."""
    dates = (header.issue_date, header.effective_date)
    return _of_period(header) | {int(date[:4]) for date in dates if date}


def _of_period(header: Header) -> frozenset[int]:
    period = header.period
    return frozenset(range(int(period.start[:4]), int(period.end[:4]) + 1)) if period and period.start and period.end else frozenset()
