"""Finds lists that a text tells in running sentences: 一是…二是…, 首先…其次…, 第一，…第二，…, each member one sentence or more."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from assistant.tables import rows
from corpus.lines import whole_lines
from corpus.markers import number_in_sign
from corpus.sentences import REMEMBERED_SENTENCES, sentences
from corpus.spans import Span

# Two members whose marks are further apart belong to no one list; neither does a longer lead announce one.
MOST_APART = 600
LONGEST_LEAD = 160

_FEWEST = 2
_LAST = 99
# These also number clauses, which have lines of their own.
_INLINE = {"bracket", "circled", "point"}
_BOUNDARY = "。；;：:！？!?，,、\n”）)"
_ANNOUNCES = re.compile("[：:]$|以下|如下|下列|[两二三四五六七八九十几\\d]+(?:个|项|条|点|大|方面|件|种|步)")


@dataclass(frozen=True, slots=True)
class Run:
    """A list told in running sentences: what announces it, where something does, and its members in order."""

    lead: Span | None
    members: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """The lead and all members."""
        return Span((self.lead or self.members[0]).start, self.members[-1].end)


@dataclass(frozen=True, slots=True)
class _Mark:
    series: str
    number: int
    start: int


def run_at(text: str, sentence: Span) -> Run | None:
    """The shortest run whose lead or member a sentence is; `None` where it stands in none.

    >>> text = "会上提了两点。第一，公开价目。第二，配齐人手。"
    >>> [span.of(text) for span in run_at(text, Span(0, 7)).members]
    ['第一，公开价目。', '第二，配齐人手。']
    """
    near = whole_lines(text, Span(max(sentence.start - 2 * MOST_APART, 0), min(sentence.end + 2 * MOST_APART, len(text))))
    inner = sentence.shifted(-near.start)
    found = [run for run in _runs(near.of(text)) if run.span.overlaps(inner)]
    best = min(found, key=lambda run: len(run.span), default=None)
    return best and Run(best.lead and best.lead.shifted(near.start), tuple(member.shifted(near.start) for member in best.members))


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def _runs(text: str) -> tuple[Run, ...]:
    """All runs of a text."""
    marks = sorted(_marks(text), key=lambda mark: mark.start)
    names = dict.fromkeys(mark.series for mark in marks)
    chains = [chain for name in names for chain in _chains(text, [mark for mark in marks if mark.series == name])]
    return tuple(_run(text, chain) for chain in chains)


@cache
def _series() -> tuple[tuple[str, re.Pattern[str], int], ...]:
    return tuple((name, re.compile(mark), int(number)) for name, mark, number, _ in rows("run_marks"))


def _marks(text: str) -> Iterator[_Mark]:
    """What may open a member: a mark behind the end of a part; the first of a series in words also behind who does it."""
    for name, pattern, number in _series():
        for match in pattern.finditer(text):
            before = text[: match.start()].rstrip(" 　")[-1:]
            bounded = not before or before in _BOUNDARY
            if (bounded or (name == "word" and number == 1)) and not (name in _INLINE and before in {"", "\n"}):
                yield _Mark(name, number or number_in_sign(match[1]) or 0, match.start())


def _chains(text: str, marks: Sequence[_Mark]) -> Iterator[list[_Mark]]:
    """The marks of one series that count on from one, none where there are not two."""
    chain: list[_Mark] = []
    for mark in marks:
        if chain and _goes_on(text, chain[-1], mark):
            chain.append(mark)
        elif mark.number == 1 or (chain and chain[-1].number == _LAST):
            if len(chain) >= _FEWEST:
                yield chain
            chain = [mark] if mark.number == 1 else []
    if len(chain) >= _FEWEST:
        yield chain


def _goes_on(text: str, mark: _Mark, following: _Mark) -> bool:
    """Whether a mark is the next of a run: near, of the next number, and on the same line or at the start of a later one."""
    counts = following.number == mark.number + 1 or (following.number == _LAST and mark.number != _LAST)
    if not counts or following.start - mark.start > MOST_APART:
        return False
    lines = text[mark.start : following.start].split("\n")
    between = [line.strip() for line in lines[:-1] if line.strip()]
    # A line with no mark at its end is a heading, and ends what stands above it.
    return len(lines) == 1 or (following.number != _LAST and not lines[-1].strip() and all(line[-1] in _BOUNDARY for line in between))


def _run(text: str, chain: Sequence[_Mark]) -> Run:
    starts = [mark.start for mark in chain]
    members = [Span(start, end).trimmed(text) for start, end in pairwise(starts)]
    last = Span(starts[-1], starts[-1])
    rest = sentences(text, Span(last.start, whole_lines(text, last).end))
    # Whatever stands behind the last member may be about something else: it has as many sentences as the shortest of the others.
    fewest = min(len(sentences(text, member)) for member in members)
    members.append(Span(rest[0].start, rest[min(fewest, len(rest)) - 1].end))
    return Run(_lead(text, members[0]), tuple(members))


def _lead(text: str, first: Span) -> Span | None:
    """What announces a run: the words before its first mark in the same sentence, else the sentence before it."""
    line = whole_lines(text, first).start
    before = Span(line, first.start).trimmed(text) if text[line : first.start].strip() else _line_above(text, line)
    told = sentences(text, before)[-1:] if before else []
    same_line = line <= (told[0].start if told else -1)
    fits = told and len(told[0]) <= LONGEST_LEAD and (same_line or _ANNOUNCES.search(told[0].of(text)))
    return told[0] if fits else None


def _line_above(text: str, line: int) -> Span | None:
    end = len(text[:line].rstrip())
    return Span(whole_lines(text, Span(end, end)).start, end) if end else None
