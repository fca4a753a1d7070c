import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import ClauseKind
from corpus.furniture import furniture
from corpus.structure import clauses

PLAN = """关于印发会诊质量行动（2023-2025年）实施方案的通知
某卫办〔2023〕1号
各医疗机构：
现印发给你们。
某市卫生健康委员会
2023年6月27日
会诊质量行动（2023-2025年）实施方案
1、总体要求
(一)指导思想
以患者为中心。
2、工作任务
(一)夯实基础
1.健全组织体系。医疗机构应当成立委员会。
2.完善制度。每年检查2次。
专项行动之一：手术安全行动
到2025年底，死亡率下降。
3.优化机制。
（二）强化过程
4.加强会诊管理。急会诊10分钟内到位。
专项行动之二：病历行动
正确率不低于90%。
5.提高效果。
3、工作要求
(一)加强领导。要亲自抓，下设：1、领导小组；2、办公室。
附件：1.监测指标
2.联系表
截图一.png"""

LAW = """会诊管理办法
（某委员会令第10号）
第一章 总则
第一条 为规范会诊，制定本办法。
第二条 会诊应当及时。
医疗机构应当建立会诊制度：
（一）明确时限；
（二）明确人员。人员包括：
1.请求人员；
2.会诊人员。
前款所称时限由医疗机构规定。
第五条第一项所称的人员不在此列。
第二章 会诊
第三条
急会诊应当在10分钟内到位。
第四条 医疗机构及其医务人员在会诊工作中违反本办法
第二条规定的，责令改正。
第四条之一 本办法自2024年1月1日起施行。"""

LINES = st.sampled_from(
    [
        *PLAN.split("\n"),
        *LAW.split("\n"),
        "",
        "---",
        "目录",
        "附件1",
        "一是甲；二是乙。",
        "十、其他",
        "③略",
        "## 第一节 一般规定",
        "关于修改规定的通知",
        "　",
    ]
)


def labels(text):
    return [clause.label for clause in clauses(text, document_id="d", furniture=furniture(text))]


def by_label(text):
    return {clause.label: clause for clause in clauses(text, document_id="d", furniture=furniture(text))}


def test_a_plan_is_labelled_as_a_person_would():
    assert labels(PLAN) == [
        "标题",
        "正文前第1段",
        "正文前第2段",
        "正文前第3段",
        "落款",
        "正文前第4段",
        "一、",
        "一、（一）",
        "二、",
        "二、（一）",
        "二、（一）1.",
        "二、（一）2.",
        "二、（一）专项行动之一",
        "二、（一）3.",
        "二、（二）",
        "二、（二）4.",
        "二、（二）专项行动之二",
        "二、（二）5.",
        "三、",
        "三、（一）",
        "附件",
        "网页信息第1段",
    ]


def test_a_plan_has_headings_where_a_line_or_first_sentence_is_one():
    found = by_label(PLAN)
    assert found["二、（二）4."].heading == "加强会诊管理"
    assert found["二、（一）专项行动之一"].heading == "手术安全行动"
    assert found["一、（一）"].heading == "指导思想"
    assert found["正文前第3段"].heading == ""


def test_ids_are_paths_of_signs():
    found = by_label(PLAN)
    assert found["二、（二）4."].clause_id == "d/2.2.4"
    assert found["二、（二）4."].parent_id == "d/2.2"
    assert found["二、（一）专项行动之一"].clause_id == "d/2.1.x1"


def test_a_law_has_articles_paragraphs_items_and_subitems():
    assert labels(LAW) == [
        "标题",
        "正文前第1段",
        "第一章",
        "第一条",
        "第二条",
        "第二条第一款",
        "第二条第二款",
        "第二条第二款第（一）项",
        "第二条第二款第（二）项",
        "第二条第二款第（二）项第1目",
        "第二条第二款第（二）项第2目",
        "第二条第三款",
        "第二条第四款",
        "第二章",
        "第三条",
        "第四条",
        "第四条之一",
    ]


def test_a_law_tells_kinds_and_text_of_each_clause():
    found = by_label(LAW)
    assert found["第二条第二款第（一）项"].kind is ClauseKind.ITEM
    assert found["第二条第二款第（二）项第1目"].kind is ClauseKind.SUBITEM
    assert found["第二条第一款"].own.of(LAW) == "会诊应当及时。\n"
    assert found["第二条"].own.of(LAW) == "第二条 "
    assert found["第三条"].span.of(LAW).startswith("第三条\n急会诊")
    assert "第二条规定的，责令改正。" in found["第四条"].own.of(LAW)
    assert found["第一章"].heading == "总则"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("一、会诊\n略。\n二、三级查房\n略。\n三、护理\n略。", ["一、", "二、", "三、"], id="levels-behind-the-number"),
        pytest.param(
            "一、甲\n1.乙\n2.丙\n二、丁\n（一）戊\n3.己",
            ["一、", "一、1.", "一、2.", "二、", "二、（一）", "二、（一）3."],
            id="run-on-numbers",
        ),
        pytest.param("一、甲\n二、乙\n四、丙", ["一、", "二、", "四、"], id="a-number-lost"),
        pytest.param(
            "第一条 医疗机构应当按照本办法的规定组织会诊，但符合\n第三条规定的情形除外。", ["第一条"], id="reference-at-line-start"
        ),
        pytest.param("1.甲\n2.乙\n1.8万元以下", ["1.", "2."], id="decimal"),
        pytest.param("要闻\n首段。\n末段。", ["标题", "第1段", "第2段"], id="no-signs"),
        pytest.param("要闻\n会议提出：一是完善；二是强化。", ["标题", "第1段", "第1段一是", "第1段二是"], id="first-is-second-is"),
        pytest.param("一、甲\n要求：\n一是乙。\n二是丙。\n另有丁。", ["一、", "一、一是", "一、二是", "一、"], id="a-list-over-lines"),
        pytest.param(
            "要点\n一、甲\n二、乙\n丙管理规定\n第一条 丁。",
            ["《要点》", "一、", "二、", "《丙管理规定》", "《丙管理规定》第一条"],
            id="law-behind",
        ),
        pytest.param(
            "一、甲\n二、乙\n某市卫生健康委员会2023年6月27日\n抄送某局", ["一、", "二、", "落款", "正文后第1段"], id="one-line-sign-off"
        ),
        pytest.param("要闻\n会议认为，统一是关键，第二是落实。", ["标题", "第1段"], id="no-list"),
        pytest.param(
            "第一条 有下列情形之一的：（一）甲；（二）乙。", ["第一条", "第一条第（一）项", "第一条第（二）项"], id="items-in-one-line"
        ),
        pytest.param("第一条 依照第二条第（一）、（二）项执行。", ["第一条"], id="items-mentioned"),
        pytest.param(
            "办法\n目录\n第一章 甲\n第二章 乙\n第一章 甲\n第一条 略。\n第二章 乙\n第二条 略。",
            ["标题", "目录", "第一章", "第一条", "第二章", "第二条"],
            id="contents",
        ),
        pytest.param(
            "办法\n第一章 甲\n第二章 乙\n第一章 甲\n第一条 略。\n第二章 乙\n第二条 略。",
            ["标题", "目录", "第一章", "第一条", "第二章", "第二条"],
            id="contents-without-heading",
        ),
        pytest.param(
            "## 一、总则\n第一条 甲。\n## 二、分则\n第二条 乙。", ["一、", "第一条", "二、", "第二条"], id="articles-under-numbers"
        ),
        pytest.param("---\n标题: 甲\n---\n一、乙\n略。", ["文件信息", "一、"], id="front-matter"),
    ],
)
def test_labels(text, expected):
    assert labels(text) == expected


def test_a_plan_that_runs_on_in_one_line_is_divided():
    text = (
        "总结\n2023年，我市推进建设。一、夯实基础（一）提升能力一是建设中心。完成5个。二是加强质控。"
        "（二）加强监管要求各单位落实。二、畅通途径略。"
    )
    assert labels(text) == ["标题", "第1段", "一、", "一、（一）", "一、（一）一是", "一、（一）二是", "一、（二）", "二、"]


def test_a_second_document_is_a_part_named_by_its_title():
    text = (
        "关于印发核心制度要点的通知\n（某卫〔2018〕8号）\n各医院：\n一、首诊\n略。\n二、查房\n略。\n"
        "关于印发《病历管理规定（2013年版）》的通知\n（某卫〔2013〕31号）\n各医院：\n现印发。\n第一条 略。\n第二条 略。"
    )
    found = clauses(text, document_id="d")
    assert [clause.label for clause in found if clause.kind is ClauseKind.PART] == ["《核心制度要点》", "《病历管理规定（2013年版）》"]
    assert [clause.label for clause in found][4:6] == ["二、", "《病历管理规定（2013年版）》"]
    assert found[-1].label == "《病历管理规定（2013年版）》第二条"
    assert found[-1].clause_id == "d/d2.a2"


def test_an_annex_on_its_own_page_is_a_part():
    text = "关于会诊的通知\n各医院：\n一、略。\n二、略。\n某医院\n2023年6月27日\n附件1\n会诊规范\n一、时限\n10分钟内到位。"
    assert labels(text)[-4:] == ["落款", "附件1", "附件1 标题", "附件1 一、"]


def assert_partition(text, found):
    assert "".join(clause.own.of(text) for clause in found) == text
    assert len({clause.clause_id for clause in found}) == len(found)
    by_id = {}
    for clause in found:
        assert clause.own.start == clause.span.start
        assert clause.span.contains(clause.own)
        if clause.parent_id:
            parent = by_id[clause.parent_id]
            assert parent.span.contains(clause.span)
        by_id[clause.clause_id] = clause


@given(st.lists(LINES, max_size=25))
def test_own_texts_put_together_are_the_text(lines):
    text = "\n".join(lines)
    found = clauses(text, document_id="d", furniture=furniture(text))
    if text.strip():
        assert_partition(text, found)
    else:
        assert found == ()


@given(st.text(alphabet="第一二条款章（）()、.。；：1234是附件关于的通知\n 专项行动之", max_size=80))
def test_any_text_is_divided_without_loss(text):
    found = clauses(text, document_id="d")
    assert bool(found) == bool(text.strip())
    if found:
        assert_partition(text, found)


def test_five_hundred_articles_take_under_half_a_second():
    body = "\n".join(
        f"第{number}条 医疗机构应当建立制度：\n（一）明确时限；\n（二）明确人员。\n主管部门应当检查。" for number in range(1, 501)
    )
    spent = []
    for _ in range(3):  # the best of three: a large test process may stop to clean its memory up in any one of them
        started = time.process_time()
        found = clauses(body, document_id="d")
        spent.append(time.process_time() - started)
    assert min(spent) < 0.5
    assert sum(clause.kind is ClauseKind.ARTICLE for clause in found) == 500
