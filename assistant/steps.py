"""The steps of a rule that tells several tiers of what follows from a deed, and which of them a question is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.offences import is_penalty
from assistant.questions import Query
from assistant.reading.branches import branches, case_end
from assistant.tiers import NOTHING_GAINED, PERSONS, UNITS, Asked, asked_tiers, is_limited, tiers_of, within_limits
from assistant.values import asks_value, values_for
from corpus.sentences import parts, sentences
from corpus.spans import Span

# Where no case ends, what a step opens with: 对个人 of 对个人处一千元以下罚款.
_OPENING = re.compile("[^，。；：]{0,30}?(?=，|处|给予|可以|依法|没收|由)")
_OF_WHOM = re.compile("^并?对[^，。；]{2,40}(?:[，处]|给予|可以|依法|没收|由)")
_ONLY_OF_WHOM = re.compile("对[^，。；]{2,40}[，,]?$")
# What is said of whom is told in the worse case too; money decides where nothing worse is told, and staying stubborn leads to the rest.
_WEIGHTS = {"stubborn": 1, PERSONS: 2, UNITS: 2}
_LIMIT_WEIGHT, _OTHER_WEIGHT = 2, 3
_OF_SOMEBODY = frozenset((PERSONS, UNITS))
# 非经营性: the first two characters tell of what a thing is none.
_IS_NONE = re.compile("非(?=([\u4e00-\u9fff]{2}))(?!法)")


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a rule with the case that it opens with; the first tells the deed, and has no tier. A `part` shares the case before."""

    span: Span
    case: str
    is_first: bool = False
    is_part: bool = False

    @property
    def tiers(self) -> frozenset[str]:
        """The tiers that it is for."""
        return frozenset() if self.is_first else tiers_of(self.case)

    @property
    def is_limited(self) -> bool:
        """Whether it is for a case told by an amount."""
        return is_limited(self.case)


def steps(text: str, within: Span) -> list[Step]:
    """The steps of a rule, in order.

    >>> text = "未公示的，由甲局责令改正；拒不改正的，对单位处五千元罚款，对个人处一百元罚款。"
    >>> [(step.span.of(text), step.case) for step in steps(text, Span(0, len(text)))][1:]
    [('拒不改正的，对单位处五千元罚款，', '拒不改正的，'), ('对个人处一百元罚款。', '拒不改正的，对个人')]
    """
    rows = [branch for sentence in sentences(text, within) for branch in branches(text, sentence)]
    # The deed may be told in several cases; it ends where first something follows from it.
    deed = next((number for number, branch in enumerate(rows) if is_penalty(branch.of(text))), 0)
    rows = [Span(rows[0].start, rows[deed].end), *rows[deed + 1 :]] if rows else []
    return list(_sharing([step for number, branch in enumerate(rows) for step in _steps_of(text, branch, is_first=number == 0)]))


def _sharing(row: Sequence[Step]) -> Iterator[Step]:
    """The steps; one that only says of whom (对乙，处…) shares the case of one before that says it of another (逾期不改正的，对甲，处…)."""
    before = ""
    for step in row:
        shared = before.partition("对")[0] if "对" in before and _ONLY_OF_WHOM.match(step.case) else ""
        before = shared + step.case
        yield replace(step, case=before)


def _steps_of(text: str, branch: Span, *, is_first: bool) -> Iterator[Step]:
    """A branch and what it goes on to say of somebody else, each with its case; that of the deed is no case of what follows."""
    case = text[branch.start : case_end(text, branch)]
    for number, piece in enumerate(_apart(text, branch)):
        opening = _OPENING.match(piece.of(text))
        own = opening[0] if opening and (number or not case) else ""
        yield Step(piece, own if is_first and number else case + own, is_first=is_first and not number, is_part=number > 0)


def _apart(text: str, branch: Span) -> list[Span]:
    """A branch, cut where it goes on to say what somebody else gets: 对个人处…."""
    pieces = parts(text, branch)
    starts = [branch.start, *(piece.start for piece in pieces[1:] if _OF_WHOM.search(piece.of(text)))]
    told = [start for start in starts if start == branch.start or is_penalty(text[branch.start : start])]
    return [Span(start, end) for start, end in pairwise([*told, branch.end])]


def fitting(query: Query, text: str, row: Sequence[Step]) -> Span | None:
    """The stretch of the steps of a rule that a question is about; `None` where it is about no tier of it, or about several.

    A step fits that is for a tier of the question, and for none that the question does not speak of; of those that fit the worst case
    goes first. Where a question only rules tiers out, the one step that is for none of them fits.
    """
    asked = asked_tiers(query.asked)
    open_steps = [step for step in row if _may_fit(query, asked, step) and _tells(query, step.span.of(text))]
    by_amount = any(step.is_limited for step in row if not step.is_first)
    standings = {step.span: _standing(query, asked, step, by_amount=by_amount) for step in open_steps}
    most = max(standings.values(), default=0)
    if most:
        return _joined([span for span, standing in standings.items() if standing == most])
    ruled_out = [step for step in row if step.tiers & asked.denied]
    plain = [step.span for step in open_steps if not step.tiers and not step.is_limited]
    return plain[0] if ruled_out and plain else None


def _joined(spans: Sequence[Span]) -> Span | None:
    """Spans that follow each other as one."""
    apart = any(second.start - first.end > 1 for first, second in pairwise(spans))
    return None if apart else Span(spans[0].start, spans[-1].end)


def _tells(query: Query, text: str) -> bool:
    return bool(values_for(query, text)) if asks_value(query) else is_penalty(text)


def _may_fit(query: Query, asked: Asked, step: Step) -> bool:
    """Whether a question is not about another case than that of a step; only the amount of a deed may be left out."""
    if _is_of_opposite(query.asked, step.case):
        return False
    others = step.tiers - asked.stated - (_OF_SOMEBODY if step.is_part or step.tiers - _OF_SOMEBODY else frozenset())
    if step.is_limited:
        within = within_limits(query.asked, asked, step.case)
        return not others - {NOTHING_GAINED} and not step.tiers & asked.denied and bool(within or (step.is_first and within is None))
    return not others and not step.tiers & asked.denied


def _is_of_opposite(question: str, case: str) -> bool:
    """Whether a case is for things that are none of a kind which a question names, or the other way round.

    >>> _is_of_opposite("营利性的罚多少", "对非营利性的，"), _is_of_opposite("非营利性的罚多少", "对营利性的，")
    (True, True)
    >>> _is_of_opposite("非营利性的罚多少", "对非营利性的，")
    False
    """
    of_none, asks_none = ({match[1] for match in _IS_NONE.finditer(text)} for text in (case, question))
    return any(kind in question and kind not in asks_none for kind in of_none) or any(
        kind in case and kind not in of_none for kind in asks_none
    )


def _standing(query: Query, asked: Asked, step: Step, *, by_amount: bool) -> int:
    """How much of what a question says of tiers a step is for; its amount counts where cases of the rule are told `by_amount`."""
    told = sum(_WEIGHTS.get(tier, _OTHER_WEIGHT) for tier in step.tiers & asked.stated)
    limited = by_amount and step.is_limited and within_limits(query.asked, asked, step.case)
    return told + _LIMIT_WEIGHT * bool(limited)
