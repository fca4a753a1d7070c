"""Goes on from a sentence that tells nothing by itself, a heading or the name of a task, to what stands under it."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from assistant.evidence import Evidence
from assistant.offices import is_salutation
from assistant.questions import Query, QuestionKind
from assistant.reading.listings import with_run
from assistant.runs import run_at
from assistant.tables import rows
from corpus.lines import whole_lines
from corpus.quantities import quantities
from corpus.sentences import parts, sentences
from corpus.spans import Span

MOST_CHARACTERS = 260
LONGEST_NAME = 36
LEAST_ECHO = 0.6

_UNFOLDING = {QuestionKind.LIST, QuestionKind.PROCEDURE, QuestionKind.DEFINITION, QuestionKind.OPEN}
# Who the people are that a name means is told under it; who does a thing may be told by the heading itself.
_WHO_THEY_ARE = re.compile("(?:是|指|有|包括|算|属于)(?:的是)?(?:谁|哪些?人|哪几[类种]人|什么人)(?:员|群)?[呢啊呀]?[？?]?$")
_END_MARKS = "。；;！!？?：:，,"
_MARK = re.compile(
    r"^\s*(?:[#*\s]*)(?:第[一二三四五六七八九十百]+[条章节、，]?|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+(?:、|是|要)|\d{1,2}[.、．]|[①-⑳])?\s*"
)
_OF_WHOM = re.compile("^(?:下一步，?)?(?:[我全各本该][\u4e00-\u9fff]{1,3}|要)?(?:将|要|应)?")
# What tells who, what, when or whether.
_TELLS = re.compile(
    "应[当按由在]|必须|不得|严禁|禁止|可以|(?<![理自事缘])由|负责|包括|包含|是指|分为|分别|等[。；]|[、：:]|有(?!关|力|效|序)|为(?!此|民|重|主|本|先)"
)
_NAMES_CLASS = re.compile(
    "是(?:[^，。；]{0,14}的)?(?:一[项个种次场类])?[^，。；]{0,16}(?:工作|行动|任务|工程|举措|措施|环节|抓手|重点|项目|活动|内容|部分|之一|关键|基础|制度|服务|计划)[。；]?$"
)
# That somebody told of a matter (老街社区介绍了楼道自治做法。) tells nothing of it.
_REPORTS = re.compile(
    "^(?:[会随当][上议后时]+，)?[^，。；：]{2,30}(?:介绍|通报|汇报|报告|解读|讲解|交流|分享|部署|总结|回顾|分析|传达)了[^，。；：]{0,24}(?:做法|情况|经验|工作|成效|问题|形势|要点|进展|任务|体会|精神|打算|举措)。$"
)
_FORMULA = re.compile("(?:通知|通告|公告|通报|函告|批复|答复|部署|说明|报告)如下[：:。]?$")
_ANNOUNCES = re.compile("(?:如下|以下|下列)[^，。；]{0,12}[：:。]$")


@cache
def _aims() -> re.Pattern[str]:
    return re.compile("|".join(row[0] for row in rows("aims")))


@cache
def _continuations() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(opening), tells) for opening, tells, _ in rows("continuations"))


def asks_who_they_are(query: Query) -> bool:
    """Whether a question asks which people a name means (重点对象是谁)."""
    return query.kind is QuestionKind.ACTOR and _WHO_THEY_ARE.search(query.asked) is not None


def names_task(evidence: Evidence) -> bool:
    """Whether a sentence only names a task (健全巡查制度。)."""
    words = _MARK.sub("", evidence.text).rstrip(_END_MARKS)
    short = len(words) <= LONGEST_NAME and len(parts(words)) == 1 and not quantities(words)
    return short and _TELLS.search(words) is None and _aims().match(_OF_WHOM.sub("", words)) is not None


def only_names(query: Query, evidence: Evidence) -> bool:
    """Whether a sentence says nothing beyond the name of a matter: a heading, a task (健全巡查制度。), what sort of thing it is."""
    if _is_heading(evidence) or _REPORTS.match(evidence.text.strip()):
        return True
    words = _MARK.sub("", evidence.text).rstrip(_END_MARKS)
    if len(words) > LONGEST_NAME or len(parts(words)) != 1:
        return False
    named = words in query.standalone or _NAMES_CLASS.search(words) is not None or names_task(evidence)
    return named or (_echoes(query, words) and _TELLS.search(words) is None and not quantities(words))


def _echoes(query: Query, words: str) -> bool:
    """Whether most characters of some words are those of the question, and they do not say what one thing is."""
    return "是" not in words and sum(character in query.standalone for character in words) >= LEAST_ECHO * len(words)


def is_heading_line(text: str, span: Span) -> bool:
    """Whether a stretch is a short line of its own with no mark at its end, between what is told above and a sentence below it."""
    if len(span) > LONGEST_NAME or text[span.end - 1] in _END_MARKS or text[span.end : span.end + 1] not in {"\n", ""}:
        return False
    start = whole_lines(text, span).start
    if text[start : span.start].strip(" #*\t　"):
        return False
    above, below = text[:start].rstrip(), text[span.end :].lstrip().partition("\n")[0].rstrip()
    return text[start] == "#" or ((not above or above[-1] in "。；！？") and below.endswith(("。", "；", "：")))


def unfolded(query: Query, evidence: Evidence, span: Span) -> Span:
    """A stretch that only names the matter, or has its ways told next, with what stands under it; any other as it is.

    Under a heading on a line of its own what is told stands alone.
    """
    if not (query.kind in _UNFOLDING or asks_who_they_are(query)) or span.end > evidence.span.end:
        return span
    text = evidence.document_text
    named = only_names(query, evidence)
    below = _below(evidence, beyond_line=named)
    last = _last_under_name(below) if named else _last_of_ways(below or _next_line(text, span.end), text, same_line=bool(below))
    if last is None:
        return span
    own_line = named and text[span.end - 1] not in _END_MARKS
    return with_run(text, Span(below[0].start if own_line else span.start, last.end))


def _last_under_name(below: Sequence[Span]) -> Span | None:
    """The last sentence under a name that is near enough to it."""
    near = [span for span in below if span.end - below[0].start <= MOST_CHARACTERS]
    return near[-1] if near else next(iter(below), None)


def _last_of_ways(below: Sequence[Span], text: str, *, same_line: bool) -> Span | None:
    """The sentence that tells how the one before is done, or on the `same_line` what it holds, with all that ； joins to it.

    How a thing is done may also be told one sentence further.
    """
    for place, span in enumerate(below[:2]):
        told = next((tells for opening, tells in _continuations() if opening.match(span.of(text))), None)
        if told == "way" or (told and same_line and not place):
            ends = (each for each in below[place:] if not each.of(text).endswith("；"))
            return next(ends, below[-1])
    return None


def tells_nothing(query: Query, evidence: Evidence) -> bool:
    """Whether a heading only names what is asked about, or a sentence only announces it, and nothing stands under it."""
    if query.kind not in _UNFOLDING:
        return False
    bare = _is_heading(evidence) or is_salutation(evidence.text) or _ANNOUNCES.search(evidence.text) is not None
    return bare and not _below(evidence)


def _is_heading(evidence: Evidence) -> bool:
    """Whether a sentence is a heading, the title left aside: that says what the text is, and under it stands everything."""
    return not evidence.is_title and (evidence.is_heading or is_heading_line(evidence.document_text, evidence.span))


def is_formula(query: Query, evidence: Evidence) -> bool:
    """Whether a sentence is the formula of a notice (现就有关事项通知如下。), which tells nothing of the matter.

    A question for what the whole notice says is answered by no one sentence either.
    """
    return query.kind in _UNFOLDING and _FORMULA.search(evidence.text.strip()) is not None and not _below(evidence)


def _below(evidence: Evidence, *, beyond_line: bool = True) -> list[Span]:
    """The sentences behind one, up to the next heading or member of its run: on its line, or where it ends that `beyond_line`."""
    text, span = evidence.document_text, evidence.span
    end = _line_end(text, span.end)
    if beyond_line and not text[span.end : end].strip():
        end = max(evidence.clause.span.end, _line_end(text, _next_word(text, end)) if is_heading_line(text, span) else end)
    run = run_at(text, span)
    end = min([end, *(member.end for member in (run.members if run else ()) if member.start <= span.start < member.end)])
    behind = sentences(text, Span(span.end, max(end, span.end)))
    return list(takewhile(lambda sentence: not is_heading_line(text, sentence), behind))


def _next_line(text: str, place: int) -> list[Span]:
    start = _next_word(text, place)
    return sentences(text, Span(start, _line_end(text, start)))


def _next_word(text: str, place: int) -> int:
    return len(text) - len(text[place:].lstrip())


def _line_end(text: str, place: int) -> int:
    return whole_lines(text, Span(place, place)).end
