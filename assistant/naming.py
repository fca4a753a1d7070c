"""Whether a question wants the names of things or people that a sentence only counts: 那8家是哪几家."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.evidence import Evidence
from assistant.reading.listings import is_open
from corpus.numerals import integer
from corpus.sentences import parts

# What is counted so has a name of its own; for measures, stages and ways a count may say enough.
_COUNTERS = "家|位|名|所|座|户|对|支|处|人"
_PEOPLE = frozenset("位名对人")
_NAMED = (
    "市|县|区|州|盟|旗|省|镇|乡|村|街道|社区|地方|单位|部门|机构|医院|科室?|处室|企业|公司|厂|学校|大学|学院|银行|集体|团队|班组|小组"
    "|中心|基地|站|店|网点|点位|试点|示范点|项目|病区|人"
)
_NUMBER = r"[一两二三四五六七八九十百\d]{1,4}"
_THING = rf"(?P<counter>{_COUNTERS}|个(?=[^，。；：、的]{{0,8}}?(?:{_NAMED})))"
_BEHIND = r"(?P<thing>[\u4e00-\u9fff]{0,12})"
_COUNTED = re.compile(rf"(?<![哪第几\d\-~～至.．])(?P<number>{_NUMBER}){_THING}(?!以[上下内]|次|[左右多]|均)(?={_BEHIND})")
_WHICH = re.compile(rf"(?<![由向对找归])哪(?:(?P<number>{_NUMBER})|几|些)(?:{_THING}|(?<=些)(?={_NAMED})){_BEHIND}")
_WHICH_OF_COUNTED = re.compile(rf"(?<![由向对找归])哪(?:几|些|{_NUMBER})(?P<counter>{_COUNTERS}|个)")
_ROLL = re.compile(
    r"(?:名单|花名册|名字|姓名|名称)(?:有没有|有[吗么没]|是(?!由|谁定)|都|分别|叫|包括|在哪|能|给|[呢啊呀吧？?]*$)"
    r"|(?:(?:都|各|分别)(?:是|有|叫)(?:谁|哪些?|什么|啥)|(?:是|有|叫|包括)(?:谁|哪些)|叫(?:什么|啥)(?:名[字称儿]?)?)[呢啊呀吧？?]*$"
)
# How a text shows that it lists names: a row, brackets, a word that opens a list, or where the list is.
_LISTS = re.compile(
    r"(?<![一二三四五六七八九十])、|》《|”“|和(?!谐|睦|解)|(?<!参)与(?!会)|(?<!以)及(?!时|格|其)"
    r"|分别[是为]|包括|包含|[：:]|名单|附[件后]|（[^）]{6,}）"
)
# A part before the count belongs to it where the count sums it up; one behind it where it goes on to tell which.
_SUMS_UP = re.compile(rf"(?:等|共|总共|合计|这|上述|以上|均|都)*(?:{_NUMBER})")
_GOES_ON = re.compile(
    rf"(?:即|分别|包括|其中|名单|依次|新增|具体|[是为有])|[^、，。]{{1,14}}(?:{_NAMED}|[院所校厂])[、和与及]"
    r"|[^、]{2,4}、[^、]{2,4}(?:、|$|[。，；])"
)
_OWN_NAME = re.compile(rf"[\u4e00-\u9fff]{{2}}(?:{_NAMED}|[院所校厂])")
_NOUN = re.compile(_NAMED)
_FEW = 2


@dataclass(frozen=True, slots=True)
class _Count:
    """So many of a thing: their number, 0 where it is not said, how they are counted, and the words behind that."""

    number: int
    counter: str
    thing: str

    def is_of(self, asked: "_Count") -> bool:
        """Whether a count in a text may be that of what is asked for."""
        if asked.number:
            return _alike(self.counter, asked.counter) and self.number == asked.number
        if self.number < _FEW:
            return False
        if not asked.counter:
            return self.thing.startswith(asked.noun)
        return _alike(self.counter, asked.counter) and asked.noun in self.thing

    @property
    def noun(self) -> str:
        """What is counted, where that is known, else the first two characters of the words behind."""
        named = _NOUN.match(self.thing)
        return named[0] if named else self.thing[:_FEW]


def leaves_unnamed(question: str, evidence: Evidence) -> bool:
    """Whether a sentence only counts what a question asks the names of, or lists nothing where the question tells how many there are."""
    text = evidence.whole_text
    if not _asked(question) or is_open(text):
        return False
    return only_counts(question, text) or lists_too_few(question, text)


def lists_too_few(question: str, text: str) -> bool:
    """Whether a text lists nothing, and speaks of fewer by their names than a question says that there are.

    >>> lists_too_few("那2个区是哪两个", "改造后逐区验收。"), lists_too_few("那2个区是哪两个", "东湖区先改，南山区后改。")
    (True, False)
    """
    most = max((count.number for count in _asked(question)), default=0)
    return most >= _FEW and not _LISTS.search(text) and len(_OWN_NAME.findall(text)) < most


def only_counts(question: str, text: str) -> bool:
    """Whether a text says how many there are of what a question asks the names of, and lists none beside their number.

    >>> only_counts("先改造的5家书店是哪几家", "全市选择5家书店先行改造。")
    True
    >>> only_counts("先改造的5家书店是哪几家", "甲店、乙店等5家书店先行改造。"), only_counts("哪几家书店参加", "百平米以上的书店参加。")
    (False, False)
    """
    asked = _asked(question)
    pieces = [piece.of(text) for piece in parts(text)] if asked else []
    counting = [place for place, piece in enumerate(pieces) if any(count.is_of(each) for count in _counts(piece) for each in asked)]
    return bool(counting) and not any(_LISTS.search(_with_names(pieces, place)) for place in counting)


def _with_names(pieces: Sequence[str], place: int) -> str:
    """The part at a place, with those before and behind it that may tell the names of what it counts."""
    before = pieces[place - 1] if place and _SUMS_UP.match(pieces[place]) else ""
    behind = next((piece for piece in pieces[place + 1 : place + 2] if _GOES_ON.match(piece)), "")
    return f"{before}{pieces[place]}{behind}"


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[_Count, ...]:
    """The counts of what a question asks the names of: those it tells (那8家是哪几家), else that of the word of asking (哪几家)."""
    told, which = tuple(_counts(question)), _WHICH.search(question)
    if _ROLL.search(question):
        return told
    of_counted = _WHICH_OF_COUNTED.search(question)
    if told and of_counted:
        return tuple(count for count in told if _alike(count.counter, of_counted["counter"]))
    return (_count(which),) if which and not told else ()


def _alike(counter: str, other: str) -> bool:
    """Whether two words count the same: people are counted in several ways."""
    return counter == other or {counter, other} <= _PEOPLE


def _counts(text: str) -> Iterator[_Count]:
    return map(_count, _COUNTED.finditer(text))


def _count(match: re.Match[str]) -> _Count:
    return _Count(integer(match["number"] or "0") or 0, match["counter"] or "", match["thing"])
