"""A citation is proven against the stored original, or not shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.citations import cite, is_proven
from corpus.documents import Anchor, AnchorKind
from corpus.offsets import Edit
from corpus.spans import Span
from tests.builders import TODAY, a_policy

RAW = "第一条 急(jí)会诊在(zài)请求发出后10分钟内到位，普通会诊在24小时内完成。"
POLICY = a_policy(RAW, edits=(Edit(Span(5, 9), "", "pinyin"), Edit(Span(12, 17), "", "pinyin")))


@given(st.data())
def test_every_quote_is_the_original_to_the_character(data):
    text = POLICY.document.text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    citation = cite(1, POLICY, Span(start, end), TODAY)
    assert citation.quote == RAW[citation.raw_start : citation.raw_end]
    if citation.quote:
        assert is_proven(citation, POLICY)


def test_a_changed_quote_or_place_is_not_proven():
    citation = cite(1, POLICY, Span(4, 20), TODAY)
    assert is_proven(citation, POLICY)
    assert not is_proven(replace(citation, quote=citation.quote + "。"), POLICY)
    assert not is_proven(replace(citation, raw_start=citation.raw_start + 1), POLICY)


def test_the_comma_that_joins_is_not_cited():
    end = POLICY.document.text.index("，") + 1
    assert cite(1, POLICY, Span(4, end), TODAY).reading.endswith("到位")


@pytest.mark.parametrize("kind", list(AnchorKind))
def test_a_citation_tells_the_page_paragraph_or_row_that_it_begins_on(kind):
    member = "page" if "page" in kind else str(kind)
    source = replace(POLICY.document.source, anchors=(Anchor(0, kind, 3), Anchor(5, kind, 4), Anchor(30, kind, 5)))
    policy = replace(POLICY, document=replace(POLICY.document, source=source))
    members = ("page", "paragraph", "row")
    places = [{each: getattr(cite(1, policy, span, TODAY), each) for each in members} for span in (Span(0, 10), Span(8, 20))]
    assert places == [{**dict.fromkeys(members), member: number} for number in (3, 4)]


def test_a_plain_text_has_no_pages():
    citation = cite(1, POLICY, Span(4, 20), TODAY)
    assert (citation.page, citation.paragraph, citation.row) == (None, None, None)
