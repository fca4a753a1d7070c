"""Words as the gate compares them: folded, cut at joints and marks, in pairs of neighbouring characters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.gating.quantity import Quantity, quantities, value_spans
from assistant.gating.record import Support
from assistant.tables import toml
from corpus.sentences import REMEMBERED_SENTENCES, parts
from corpus.spans import Span
from corpus.tokenizing import words

_FOLDED = str.maketrans("０１２３４５６７８９％，：；（）“”‘’「」 　", '0123456789%,:;()""\'\'""  ')
_UNFOLDED = str.maketrans(",:;()", "，：；（）")
_SPACE = re.compile(r"[^\S\n]+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[^\S\n]+|[\"'*#]")
_LEVEL = re.compile("(?<=[省市县区])级(?=[\u4e00-\u9fff])")
_CUT = re.compile(r"[^\w%‰]+")
# 至少保存30年 and 保存至少30年 are one.
_BOUND_APART = re.compile(
    "(至少|至多|最多)((?:(?![一二两三四五六七八九十])[\u4e00-\u9fff]){2,4}?)(?=\\d|[一二两三四五六七八九十]+(?:次|个|名|种|项|年|天))"
)
_START = "^"
_LEAST_PIECE = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch between two marks of a text; `sentence` numbers the sentence that it belongs to."""

    text: str
    sentence: int


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def folded(text: str) -> str:
    """The text with one spelling for digits, marks, bounds and ranks of places, and without white space beside Chinese characters.

    >>> folded("市级 医院，１０ 分钟内(含)")
    '市医院，10分钟内（含）'
    """
    plain = text.translate(_FOLDED)
    found = _LEVEL.sub("", _SPACE.sub("", plain).translate(_UNFOLDED))
    for word, spelling in toml("gate")["spellings"]:
        found = found.replace(word, spelling)
    return _BOUND_APART.sub(r"\2\1", found)


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def cut(text: str) -> tuple[Part, ...]:
    """The parts of a folded text, in order.

    >>> [(part.text, part.sentence) for part in cut("甲应当报告，乙不得离岗。丙可以申请。")]
    [('甲应当报告，', 0), ('乙不得离岗。', 0), ('丙可以申请。', 1)]
    """
    found, sentence = [], 0
    for span in parts(text):
        piece = span.of(text)
        found.append(Part(piece, sentence))
        sentence += piece[-1] in "。！？" or text[span.end : span.end + 1] == "\n"
    return tuple(found)


def parts_of(supports: Iterable[Support]) -> tuple[Part, ...]:
    """The parts of what is cited, in order, the sentences numbered on from one support to the next."""
    found: list[Part] = []
    for support in supports:
        first = found[-1].sentence + 1 if found else 0
        found += [Part(part.text, first + part.sentence) for part in cut(folded(support.text))]
    return tuple(found)


@cache
def _joints() -> re.Pattern[str]:
    knowledge = toml("gate")
    joints = sorted(knowledge["joints"], key=len, reverse=True)
    duties = [row[0] for row in knowledge["duties"]]
    return re.compile("|".join([*duties, *map(re.escape, joints)]))


def runs(text: str) -> list[str]:
    """The stretches of a folded text without marks, joints, words of duty and quantities.

    >>> runs("急会诊应当在请求发出后10分钟内到位")
    ['急会诊', '请求发出后', '到位']
    """
    without = masked(text, quantities(text))
    return [run for piece in _CUT.split(without) for run in _joints().split(piece) if run]


def masked(text: str, found: tuple[Quantity, ...] | tuple[Span, ...]) -> str:
    """The text with stretches blanked out, as long as before."""
    characters = list(text)
    for each in found:
        for span in (each,) if isinstance(each, Span) else value_spans(each):
            characters[span.start : span.end] = " " * len(span)
    return "".join(characters)


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def grams(text: str, *, starts: bool = False) -> tuple[str, ...]:
    """The pairs of neighbouring characters of the runs of a text, in order; with `starts` also where each run begins.

    >>> grams("急会诊在到位"), grams("到位", starts=True)
    (('急会', '会诊', '到位'), ('^到', '到位'))
    """
    found: list[str] = []
    for run in runs(text):
        if starts:
            found.append(_START + run[0])
        found += [run[i : i + 2] for i in range(len(run) - 1)] or ([run] if not starts else [])
    return tuple(found)


def content_words(statement: str) -> list[str]:
    """The words of a statement that carry its content: no joints, no quantities, nothing that is said about any text.

    >>> content_words("根据规定，急会诊应当在10分钟内到位。")
    ['急会诊', '到位']
    """
    return [word for run in runs(statement) for word in words(run) if len(word) > 1 and word not in _discourse()]


def is_made_of(word: str, whole: str) -> bool:
    """Whether a word stands in a text, or is put together of pieces of two characters or more that do.

    >>> is_made_of("最高级别", "级别最高的医师"), is_made_of("市卫生局", "省卫生局")
    (True, False)
    """
    start = 0
    while start < len(word):
        size = next((size for size in range(len(word) - start, _LEAST_PIECE - 1, -1) if word[start : start + size] in whole), 0)
        if not size:
            return False
        start += size
    return True


@cache
def _discourse() -> frozenset[str]:
    knowledge = toml("gate")
    return frozenset([*knowledge["discourse"], *(row[0] for row in knowledge["negators"])])
