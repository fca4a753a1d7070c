import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.marking import View, around, blocks
from corpus.offsets import Edit
from corpus.spans import Span
from tests.builders import a_policy

RAW = "某省会诊办法\n第一条 急會诊(huìzhěn)应当在10分钟内到位。\n第二条 按照第一条执行。\n"
POLICY = a_policy(
    RAW, edits=(Edit(Span(12, 13), "会", "script"), Edit(Span(14, 23), "", "pinyin"), Edit(Span(len(RAW) - 1, len(RAW)), "", "layout"))
)
QUOTE = Span(RAW.index("急會"), RAW.index("到位") + 2)


def words(view: View, *, keep=lambda piece: True, **options) -> str:
    return "".join(piece.text for block in blocks(POLICY, view, **options) for piece in block.pieces if keep(piece))


def plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("view", "text"),
    [
        pytest.param(View.CLEAN, "急会诊应当在10分钟内到位", id="clean"),
        pytest.param(View.ORIGINAL, "急會诊(huìzhěn)应当在10分钟内到位", id="original"),
        pytest.param(View.REPAIRS, "急會会诊(huìzhěn)应当在10分钟内到位", id="repairs"),
    ],
)
def test_the_quote_is_marked_in_every_view(view, text):
    assert words(view, quote=QUOTE, keep=lambda piece: piece.marked) == text
    assert [block.clause.label for block in blocks(POLICY, view, quote=QUOTE) if block.cited] == ["第一条"]


def test_each_view_shows_all_of_its_text():
    assert plain(words(View.CLEAN)) == plain(POLICY.document.text)
    assert plain(words(View.ORIGINAL)) == plain(RAW)
    assert plain(words(View.REPAIRS, keep=lambda piece: not piece.removed)) == plain(POLICY.document.text)
    assert plain(words(View.REPAIRS, keep=lambda piece: not piece.added)) == plain(RAW)


@given(st.integers(0, len(RAW)), st.integers(0, len(RAW)), st.sampled_from(View))
def test_no_quote_adds_or_loses_a_character(start, end, view):
    quote = Span(min(start, end), max(start, end))
    assert words(view, quote=quote) == words(view)


def test_a_repair_names_its_rule_and_layout_is_no_repair():
    pieces = [piece for block in blocks(POLICY, View.REPAIRS) for piece in block.pieces if piece.removed]
    assert [(piece.text, piece.rule) for piece in pieces] == [("會", "script"), ("(huìzhěn)", "pinyin")]


def test_a_reference_leads_to_its_clause():
    target = next(clause.clause_id for clause in POLICY.clauses if clause.label == "第一条")
    found = [piece for block in blocks(POLICY, View.CLEAN) for piece in block.pieces if piece.target]
    assert [(piece.text, piece.target) for piece in found] == [("第一条", target)]


def test_around_a_quote_are_the_clauses_near_it():
    assert [clause.label for clause in around(POLICY, QUOTE, characters=0)] == ["第一条"]
    assert [clause.label for clause in around(POLICY, QUOTE, characters=8)][-1] == "第二条"
