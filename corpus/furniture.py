"""Finds what a web site put around a text: breadcrumbs, upload notes, related news, copyright; the cues are rows of `data/furniture.toml`.

Nothing between the first and the last marked line of the numbered body is ever furniture.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby

from corpus.roles import Line, marked_lines
from corpus.spans import Span


@dataclass(frozen=True, slots=True)
class Cue:
    """A line that a web site writes; see the head of `data/furniture.toml` for the members."""

    name: str
    before: bool
    after: bool
    closes: bool
    page: bool
    pattern: re.Pattern[str]
    example: str


CUES: tuple[Cue, ...] = tuple(
    Cue(
        name=row["name"],
        before=row["where"] in {"before", "around"},
        after=row["where"] in {"after", "around"},
        closes=row.get("closes", False),
        page=row.get("page", False),
        pattern=re.compile(row["pattern"]),
        example=row["example"],
    )
    for row in tomllib.loads((files("corpus") / "data" / "furniture.toml").read_text("utf-8"))["cue"]
)

# A line of this length is running text, not a menu.
_RUNNING_TEXT = 60
# So many lines between two of the site's lines are the site's too.
_LINES_BETWEEN = 2
# Signs that only a policy's body has; `1.` also numbers the paragraphs of a copyright note.
_BODY_MARKERS = frozenset({"book", "subbook", "chapter", "section", "article", "special_action", "han_comma", "han_bracket"})
_ENDS_SENTENCE = re.compile(r"[。；：:，,]$")


def furniture(text: str, *, marked: Sequence[Line] | None = None) -> tuple[Span, ...]:
    r"""The stretches of the text that a web site put around the policy, in order, disjoint.

    Args:
        text: the clean text.
        marked: its `marked_lines`, for a caller who has them.

    >>> text = "当前位置：首页 > 通知\n会诊办法\n第一条 急会诊10分钟内到位。\n责任编辑：某某\n热点新闻"
    >>> [span.of(text) for span in furniture(text)]
    ['当前位置：首页 > 通知', '责任编辑：某某\n热点新闻']
    """
    told = marked_lines(text) if marked is None else marked
    all_lines = [line.span for line in told]
    first, last = _body(text, told)
    is_furniture = [False] * len(all_lines)
    _find_before(text, all_lines[:first], is_furniture)
    _find_after(text, all_lines, last + 1, is_furniture)
    runs = groupby(zip(all_lines, is_furniture, strict=True), key=lambda pair: pair[1])
    stretches = [[line for line, _ in run] for found, run in runs if found]
    return tuple(Span(run[0].start, run[-1].end) for run in stretches)


def _body(text: str, told: Sequence[Line]) -> tuple[int, int]:
    """The first and the last line of the body: those that bear a sign, else the first running text, twice."""
    marked = [index for index, line in enumerate(told) if line.mark and line.mark.marker.name in _BODY_MARKERS]
    if marked:
        return marked[0], marked[-1]
    running = (index for index, line in enumerate(told) if len(line.span) >= _RUNNING_TEXT and not _cue(text, line.span, before=True))
    first = next(running, 0)
    return first, first


def _cue(text: str, line: Span, *, before: bool) -> Cue | None:
    written = line.of(text)
    return next((cue for cue in CUES if (cue.before if before else cue.after) and cue.pattern.search(written)), None)


def _find_before(text: str, head: Sequence[Span], is_furniture: list[bool]) -> None:
    """Marks the cues above the body; and all above the last of them where the title stands below it, so that the page's own is a copy."""
    cues = {index: cue for index, line in enumerate(head) if (cue := _cue(text, line, before=True))}
    for index in cues:
        is_furniture[index] = True
    last = max((index for index, cue in cues.items() if cue.page), default=0)
    if last and last + 1 < len(head) and not _ENDS_SENTENCE.search(head[last + 1].of(text)):
        is_furniture[:last] = [True] * last


def _find_after(text: str, all_lines: Sequence[Span], start: int, is_furniture: list[bool]) -> None:
    """Marks the cues below the body, the few short lines between two of them, and all below one that closes the text."""
    previous = len(all_lines)
    for index in range(start, len(all_lines)):
        cue = _cue(text, all_lines[index], before=False)
        if not cue or (len(all_lines[index]) >= _RUNNING_TEXT and not cue.closes):
            continue
        between = all_lines[previous + 1 : index]
        if len(between) <= _LINES_BETWEEN and all(len(line) < _RUNNING_TEXT for line in between):
            is_furniture[previous + 1 : index] = [True] * len(between)
        is_furniture[index] = True
        previous = index
        if cue.closes:
            is_furniture[index:] = [True] * (len(all_lines) - index)
            return
