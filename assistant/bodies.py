"""Bodies and places that a question names (临河县, 第三医院), and sentences that are told of another one beside them.

A report tells of many bodies by turns, and calls each 该院 or 该县 where it goes on about it:
what holds for the one is not told of the other.
"""

import re
from functools import lru_cache

from assistant.evidence import Evidence
from assistant.questions import Query
from assistant.values import asks_value
from corpus.lines import whole_lines

# No part of the name of a place.
_NO_NAME = "的由对为和与或及每各该本其全在将把有从到给向我你他们那这哪几个多少某级跨地辖设是说问想请老师小新报要去来一二三四五六七八九十"
_RANKS = "省市县镇乡州旗"
_OF_NAME = rf"[^\W\d_a-zA-Z{_NO_NAME}{_RANKS}]"
_PLACE = re.compile(rf"(?<!{_OF_NAME})({_OF_NAME}{{2,4}}([{_RANKS}]))(?![级里内域直属城外长民])")
_NUMBERED = re.compile("(第[一二三四五六七八九十百]+)(?:附属|人民|中医|妇幼)*(?:医院|中学|小学)")
_THIS_ONE = re.compile("该[院校县市区镇乡省州旗所站局]|该(?:中心|医院|机构|单位|公司|企业|学校|基地)")
# What is asked of all (各县应当…, 不少于…) holds for each of them.
_FOR_ALL = re.compile("[各每]|应当?|[必须]须|不[得低少高超多]|至少|[全所]有|要(?![求素点])|原则上|力争|确保")
_SEVERAL = 3


def is_of_another_body(query: Query, evidence: Evidence) -> bool:
    """Whether a question names a body that its document knows, and the sentence is told of another one.

    It is where neither it, its paragraph nor anything above names that body, and it goes on about another (该院), or tells a value, not set
    for all, in a document on several bodies of that rank.
    """
    asked = {name: kind for name, kind in _named(query.asked) if _is_known_elsewhere(name, evidence)}
    if not asked:
        return False
    if _THIS_ONE.search(evidence.text):
        last = _last_before(evidence)
        return last is not None and last not in asked
    bodies = _named(evidence.document_text)
    several = any(sum(kind == other for _, other in bodies) >= _SEVERAL for kind in asked.values())
    fixed = not _FOR_ALL.search(evidence.whole_text) and not any(name in evidence.previous_text for name in asked)
    return several and fixed and asks_value(query)


def _is_known_elsewhere(name: str, evidence: Evidence) -> bool:
    """Whether a document names a body, and neither in what it is called nor in the paragraph of the sentence up to there and above it."""
    text, header = evidence.document_text, evidence.header
    above = f"{header.title}{header.place}{''.join(header.issuers)}{evidence.context}{evidence.clause.heading}{evidence.lead_text}"
    return name in text and name not in f"{above}{text[whole_lines(text, evidence.span).start : evidence.span.end]}"


def _last_before(evidence: Evidence) -> str | None:
    """The body that is named last before a sentence."""
    before = evidence.document_text[: evidence.span.start]
    return max(((match.start(), match[1]) for pattern in (_PLACE, _NUMBERED) for match in pattern.finditer(before)), default=(0, None))[1]


@lru_cache(maxsize=256)
def _named(text: str) -> frozenset[tuple[str, str]]:
    """The bodies that a text names, each with what tells its kind: the rank of a place, or that it goes by a number.

    >>> sorted(_named("临河县和第三医院的发生率"))
    [('临河县', '县'), ('第三', '第')]
    """
    places = {(match[1], match[2]) for match in _PLACE.finditer(text)}
    return frozenset(places | {(match[1], "第") for match in _NUMBERED.finditer(text)})
