"""Tells which documents of a library another one stands in the place of, from their headers alone.

1. A later text says so: 《…》同时废止, or by the document number of what it repeals.
2. A later version has the same title, of the same level and place: it is newer by the day on which each takes effect.

Notices of a single occasion (关于开展…的通知), drafts, and texts without a date are versions of nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from corpus.documents import Header, Level, Repeal, Succession
from corpus.titles import handed_out

_EDITION = re.compile(
    r"[（(](?:试行|暂行|修订|修正|修订版|修正版|(?:19|20)\d{2}年?(?:\d{1,2}月)?(?:版|修订|修正|修订版|本)?|(?:19|20)\d{2}-\d{2}-\d{2})[）)]"
)
_SIGNS = re.compile(r"[《》〈〉\s]")
_DRAFT = re.compile(r"征求意见稿|草案|送审稿|讨论稿|解读|说明$")
# Texts that go on binding under one title; a notice, a reply or a report is of its day.
_STANDING = re.compile(
    r"(?:法|条例|规定|办法|细则|规则|解释|规范|标准|指南|指引|制度|守则|准则|流程|预案|规程|章程|方案|规划|目录|目标|指标)$"
)
_LEAST_NAME = 3

_Key = tuple[str, str, str, tuple[str, ...]]


def successions(headers: Mapping[str, Header]) -> dict[str, Succession]:
    """What stands in the place of each document that something stands in the place of, by document id; the earliest where several do.

    >>> old, new = (Header("会诊办法", level=Level.NATIONAL, issue_date=day) for day in ("2018-01-01", "2024-01-01"))
    >>> successions({"old": old, "new": new})
    {'old': Succession(since='2024-01-01', by='《会诊办法》')}
    """
    found: dict[str, list[Succession]] = defaultdict(list)
    for each in followings(headers):
        found[each.before].append(Succession(each.since, _called(headers[each.after])))
    return {document_id: min(those, key=lambda each: each.since or "") for document_id, those in found.items()}


@dataclass(frozen=True, slots=True)
class Following:
    """The document `after` stands in the place of `before`: `since` a day, or where that is `None` on any day that can be asked about."""

    before: str
    after: str
    since: str | None


def followings(headers: Mapping[str, Header]) -> tuple[Following, ...]:
    """Which documents stand in the place of which, by document id.

    >>> old, new = (Header("会诊办法", level=Level.NATIONAL, issue_date=day) for day in ("2018-01-01", "2024-01-01"))
    >>> followings({"old": old, "new": new})
    (Following(before='old', after='new', since='2024-01-01'),)
    """
    return (*_by_version(headers), *_by_repeal(headers))


def names(header: Header) -> frozenset[str]:
    """What a text is called: its title, and that of what it hands out, without editions and title marks.

    >>> sorted(names(Header("关于印发《会诊办法（试行）》的通知")))
    ['会诊办法', '关于印发会诊办法的通知']
    """
    return frozenset({_name(header.title), _name(handed_out(header.title) or header.title)})


def documents_named(headers: Mapping[str, Header]) -> dict[str, str]:
    """The document that each name means, by name: the only one that is called so, or the only one of them that nothing succeeded.

    >>> documents_named({"d": Header("关于印发《会诊办法》的通知")})["会诊办法"]
    'd'
    """
    called: dict[str, set[str]] = defaultdict(set)
    for document_id, header in headers.items():
        for name in names(header):
            called[name].add(document_id)
    found = {name: [each for each in those if len(those) == 1 or not headers[each].succession] for name, those in called.items()}
    return {name: those[0] for name, those in found.items() if len(those) == 1}


def name_in(mention: str) -> str:
    """The name in a mention that begins with a title in title marks, as `documents_named` has it; empty where it does not.

    >>> name_in("《中华人民共和国某法》第三条"), name_in("本法第三条")
    ('某法', '')
    """
    return _name(mention[1 : mention.rfind("》")]) if mention.startswith("《") else ""


@lru_cache(maxsize=50_000)
def _name(title: str) -> str:
    return _EDITION.sub("", _SIGNS.sub("", title)).removeprefix("中华人民共和国")


def _start(header: Header) -> str:
    """The day on which a text takes effect; an amended law keeps its first effective date, so that its later day counts."""
    return max(header.effective_date or "", header.issue_date or "")


def _by_version(headers: Mapping[str, Header]) -> Iterator[Following]:
    versions: dict[_Key, list[tuple[str, str]]] = defaultdict(list)
    for document_id, header in headers.items():
        key = _key(header)
        if key and _start(header):
            versions[key].append((_start(header), document_id))
    for those in versions.values():
        later: str | None = None
        for (start, document_id), (next_start, next_id) in reversed(list(pairwise(sorted(those)))):
            # Copies of one version start together, and are all followed by the next.
            later = next_id if next_start > start else later
            if later:
                yield Following(document_id, later, _start(headers[later]))


def _key(header: Header) -> _Key | None:
    """What versions of one text have in common; `None` where a text is no version of anything."""
    name = _name(handed_out(header.title) or header.title)
    if len(name) < _LEAST_NAME or _DRAFT.search(header.title) or not _STANDING.search(name):
        return None
    # Two hospitals may have rules of one name, and so may two places that are not told.
    told = header.level is not Level.UNKNOWN and header.level is not Level.INSTITUTION and (header.place or header.level is Level.NATIONAL)
    return name, str(header.level), header.place, () if told else header.issuers or (header.title, str(id(header)))


def _by_repeal(headers: Mapping[str, Header]) -> Iterator[Following]:
    by_name: dict[str, set[str]] = defaultdict(set)
    by_number: dict[str, set[str]] = defaultdict(set)
    for document_id, header in headers.items():
        for name in names(header):
            by_name[name].add(document_id)
        if header.document_number:
            by_number[header.document_number].add(document_id)
    for document_id, header in headers.items():
        for repeal in header.repeals if not _DRAFT.search(header.title) else ():
            named = by_number.get(repeal.document_number, set()) or by_name.get(_name(repeal.title), set())
            for other in sorted(named - {document_id}):
                if _may_repeal(header, repeal, headers[other]):
                    yield Following(other, document_id, repeal.since or _start(header) or None)


def _may_repeal(header: Header, repeal: Repeal, other: Header) -> bool:
    """Whether a text that is called so is the one that is meant: an earlier one, of the same place."""
    start, other_start = _start(header), _start(other)
    # A text of the same title must be known to be the earlier one.
    is_earlier = other_start < start if start and other_start else _name(other.title) != _name(header.title)
    by_number = bool(repeal.document_number) and repeal.document_number == other.document_number
    return is_earlier and (by_number or (header.level, header.place) == (other.level, other.place))


def _called(header: Header) -> str:
    """How a reader is told of a text, by the standard for marks in marks: 《某市实施〈…〉办法》."""
    title = f"《{header.title.replace('《', '〈').replace('》', '〉')}》"
    return f"{title}（{header.document_number}）" if header.document_number else title
