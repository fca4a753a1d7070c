"""Spans: half-open, in code points."""

import pytest

from corpus.spans import Span


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)], ids=["negative", "reversed"])
def test_an_impossible_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start <= end"):
        Span(start, end)


def test_spans_overlap_only_where_they_share_a_character() -> None:
    assert Span(0, 2).overlaps(Span(1, 3))
    assert not Span(0, 2).overlaps(Span(2, 3))
    assert not Span(0, 2).overlaps(Span(1, 1)) or Span(1, 1).overlaps(Span(0, 2))


def test_a_span_contains_what_lies_inside_it() -> None:
    assert Span(0, 4).contains(Span(0, 4))
    assert not Span(1, 4).contains(Span(0, 2))


@pytest.mark.parametrize(("text", "trimmed"), [("　第一条 ", Span(1, 4)), ("   ", Span(3, 3)), ("条", Span(0, 1))])
def test_trimming_takes_the_white_space_off_both_ends(text: str, trimmed: Span) -> None:
    assert Span(0, len(text)).trimmed(text) == trimmed
