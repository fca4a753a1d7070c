"""The whole pipeline on any text at all: it never fails, and its edits lead from the original to the clean text."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.cleaning import clean
from corpus.documents import SourceDocument
from corpus.offsets import FOLDING_RULES, apply, in_order

# What the steps look for: marks, spaces, counters, markers, pinyin, traditional and respelled words.
MARKS = "甲乙一条第章年号（）()[],;:!?，。、；：“”》％．３Ａ9.#- \t\n\r\u00a0\u3000\u200b\u2028\ufeff\v"
WORDS = "(zhì)|(qū|??|1、|2、|第一条 |(一)|總則|醫療|步履|轨制|查抄|平易近|年夜在3|3、四级|赌场|\n娱乐城\n,|乐鱼体育app"
PIECES = st.sampled_from([*MARKS, "\n\n", "\r\n", *WORDS.split("|"), "质量安全管理" * 4])
TEXTS = st.lists(PIECES, max_size=60).map("".join)


def document_of(text: str) -> SourceDocument:
    return SourceDocument("id", "a.txt", "a.txt", "sha", text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("\ufeff\u200b\u200b\n")
@example(" \u00a0\u3000总\u00a0则\u00a0")
@example("第\u00a03\u00a0年")
def test_any_text_is_cleaned_traceably(text: str) -> None:
    document = clean(document_of(text))
    assert apply(text, document.edits) == document.text
    assert in_order(document.edits) == document.edits


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_layout_edits_change_no_more_than_white_space(text: str) -> None:
    for edit in clean(document_of(text)).edits:
        if edit.rule == "layout":
            assert not edit.span.of(text).strip("\ufeff\u200b \t\r\n\v\u00a0\u2028\u3000"), edit
            assert edit.replacement in {"", " ", "\n"}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_arbitrary_characters_do_no_harm(text: str) -> None:
    document = clean(document_of(text))
    assert apply(text, document.edits) == document.text


def test_a_clean_text_needs_no_edit() -> None:
    text = "第一条 医疗机构应当建立值班制度（MDT），保存不少于15年。\n\n（一）总则；\n（二）附则。\n"
    assert clean(document_of(text)).edits == ()
    assert clean(document_of(text)).text == text


def test_folding_rules_are_those_that_steps_use() -> None:
    assert {edit.rule for edit in clean(document_of("第 3 条,甲")).edits} <= FOLDING_RULES


def test_without_repair_only_layout_and_width_are_folded() -> None:
    text = "　　急會诊(huìzhěn)应当在１０分钟内到位。\r\n\u200b\n\n\n2016年"
    document = clean(document_of(text), repair=False)
    assert not document.repaired
    assert document.text.startswith("急會诊（huìzhěn）应当在10分钟内到位。\n")
    assert {edit.rule for edit in document.edits} <= FOLDING_RULES
    assert clean(document_of(text)).repaired
