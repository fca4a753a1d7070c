import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


LISTS = """会诊条例
第一章 总则
第一条 略。
第二章 会诊
第二条 会诊分为：
（一）急会诊：
1.院内；
2.院外。
（二）普通会诊。
违反前款第二项、第一项第2目规定的，依照《某法》第一条、第二条第一款和本条例第一条处罚。
第三条 略。
略。
违反前两款、本条第二款规定的，依照第二条第一款第一项、第二项，第三条第一款、第二款处理。
第四条 属于第一款规定的，依照民法典（2020年）第一条至第三条和该条第一款，第一项工作照旧。
本条例第二章所称会诊，由本章规定；前条和前项除外。"""


def listed(text):
    return [(reference.text, reference.target) for reference in references(text, clauses(text, document_id="d"))]


def test_a_list_goes_on_with_the_same_law_and_the_same_article():
    first, second = "d/c1.a1", "d/c2.a2"
    third, fourth = "d/c2.a3", "d/c2.a4"
    assert listed(LISTS) == [
        ("前款第二项", f"{second}.p1.2"),
        ("第一项第2目", f"{second}.p1.1.2"),
        ("《某法》第一条", None),
        ("第二条第一款", None),
        ("本条例第一条", first),
        ("前两款", f"{third}.p1"),
        ("本条第二款", f"{third}.p2"),
        ("第二条第一款第一项", f"{second}.p1.1"),
        ("第二项", f"{second}.p1.2"),
        ("第三条第一款", f"{third}.p1"),
        ("第二款", f"{third}.p2"),
        ("第一款", f"{fourth}.p1"),
        ("第一条", None),
        ("第三条", None),
        ("第一款", None),
        ("第二章", "d/c2"),
        ("本章", "d/c2"),
        ("前条", third),
        ("前项", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("甲办法\n第一条 本条例所称会诊。\n本项目由甲办理，第一项工作由乙办理。", id="no-clause-is-meant"),
        pytest.param("甲办法\n第一条 设备及附件应当齐全。", id="parts-of-a-machine"),
        pytest.param("甲办法\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 略。\n第二章 附则\n第二条 略。", id="headings"),
    ],
)
def test_words_that_only_look_like_a_mention_are_none(text):
    assert listed(text) == []


def test_an_annex_that_is_pointed_to_is_a_mention():
    assert listed("甲办法\n第一条 样式见附件。") == [("附件", None)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*LISTS.split("\n"), "附件1", "第三条之一 略。", "（三）前项所称。", "第一节 略", "、第五项", "前三条"])))
def test_any_order_of_lines_has_targets_that_exist(lines):
    text = "\n".join(["会诊条例", *lines])
    found = clauses(text, document_id="d")
    ids = {clause.clause_id for clause in found}
    for reference in references(text, found):
        assert reference.target is None or reference.target in ids
        assert reference.span.of(text) == reference.text
