import pytest

from corpus.references import references
from corpus.structure import clauses

LAW = """会诊办法
第一条 会诊分为两种。
急会诊由值班医师提出。
第二条 有下列情形的，应当会诊：
（一）诊断不明；
（二）前款所称急会诊。
前款情形由科室认定，本条由医务科解释。
第三条 违反本办法第一条第二款、第二条第一款第（一）项和《病历管理规定》第五条、医师法第九条的，依照附件处理。
附件：处理标准"""


def resolved(text):
    return {reference.text: reference.target for reference in references(text, clauses(text, document_id="d"))}


@pytest.mark.parametrize(
    ("mention", "target"),
    [
        ("本办法第一条第二款", "d/a1.p2"),
        ("第二条第一款第（一）项", "d/a2.p1.1"),
        ("《病历管理规定》第五条", None),
        ("第九条", None),
        ("附件", "d/annexes"),
        ("前款", "d/a2.p1"),
        ("本条", "d/a2"),
    ],
)
def test_only_what_surely_points_into_the_policy_has_a_target(mention, target):
    assert resolved(LAW)[mention] == target


def test_a_clause_s_own_sign_is_no_mention():
    assert references("第一条 略。\n第二条 略。", clauses("第一条 略。\n第二条 略。", document_id="d")) == ()


def test_spans_are_those_of_the_mention():
    for reference in references(LAW, clauses(LAW, document_id="d")):
        assert reference.span.of(LAW) == reference.text


def test_each_part_resolves_its_own_articles():
    text = "甲办法\n第一条 略。\n第二条 略。\n关于印发《乙规定》的通知\n各医院：\n现印发。\n第一条 略。\n第二条 依照本规定第一条执行。"
    assert resolved(text)["本规定第一条"] == "d/d2.a1"
