"""Puts a subject into an earlier question in the place of what it stands for there: another place, body, text, kind or noun."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.mismatches import counterpart
from assistant.opposites import Swap, other_side
from corpus.places import places_in
from corpus.spans import Span
from corpus.tokenizing import words

_ARTICLE = re.compile(r"\ban(?= [^aeiou\W])", re.IGNORECASE)
_LEAST_SHARED, _MOST_SHARED = 2, 6
_LONGEST_PLACE = 6
_LEAST_ALIKE = 4

_BODY_END = "卫健委|发改委|委员会|管委会|局|厅|委|办公室|处|署|(?<![住出入])院|所|站|中心|协会|学会|公司|银行|法院|政府"
_TEXT_END = "办法|规定|条例|细则|规范|要点|方案|准则|规程|章程|指南|纲要|意见|(?<![办方依违合执司非做用看说想])法"
# Where the name of a body or a text may begin in a question, and what mostly stands behind it there.
_BEGINS = r"(?:^|[，,。：:《]|请问|[由向对跟找给])"
_OF_RANK = "省市县区国"
_ENDS = r"(?=》|的|在|是|由|有|要|应|何|几|多|怎|什么|哪|谁|联系|负责|领导|[，,？?]|$)"
# Ranks and classes by number or letter, and those by words; 省级 and 县级 are neither.
_RANKS = (
    r"(?:第?[特一二三四五六七八九十甲乙丙丁]{1,2}|[ⅠⅡⅢⅣⅤA-D\d]{1,3})(?=END)",
    r"(?:最高|最低|较高|较低|中间|居中|普通|一般|特殊|重点|[高中低初])(?=END)",
)
_RANK_ENDS = "级类档期型批"


@dataclass(frozen=True, slots=True)
class Turn:
    """A question on its own: `text` reads alone, `own` are the words asked now, `carried` the words that it leans on.

    `where` is an earlier question of which only the place and the document hold on. `is_open` says that it means another one of
    which nothing tells what it is.
    """

    text: str
    own: str
    carried: str = ""
    where: str = ""
    is_open: bool = False


def swapped(subject: str, earlier: str, texts: str = "") -> Turn | None:
    """The earlier question with the subject in the place of its counterpart: another place, 市级 for 省级, one body for another.

    `None` where it holds none.
    """
    body = _named_swap(subject, earlier, _BODY_END) or _named_swap(subject, earlier, _TEXT_END)
    if body:
        text = put(body, earlier)
        return Turn(text, text)
    places = places_in(earlier) if places_in(subject) and len(subject) <= _LONGEST_PLACE else ()
    start = earlier.find(f"非{subject}")
    if start >= 0:
        found: Swap | None = (subject, Span(start, start + 1 + len(subject)))
    elif places:
        start = earlier.index(places[0])
        found = (subject, Span(start, start + len(places[0])))
    else:
        found = counterpart(subject, earlier) or _ranked(subject, earlier) or other_side(subject, earlier, texts)
        found = found or _alike(subject, earlier)
    if not found:
        return None
    return Turn(put(found, earlier), found[0], put(("", found[1]), earlier))


def put(swap: Swap, text: str) -> str:
    """A text with a word in the place that it takes there."""
    word, place = swap
    return _ARTICLE.sub("a", f"{text[: place.start]}{word}{text[place.end :]}")


def with_end(subject: str, earlier: str) -> Turn | None:
    """The earlier question with the subject in the place of the noun that ends as it does; `None` where it holds none."""
    tokens = words(earlier)
    for size in range(min(len(subject), _MOST_SHARED), _LEAST_SHARED - 1, -1):
        place = earlier.find(subject[-size:])
        if place < 0 or subject in earlier:
            continue
        span = Span(_noun_start(tokens, place, place + size, len(subject)), place + size)
        return Turn(put((subject, span), earlier), subject, put(("", span), earlier))
    return None


def of_same_head(subject: str, head: str, earlier: str) -> str:
    """The earlier question with the subject in the place of the thing whose head (目标 of …的目标) it asks about; empty without one.

    >>> of_same_head("垃圾分类", "目标", "广州2025年绿化覆盖率的目标是多少")
    '广州2025年垃圾分类的目标是多少'
    """
    before, found, behind = earlier.rpartition(head)
    dated = r"(?:(?:到|在|截至)?(?:\d{4}|[今明去本])年?(?:\d{1,2}月|底|末|度)?的?)?"
    thing = re.search(rf"{_begins(earlier)}{dated}(?P<thing>[^，,。：:]{{2,}}?)的?$", before) if found else None
    return f"{before[: thing.start('thing')]}{subject}的{head}{behind}" if thing else ""


def _begins(earlier: str) -> str:
    """Where a name may begin, behind the place that the question names."""
    places = sorted(places_in(earlier), key=len, reverse=True)
    return f"{_BEGINS}(?:{'|'.join(f'{re.escape(place)}[省市县区]?' for place in places)})?"


def _named_swap(subject: str, earlier: str, end: str) -> Swap | None:
    """The name of a body or text that a subject begins with for the only one of an earlier question, whose place and rank (省, 市) stay."""
    said = re.match(rf"《?(?P<name>[^的，《》]*(?:{end}))》?(?P<of>的[\u4e00-\u9fff]{{1,6}})?$", subject)
    if not said or said["name"] in earlier or (said["of"] and said["of"][1:] not in earlier):
        return None
    name = said["name"]
    before = _BEGINS if places_in(name) else _begins(earlier) if name[0] in _OF_RANK else f"{_begins(earlier)}(?:[{_OF_RANK}](?![级的]))?"
    unit = r"(?:内?部?[\u4e00-\u9fff]{0,6}[处科室办])?"
    found = list(re.finditer(rf"{before}(?P<name>[^，,。：:《》的由向对哪谁什几多]{{1,16}}(?:{end}){unit}){_ENDS}", earlier))
    return (name, Span(*found[0].span("name"))) if len(found) == 1 else None


def _ranked(subject: str, earlier: str) -> Swap | None:
    """Another rank or class of the same family: 二级 for the 三级 of 三级医院, 中间级 for the 最高级 of 最高级别."""
    for family in _RANKS:
        pattern = family.replace("END", re.escape(subject[-1])) + subject[-1]
        found = list(re.finditer(pattern, earlier)) if subject[-1] in _RANK_ENDS and re.fullmatch(pattern, subject) else []
        if len(found) == 1 and subject not in earlier:
            end = found[0].end()
            level = "别" if subject[-1] == "级" and earlier[end : end + 1] == "别" else ""
            return f"{subject}{level}", Span(found[0].start(), end + len(level))
    return None


def _alike(subject: str, earlier: str) -> Swap | None:
    """The word of the earlier question that begins and ends as the subject does: 质控简报 for 质控通报."""
    if len(subject) < _LEAST_ALIKE or subject in earlier:
        return None
    match = re.search(f"{re.escape(subject[:2])}[^，。？?的]{{1,{len(subject) - 3}}}{re.escape(subject[-1])}", earlier)
    return (subject, Span(*match.span())) if match else None


def _noun_start(tokens: Sequence[str], place: int, end: int, size: int) -> int:
    """Where the noun begins that ends at `end`: whole words leftwards, about as long as the noun that takes its place."""
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    inside = max(start for start in starts if start <= place)
    longer = [start for start in starts if start < inside and end - start <= size and "的" not in "".join(tokens)[start:inside]]
    return min(longer, default=inside)
