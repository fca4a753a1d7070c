"""Finds when a policy was issued, from when it binds, and how long it runs."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.dates import DATE, iso_date
from corpus.documents import Period
from corpus.numerals import HAN_NUMERAL, integer
from corpus.told import Passage, Told

_OWN_NAME = (
    r"(?:实施|暂行|若干|管理|试行)?"
    r"(?:办法|规定|条例|法|细则|规则|解释|决定|意见|通知|方案|规范|制度|标准|指南|公告|章程|规程|要点|计划|安排|修正案|预案|批复)"
)
_DATE = re.compile(DATE)
# A line of resolutions begins with a date, and may go on to later ones: ……通过 根据2020年6月3日……《关于修改……的决定》修正.
_ISSUED_LINE = re.compile(rf"^\s*[（(]?\s*{DATE}")
_ISSUED = re.compile(rf"(?<!自)(?P<date>{DATE})(?!\s*起)[^。]*?(?:公布|发布|通过|批准|印发|修订|修正)")
_ISSUED_KEY = re.compile(rf"(?:成文|发文|印发|制发|签发)(?:日期|时间)\s*[:：]\s*(?P<date>{DATE})")
_IN_FORCE_LINE = re.compile(rf"^\s*(?P<date>{DATE})\s*(?:起)?(?:施行|实施|生效)\s*$")
_BINDS = r"(?:施行|实施|执行|生效)"
_BINDS_FROM = re.compile(
    rf"(?:本{_OWN_NAME}(?:》)?|现予公布|现予发布|公布)[^。；]{{0,30}}?[自从]\s*(?P<date>{DATE})\s*(?:起|开始)?(?:正式)?{_BINDS}"
)
_BINDS_KEY = re.compile(rf"(?:施行|生效|实施|执行)(?:日期|时间)\s*[:：]\s*(?P<date>{DATE})")
_BINDS_AT_ONCE = re.compile(rf"本{_OWN_NAME}[^。；]{{0,8}}?[自从](?:公布|发布|印发|颁布|通过|下发)之日起{_BINDS}")
_YEARS = re.compile(r"(?P<start>(?:19|20)\d{2})\s*年?\s*[-—–－~～至]+\s*(?P<end>(?:19|20)\d{2})\s*年")
_PHASE = re.compile(
    r"[（(]\s*(?P<start_year>(?:19|20)\d{2})\s*年\s*(?P<start>\d{1,2})\s*月?\s*"
    r"[-—–－~～至]+\s*(?:(?P<end_year>(?:19|20)\d{2})\s*年)?\s*(?P<end>\d{1,2})\s*月(?:底|末)?\s*[）)]"
)
# A policy's own validity stands in the sentence that puts it in force; a permit's stands elsewhere.
_OWN_VALIDITY = rf"(?:{_BINDS}|本{_OWN_NAME})[，,]?\s*有效期(?:限)?"
_VALID_UNTIL = re.compile(rf"{_OWN_VALIDITY}(?:自.{{0,30}})?至\s*(?P<date>{DATE})")
_VALID_FOR = re.compile(rf"{_OWN_VALIDITY}为?\s*(?P<years>\d{{1,2}}|{HAN_NUMERAL})\s*年")


def issue_date(head: Sequence[Passage], signed: Sequence[Passage]) -> Told[str | None]:
    """The day on which the policy was issued: that of its sign-off, else the latest that the lines above the body print.

    >>> issue_date([Passage("2018年10月26日 主席令第9号公布")], []).value
    '2018-10-26'
    >>> issue_date([], [Passage("某委员会"), Passage("2023年6月27日")]).value
    '2023-06-27'
    """
    for line in signed:
        for written in _DATE.finditer(line.text):
            if day := iso_date(written[0]):
                return Told(day, (line.span(written),))
    keyed = [_told(line, match) for line in head if (match := _ISSUED_KEY.search(line.text))]
    printed = [_told(line, match) for line in head if _ISSUED_LINE.search(line.text) for match in _ISSUED.finditer(line.text)]
    return max((found for found in keyed or printed if found.value), key=lambda found: found.value or "", default=Told(None))


def effective_date(body: Passage, head: Sequence[Passage], issued: str | None) -> Told[str | None]:
    """The day from which the policy binds, where the text says so of itself.

    >>> effective_date(Passage("第九条 本办法自2016年11月1日起施行。"), [], None)
    Told(value='2016-11-01', spans=(Span(start=8, end=18),))
    >>> effective_date(Passage("第九条 本办法自发布之日起施行。"), [], "2020-05-01").value
    '2020-05-01'
    """
    for line in head:
        match = _IN_FORCE_LINE.search(line.text)
        if match:
            return _told(line, match)
    named = [match for pattern in (_BINDS_KEY, _BINDS_FROM) for match in pattern.finditer(body.text)]
    if named:
        return _told(body, named[-1])
    at_once = _BINDS_AT_ONCE.search(body.text) if issued else None
    return Told(issued, (body.span(at_once),)) if at_once else Told(None)


def _told(line: Passage, match: "re.Match[str]") -> Told[str | None]:
    """The day that a pattern's date is, with its place."""
    day = iso_date(match["date"])
    return Told(day, (line.span(match, "date"),)) if day else Told(None)


def period(titles: Sequence[Passage], body: Passage, starts: str | None) -> Told[Period | None]:
    r"""The time that a plan runs for: the years in its title, made exact by its phases; or how long the text says that it is valid.

    >>> phases = "（一）启动阶段（2023年6-7月）\n（二）总结阶段（2025年10-12月）"
    >>> period([Passage("质量行动（2023-2025年）实施方案")], Passage(phases, 20), None).value
    Period(start='2023-06', end='2025-12')
    """
    for title in titles:
        years = _YEARS.search(title.text)
        if years:
            return Told(_with_phases(Period(years["start"], years["end"]), body.text), (title.span(years),))
    if "有效期" not in body.text:
        return Told(None)
    until = _VALID_UNTIL.search(body.text)
    if until and (end := iso_date(until["date"])):
        return Told(Period(starts or "", end), (body.span(until),))
    lasting = _VALID_FOR.search(body.text)
    n_years = integer(lasting["years"]) if lasting else None
    return Told(Period(starts, _years_later(starts, n_years)), (body.span(lasting),)) if lasting and n_years and starts else Told(None)


def _with_phases(years: Period, text: str) -> Period:
    """The months of the phases that headings print, where they lie in the years of the title."""
    months: list[str] = []
    for match in _PHASE.finditer(text):
        months.append(f"{match['start_year']}-{int(match['start']):02}")
        months.append(f"{match['end_year'] or match['start_year']}-{int(match['end']):02}")
    starts = [month for month in months if month.startswith(years.start)]
    ends = [month for month in months if month.startswith(years.end)]
    return Period(min(starts, default=years.start), max(ends, default=years.end))


def _years_later(day: str, n_years: int) -> str:
    """The last day of so many years that begin on `day`."""
    start = date.fromisoformat(day)
    leap_day = (start.month, start.day) == (2, 29)
    return date.fromordinal(date(start.year + n_years, start.month, 28 if leap_day else start.day).toordinal() - (not leap_day)).isoformat()
