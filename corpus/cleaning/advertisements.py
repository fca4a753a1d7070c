"""Takes out advertisements that a site put into the sentences of a page it copied."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.cleaning.rewriting import HAN, SPACE
from corpus.offsets import Edit
from corpus.spans import Span
from corpus.tables import rows

# A short line without punctuation, before a line that begins with a closing mark: no sentence begins like that.
_INTERRUPTION = re.compile(rf"\n+(?P<line>[{HAN}A-Za-z0-9]{{2,12}})\n+(?=(?P<mark>[，,、；;：:])\S)")
_SENTENCE_ENDS = frozenset("。！？；：.!?;:")

_HAN = re.compile(f"[{HAN}]")

# Where a site names itself: its menu, its copyright line, its byline, the front of its headlines.
_SELF_NAMES = (
    re.compile(rf">[{SPACE}]*([{HAN}]{{2,6}}|[A-Za-z0-9]{{2,12}})(?:首页|新闻|资讯)"),
    re.compile(rf"(?:版权所有|Copyright)[{SPACE}:：©]*([{HAN}]{{2,6}}|[A-Za-z0-9]{{2,12}})(?=[{SPACE}\n]|All)"),
    re.compile(rf"作者[:：][{SPACE}]*([{HAN}]{{2,6}}|[A-Za-z0-9]{{2,12}})$", re.MULTILINE),
    re.compile(rf"^([{HAN}]{{2,6}}|[A-Za-z0-9]{{2,12}})-(?=[{HAN}])", re.MULTILINE),
)
# A site is taken to be called so if it says so in two of these ways.
LEAST_SELF_NAMES = 2
# Every way needs one of these words, and most texts have none of them.
_CHROME = ("首页", "版权所有", "Copyright")


@dataclass(frozen=True, slots=True)
class _Cues:
    """The data file by kind: patterns as alternations."""

    line: re.Pattern[str]
    hijacker: re.Pattern[str]
    tail: str


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    patterns: dict[str, list[str]] = defaultdict(list)
    for kind, pattern, _ in rows("corpus.cleaning", "advertisements"):
        patterns[kind].append(pattern)
    line, brand, kind, gate = ("|".join(patterns[name]) for name in ("line", "brand", "kind", "gate"))
    # Names of known sites are ordinary words too (江南, 星空), so a kind and a gate have to follow: 江南体育中心 is a place.
    return _Cues(re.compile(line), re.compile(rf"(?:{brand})(?:{kind})+(?:{gate})+(?=[{HAN}])"), rf"(?:{kind}|{gate})+(?=[{HAN}])")


def remove_advertisements(text: str) -> list[Edit]:
    r"""Edits that take out advertising lines that cut a sentence, and names of betting sites glued into one.

    >>> [edit.span for edit in remove_advertisements("提高服务能力\n金沙娱乐城\n，按期评估。")]
    [Span(start=6, end=13)]
    """
    edits: list[Edit] = []
    # Names may lie in one another (the site's own name and a known one): the first to begin, and the longest of them, is the whole.
    for edit in sorted((*_interruptions(text), *_injections(text)), key=lambda edit: (edit.span.start, -edit.span.end)):
        if not edits or edits[-1].span.end <= edit.span.start:
            edits.append(edit)
    return edits


def _interruptions(text: str) -> Iterator[Edit]:
    """Lines that advertise in the middle of a sentence; a comma that the line brought along goes with it."""
    if not any(f"\n{mark}" in text for mark in "，,、；;：:"):
        return
    for found in _INTERRUPTION.finditer(text):
        before = text[found.start() - 1 : found.start()]
        if before and before not in _SENTENCE_ENDS and _cues().line.search(found["line"]):
            doubled = before in "，,、" and found["mark"] in "，,、"
            yield Edit(Span(found.start(), found.end() + doubled), "", "advertisement")


def _injections(text: str) -> Iterator[Edit]:
    """Names of known betting sites, and of the site that the page is from, with an advertising tail, between two Han characters."""
    patterns = [_cues().hijacker]
    if any(word in text for word in _CHROME):
        patterns += [re.compile(re.escape(name) + _cues().tail) for name in _self_names(text)]
    for pattern in patterns:
        for found in pattern.finditer(text):
            if _HAN.match(text[found.start() - 1 : found.start()]):
                yield Edit(Span(*found.span()), "", "advertisement")


def _self_names(text: str) -> list[str]:
    """What the site calls itself in at least two of the ways in which sites do."""
    names = Counter(name for pattern in _SELF_NAMES for name in set(pattern.findall(text)))
    return [name for name, ways in names.items() if ways >= LEAST_SELF_NAMES]
