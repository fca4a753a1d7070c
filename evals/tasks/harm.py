"""What cleaning does to texts that need none: every edit of content is one too many, and none may change a number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import CleanDocument
from corpus.offsets import FOLDING_RULES, Edit
from evals.score import CaseResult, Report, Score

TASK = "harm"
PER_CHARACTERS = 100_000

_DIGIT = re.compile("[0-9]")
_WIDE_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}


@dataclass(frozen=True, slots=True)
class Harm:
    """What was done to one text: how many characters it has, and the results of its edits of content and of its changed numbers."""

    source_name: str
    n_characters: int
    content: tuple[CaseResult, ...]
    numbers: tuple[CaseResult, ...]


def judged(document: CleanDocument) -> Harm:
    """The edits of one text that do more than fold layout or width, and the edits that change its digits."""
    content = (edit for edit in document.edits if edit.rule not in FOLDING_RULES)
    numbers = (edit for edit in document.edits if _digits(edit.span.of(document.source.text)) != _digits(edit.replacement))
    return Harm(
        document.source.source_name,
        len(document.source.text),
        tuple(_result(document, edit, "content") for edit in content),
        tuple(_result(document, edit, "number") for edit in numbers),
    )


def report(harms: Sequence[Harm]) -> Report:
    """One result for all texts together, and one for each edit that should not be."""
    n_characters = sum(harm.n_characters for harm in harms)
    content = [result for harm in harms for result in harm.content]
    numbers = [result for harm in harms for result in harm.numbers]
    scores = (
        Score("wrong_edits_per_100000", len(content) * PER_CHARACTERS / max(1, n_characters), f"{n_characters} characters"),
        Score("wrong_numbers", float(len(numbers))),
        Score("untouched", sum(not harm.content for harm in harms) / max(1, len(harms))),
    )
    whole = CaseResult("all", "all texts", passed=not numbers and scores[0].value <= 1, scores=scores)
    return Report(TASK, "", "laws", (whole, *content, *numbers), shows_texts=False)


def _result(document: CleanDocument, edit: Edit, kind: str) -> CaseResult:
    reason = f"{edit.rule} at {edit.span.start}:{edit.span.end} of {document.source.source_name}"
    scores = (Score("wrong_edit", 1.0, reason),)
    reply = f"{edit.span.of(document.source.text)} → {edit.replacement}"
    return CaseResult(f"{document.source.document_id}-{edit.span.start}-{kind}", kind, passed=False, scores=scores, reply=reply)


def _digits(text: str) -> str:
    """All digits in order, full-width ones as ASCII.

    >>> _digits("第１0条")
    '10'
    """
    return "".join(_DIGIT.findall(text.translate(_WIDE_DIGITS)))
