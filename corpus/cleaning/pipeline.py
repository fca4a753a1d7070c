"""Runs the steps of cleaning one after the other and keeps one exact list of edits over all of them."""

from collections.abc import Sequence
from functools import partial

from corpus.cleaning.advertisements import remove_advertisements
from corpus.cleaning.layout import fold_line_ends, fold_spaces, remove_invisible, remove_padding
from corpus.cleaning.line_joins import join_lines
from corpus.cleaning.ocr_slips import mend_slips
from corpus.cleaning.page_numbers import join_pages
from corpus.cleaning.pinyin import remove_pinyin
from corpus.cleaning.respelling import Dictionary, respell
from corpus.cleaning.rewriting import Step
from corpus.cleaning.script import simplify
from corpus.cleaning.width import fold_width
from corpus.documents import CleanDocument, SourceDocument
from corpus.offsets import FOLDING_RULES, Edit, apply, compose, in_order

# Pinyin goes before brackets are widened, script before words are compared, and words last, in sentences that are whole again.
STEPS: tuple[Step, ...] = (
    remove_invisible,
    remove_pinyin,
    remove_padding,
    simplify,
    fold_line_ends,
    fold_spaces,
    remove_advertisements,
    join_pages,
    join_lines,
    fold_width,
    respell,
)


def repairing_steps(known: Dictionary) -> tuple[Step, ...]:
    """The steps with other respellings than the shipped ones."""
    return (*STEPS[:-1], partial(respell, known=known))


def clean(source: SourceDocument, *, steps: Sequence[Step] = STEPS, repair: bool = True) -> CleanDocument:
    """The document after repair.

    Args:
        source: the document as it was read.
        steps: functions from a text to the edits that it needs; each sees the text as the steps before it left it. Before them the
            slips of recognition are mended, where the text was recognised.
        repair: whether its content is repaired; without, only edits that fold layout or width are made.

    Returns:
        The repaired text, and the edits that lead to it from `source.text` in one step, in order and disjoint.
    """
    # What was recognised is mended first, since the other steps take each character for what it is.
    steps = (mend_slips, *steps) if source.recognised else steps
    text = source.text
    edits: tuple[Edit, ...] = ()
    for step in steps:
        found = in_order(edit for edit in step(text) if repair or edit.rule in FOLDING_RULES)
        if found:
            edits = compose(edits, found, text)
            text = apply(text, found)
    return CleanDocument(source, text, edits, repair)
