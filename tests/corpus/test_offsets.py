"""Edits and offset maps: one list composed over several passes does what the passes do, and leads every span back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.offsets import Edit, OffsetMap, apply, compose, in_order
from corpus.spans import Span

RULES = ("layout", "width", "script", "respelling")
TEXTS = st.text(alphabet="甲乙丙丁(x) ，\n", min_size=1, max_size=40)


@st.composite
def edits_of(draw: st.DrawFn, text: str, *, insertions: bool) -> tuple[Edit, ...]:
    """Edits of the text, in order: replacements, deletions and, where wanted, insertions."""
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10)))
    edits = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        replacement = draw(st.text(alphabet="戊己庚", max_size=3))
        if end > start or (replacement and insertions):
            edits.append(Edit(Span(start, end), replacement, draw(st.sampled_from(RULES))))
    return in_order({edit.span: edit for edit in edits}.values())


@st.composite
def passes(draw: st.DrawFn, *, insertions: bool = True) -> tuple[str, str, tuple[Edit, ...]]:
    """A text, what one to four passes make of it, and the passes composed."""
    raw = draw(TEXTS)
    text, composed = raw, ()
    for _ in range(draw(st.integers(1, 4))):
        edits = draw(edits_of(text, insertions=insertions))
        composed = compose(composed, edits, text)
        text = apply(text, edits)
    return raw, text, composed


@given(passes())
def test_composed_edits_do_what_the_passes_do(made: tuple[str, str, tuple[Edit, ...]]) -> None:
    raw, clean, edits = made
    assert apply(raw, edits) == clean
    assert in_order(edits) == edits


@given(passes(insertions=False), st.data())
def test_the_original_of_a_span_reads_so_when_cleaned(made: tuple[str, str, tuple[Edit, ...]], data: st.DataObject) -> None:
    raw, clean, edits = made
    offsets = OffsetMap.of(edits)
    start = data.draw(st.integers(0, len(clean)))
    span = Span(start, data.draw(st.integers(start, len(clean))))
    quote = offsets.to_raw(span)
    whole = offsets.to_clean(quote)
    inside = [Edit(edit.span.shifted(-quote.start), edit.replacement, edit.rule) for edit in edits if quote.contains(edit.span)]
    assert apply(quote.of(raw), inside) == whole.of(clean)
    assert whole.contains(span) or not span


@given(passes(), st.data())
def test_untouched_characters_lead_there_and_back(made: tuple[str, str, tuple[Edit, ...]], data: st.DataObject) -> None:
    raw, clean, edits = made
    touched = {place for edit in edits for place in range(edit.span.start, edit.span.end)}
    untouched = [place for place in range(len(raw)) if place not in touched]
    offsets = OffsetMap.of(edits)
    for place in untouched:
        there = offsets.to_clean(Span(place, place + 1))
        assert there.of(clean) == raw[place]
        assert offsets.to_raw(there) == Span(place, place + 1)


CASES = {
    "deleted text at the end is left out": (Span(0, 1), Span(0, 1)),
    "deleted text inside is taken in": (Span(0, 2), Span(0, 9)),
    "a replaced character leads to its original": (Span(1, 2), Span(8, 9)),
    "an empty span stays empty": (Span(0, 0), Span(0, 0)),
}


@pytest.mark.parametrize(("clean", "raw"), CASES.values(), ids=CASES.keys())
def test_spans_are_mapped_tightly(clean: Span, raw: Span) -> None:
    offsets = OffsetMap.of([Edit(Span(1, 8), "", "pinyin"), Edit(Span(8, 9), "业", "script")])
    assert offsets.to_raw(clean) == raw


def test_a_span_that_ends_inside_an_edit_is_mapped_to_the_whole_edit() -> None:
    offsets = OffsetMap.of([Edit(Span(2, 6), "配置", "respelling")])
    assert offsets.to_raw(Span(0, 3)) == Span(0, 6)
    assert offsets.to_raw(Span(3, 5)) == Span(2, 7)
    assert offsets.to_clean(Span(4, 7)) == Span(2, 5)


def test_a_merged_edit_is_named_after_the_repair_of_content() -> None:
    first = [Edit(Span(0, 2), "甲", "script")]
    assert [edit.rule for edit in compose(first, [Edit(Span(0, 1), "", "layout")], "甲乙")] == ["script"]
    assert [edit.rule for edit in compose(first, [Edit(Span(0, 1), "丙", "respelling")], "甲乙")] == ["respelling"]


@pytest.mark.parametrize("second", [Span(1, 3), Span(0, 2)], ids=["overlapping", "at the same place"])
def test_edits_that_collide_are_refused(second: Span) -> None:
    with pytest.raises(ValueError, match="overlap"):
        in_order([Edit(Span(0, 2), "", "layout"), Edit(second, "", "layout")])
