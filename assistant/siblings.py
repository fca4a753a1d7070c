"""What stands beside the asked thing in the same list: another rank, another year, another kind of the same.

Texts of hospitals tell the values of many kinds side by side (三级医院…，二级医院…), and the kind that is asked about may be the one that
is not among them. A neighbour's value is the most dangerous of wrong answers: it is plausible.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from assistant.asking import last_clause
from assistant.evidence import Evidence
from assistant.meanings import likeness
from assistant.mismatches import told_of_asked
from assistant.questions import Query, Term
from assistant.tables import rows
from assistant.values import amounts, asks_value
from assistant.years import asked_years, asks_aim, values_other_year, years

_RANK = re.compile("([特一二三四ⅠⅡⅢⅣ]|IV|I{1,3})级")
_NUMERALS = {"Ⅰ": "一", "Ⅱ": "二", "Ⅲ": "三", "Ⅳ": "四", "I": "一", "II": "二", "III": "三", "IV": "四"}
# A rank that stands with others in one phrase, or with all above or below it, may hold for more than itself.
_RANKS_TOGETHER = re.compile("级(?:及|及其)?以[上下]|[一二三四ⅠⅡⅢⅣ][级、至到～~—-]+[一二三四ⅠⅡⅢⅣ]级")
# What may stand before a noun and is no part of its name.
_NO_MODIFIER = frozenset(
    "，。；、：（）()《》“”的由对为和与或及每各该本其应当至向在将把有无未经按从自于等所属之并且但不得可以须要"
    "内外上下中时后前负责组织完成报送进行开展"
)
_LONG, _HEAD = 3, 2
_NONE = "-"
# How surely a part that names no kind is of the one before it.
CARRIED = 0.7
# From this on a text says a word in another one.
_ALIKE = 0.7


def names_sibling(query: Query, evidence: Evidence) -> bool:
    """Whether a sentence tells the value of another year, rank or kind (市质控中心) than the question names (分中心)."""
    asked = last_clause(query.asked)
    if not (asks_value(query) or amounts(query.asked)):
        return asks_aim(asked) and values_other_year(asked, evidence)
    return values_other_year(asked, evidence) or _is_of_other_rank(asked, evidence) or _is_of_other_kind(query, evidence)


def of_asked_kind(query: Query, parts: Sequence[str]) -> list[float]:
    """How surely each part of a sentence tells of the very kind or year that a question asks about, 0..1.

    All are 0 where no part tells of another one of the same. A part that names none is mostly of the one that was named before it.

    >>> from assistant.understanding import understand
    >>> asked = understand("主任医师每周出几个半天门诊")
    >>> of_asked_kind(asked, ["副主任医师不少于三个半天，", "主任医师不少于两个半天，", "查房一次"])
    [0.0, 1.0, 0.7]
    """
    kinds = (_of_kind(term, parts) for term in _kinds_asked(query))
    named = [_of_year(query.asked, parts), *told_of_asked(query.asked, parts), *kinds]
    telling = [_carried(each) for each in named if False in each]
    return [max((each[place] for each in telling), default=0.0) for place in range(len(parts))]


def _of_year(question: str, parts: Sequence[str]) -> list[bool | None]:
    """Whether each part names a year that the question names, or another one; `None` where none of the two does."""
    asked = asked_years(question)
    return [bool(own & asked) if asked and own else None for own in map(years, parts)]


def _of_kind(term: Term, parts: Sequence[str]) -> list[bool | None]:
    """The same for a kind of a thing."""
    return [_names(term, part) or (False if _has_other_modifiers(term.text[-_HEAD:], part) else None) for part in parts]


def _names(term: Term, text: str) -> bool:
    return any(re.search(f"(?<![副非未准]){re.escape(form)}", text) for form in term.forms)


def _carried(named: Sequence[bool | None]) -> list[float]:
    """1 where the asked one is named, less where it is the last that was named, and 0 elsewhere."""
    shares: list[float] = []
    for is_asked in named:
        before = shares[-1] if shares else 0.0
        shares.append(float(is_asked) if is_asked is not None else min(before, CARRIED))
    return shares


def _is_of_other_rank(question: str, evidence: Evidence) -> bool:
    """Whether a sentence names ranks by their numbers, and not one that the question names."""
    asked = _ranks(question)
    if not asked or _RANKS_TOGETHER.search(question) or _RANKS_TOGETHER.search(evidence.whole_text):
        return False
    return bool(_ranks(evidence.whole_text)) and not asked & _ranks(_above(evidence))


def _ranks(text: str) -> set[str]:
    """The ranks that a text names by their numbers, in Chinese ones."""
    return {_NUMERALS.get(rank, rank) for rank in _RANK.findall(text)}


def _is_of_other_kind(query: Query, evidence: Evidence) -> bool:
    """Whether neither a sentence nor what stands above it speaks of a thing that comes in kinds (民营医院), as the question does.

    Nor in other words: half of the characters of the word are nowhere, or its end stands only behind other words (三级医院).
    """
    own, above = _own(evidence), _above(evidence)
    asked = (term for term in _kinds_asked(query) if not term.found_in(above) and not _means_all(term.text, above))
    unsaid = (term for term in asked if likeness(term.text, own) < _ALIKE)
    return any(_is_foreign(term.text, own) or _is_of_others(term.text, own, evidence.whole_text) for term in unsaid)


def _means_all(word: str, text: str) -> bool:
    """Whether a text speaks of all kinds of a thing (医疗机构), where a word is for one (民营医院)."""
    return any(word.endswith(end) and general != _NONE and re.search(general, text) for end, general, _ in rows("things_of_kinds"))


def _is_foreign(word: str, text: str) -> bool:
    return 2 * sum(character in text for character in word) < len(word)


def _is_of_others(word: str, own: str, text: str) -> bool:
    return any(character not in own for character in word[:-_HEAD]) and _has_other_modifiers(word[-_HEAD:], text)


def _has_other_modifiers(head: str, text: str) -> bool:
    """Whether a word stands in a text, and everywhere with something before it that may be part of a name."""
    places = [match.start() for match in re.finditer(re.escape(head), text)]
    return bool(places) and all(place > 0 and text[place - 1].isalnum() and text[place - 1] not in _NO_MODIFIER for place in places)


def _own(evidence: Evidence) -> str:
    return f"{evidence.clause.heading}{evidence.previous_text}{evidence.whole_text}"


def _above(evidence: Evidence) -> str:
    return f"{evidence.header.title}\n{evidence.context}\n{_own(evidence)}"


@lru_cache(maxsize=256)
def _kinds_asked(query: Query) -> tuple[Term, ...]:
    """The words of what a question asks at its end that name a kind of a thing: not who asks (我是检验科主任，…)."""
    asked = last_clause(query.asked)
    return tuple(
        term
        for term in query.terms
        if term.weight >= 1 and len(term.text) >= _LONG and term.text in asked and _thing_of_kinds().fullmatch(term.text)
    )


@cache
def _thing_of_kinds() -> re.Pattern[str]:
    ends = "|".join(re.escape(row[0]) for row in rows("things_of_kinds"))
    return re.compile(f"[\u4e00-\u9fff]*(?:{ends})")
