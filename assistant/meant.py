"""The document that a question points at: 安徽这份通知, 那个加强病历管理的方案, or what only the head of a document tells."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.known import short_title
from assistant.questions import Query, QuestionKind
from assistant.weighing import pairs
from corpus.documents import Header
from corpus.places import short_name

# So much of what is said of a document has to stand in a title, where the question names no place of it.
LEAST_SHARE = 0.6
LEAST_PAIRS = 3

# Only the head of a document tells these: a question for them means a document, whether it points at it or not.
OF_HEADS = {QuestionKind.RECIPIENT: "recipients", QuestionKind.DOCUMENT_NUMBER: "document_number"}
_DATED = {QuestionKind.DATE, QuestionKind.DEADLINE}

_KIND = "通知|方案|办法|意见|规定|条例|规划|计划|公告|通告|决定|细则|规范|通报|总结|报告|制度|指南|纲要|批复|函"
_POINTED = re.compile(rf"(?:这|那|该|此)(?:一?[份个篇部项]|次|(?={_KIND}|文件))(?P<said>[^，。；？?]{{0,24}}?)(?P<kind>{_KIND}|文件)")
_ANY_KIND = re.compile(rf"(?P<said>)(?P<kind>{_KIND}|文件)")
# The document itself has to be what is asked about: 名单什么时候印发 is asked about a list.
_OF_IT = rf"(?:^|{_KIND}|文件|文|[》”）)])[，,\s]*(?:它|上|的|是|在|于|到底|究竟|具体|大概|正式|当时)*"
_WHEN = "(?:什么时[候间]|啥时候?|何时|哪一?[年天日]|哪个月|几月几?[号日]?|几号)"
_ISSUE_ASKED = re.compile(
    rf"{_OF_IT}(?:(?:落款|成文|发文|印发|签发|制发|下发)(?:上|处|的|是|写|署)*(?:日期|时间|年月|{_WHEN})"
    rf"|{_WHEN}(?:正式|才|给)?(?:印发|签发|制发|下发|发出|出|发|印|写)(?:来|下来|出来)?(?:的文?)?[呢啊呀？?。]*$)"
)
_LIFE_ASKED = re.compile(
    rf"{_OF_IT}(?:(?:管|覆盖|涵盖|针对|执行|实施|有效)?(?:是|的是)?哪几年|(?:管|有效|执行|实施|做|干|搞)[到至](?:什么时[候间]|啥时候|何时|哪一?年|几几年)"
    "|起止|(?:实施|规划|执行|有效)(?:期限?|周期|年限|时间|年份)(?!内|届|满|间)|从(?:哪一?年|什么时[候间]|几月)[^，。]{0,3}[到至])"
)


def member_asked(query: Query) -> str:
    """What of its head a question asks a document for: `recipients`, `document_number`, `issue_date` or `period`; empty where nothing.

    >>> from assistant.understanding import understand
    >>> member_asked(understand("这份通知是什么时候发的文")), member_asked(understand("这个规划管哪几年"))
    ('issue_date', 'period')
    >>> member_asked(understand("这份通知里的名单什么时候印发"))
    ''
    """
    if query.kind not in _DATED:
        return OF_HEADS.get(query.kind, "")
    return "issue_date" if _ISSUE_ASKED.search(query.asked) else "period" if _LIFE_ASKED.search(query.asked) else ""


def pointed(query: Query, headers: Mapping[str, Header]) -> Query:
    """The question with the titles of the documents that it points at as those it names.

    It stays as it is where it names titles itself, points at nothing, or at what cannot be told.
    """
    words = _POINTED.search(query.asked) or (_ANY_KIND.search(query.asked) if member_asked(query) else None)
    if words is None or query.titles or query.english:
        return query
    titles = frozenset(_titles_meant(words, query.places, headers))
    return replace(query, titles=titles) if titles else query


def _titles_meant(words: re.Match[str], places: Sequence[str], headers: Mapping[str, Header]) -> Iterator[str]:
    """The titles of the documents that are meant; they are of the kind that is named, a mere 文件 aside.

    Where the question names a place, those of that very place; else the one that holds most of what is said of it.
    """
    kind = "" if words["kind"] == "文件" else words["kind"]
    asked = {short_name(place) for place in places}
    alike = [header for header in headers.values() if kind in header.title and (not asked or short_name(header.place) in asked)]
    titles = {title for header in alike if len(title := short_title(header.title)) > LEAST_PAIRS}
    # Where there is but one document, 这份通知 is that.
    return iter(titles) if asked or len(headers) == 1 else _best(words["said"] + words["kind"], titles)


def _best(said: str, titles: Collection[str]) -> Iterator[str]:
    """The one title that holds most of what is said, if it holds enough and more than any other."""
    wanted = pairs(said)
    shares = {title: len(wanted & pairs(title)) / len(wanted) for title in titles} if len(wanted) >= LEAST_PAIRS else {}
    best = max(shares.values(), default=0.0)
    found = [title for title, share in shares.items() if share == best]
    if best >= LEAST_SHARE and len(found) == 1:
        yield found[0]
