"""Sentences that speak past a question: of another rank, thing, body or year, or that leave the list to somebody else."""

import pytest

from assistant.answers import Answer, NoAnswer, Reason
from assistant.mismatches import asked_number, contrasts
from assistant.tables import rows
from corpus.documents import Level
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RULES = a_policy(
    "某省药械管理办法\n"
    "第一条 医疗器械经营许可证有效期为6年。\n"
    "第二条 护士每年参加继续教育不少于12学时。\n"
    "第三条 短缺品种目录由省药品采购中心制定并公布。\n"
    "第四条 2021年度抽检工作会议在省会召开。\n"
    "第五条 单位违反本办法规定倾倒药渣的，处三万元以上十万元以下罚款。\n"
    "第六条 四级响应由县级指挥部负责指挥。\n"
    "第七条 药渣运输单应当逐单讨论登记。\n"
    "第八条 通过制订药渣处置指南、开展宣传等举措，推动药渣减量。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
)


@pytest.fixture
def assistant():
    return an_assistant(RULES)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("药品经营许可证有效期是几年？", id="another thing"),
        pytest.param("药师每年参加继续教育多少学时？", id="another body"),
        pytest.param("短缺品种目录里列了哪些药？", id="a list that somebody draws up"),
        pytest.param("药渣处置指南具体指哪几条？", id="a thing that is only drawn up"),
        pytest.param("北京市对药械许可证有什么地方规定？", id="a rule of a place that has none"),
        pytest.param("2020年度抽检工作会议在哪里召开？", id="another year"),
        pytest.param("个人倾倒药渣的，罚多少钱？", id="a person where bodies are fined"),
        pytest.param("一级响应由谁负责指挥？", id="another rank"),
        pytest.param("药渣运输单为什么不用登记？", id="a duty that is taken for none"),
    ],
)
def test_what_speaks_past_a_question_does_not_answer_it(assistant, question):
    assert isinstance(assistant.ask(question), NoAnswer)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("医疗器械经营许可证有效期是几年？", "6年"),
        ("护士每年参加继续教育多少学时？", "12学时"),
        ("短缺品种目录由谁制定？", "省药品采购中心"),
        ("单位倾倒药渣的，罚多少钱？", "三万元以上十万元以下"),
        ("四级响应由谁负责指挥？", "县级指挥部"),
    ],
)
def test_what_speaks_of_the_same_does(assistant, question, said):
    answer = assistant.ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


def test_a_false_premise_is_told_with_the_words_of_the_text(assistant):
    answer = assistant.ask("药渣运输单为什么不用登记？")
    assert answer.reason is Reason.FALSE_PREMISE
    assert "应当逐单讨论登记" in answer.answer


@pytest.mark.parametrize(
    ("question", "text", "count"),
    [
        pytest.param("市级卫健委能处罚吗", "县级以上人民政府卫生健康主管部门可以处罚", 0, id="a rank and all above it"),
        pytest.param("医师开的处方由谁审核", "药师应当审核处方", 0, id="a body that is not the subject"),
        pytest.param("护士能不能审核处方", "药师应当审核处方", 1, id="a body that is"),
        pytest.param("省里定的标准要谁批", "由省、自治区、直辖市人民政府报经批准", 0, id="a name of all provinces"),
        pytest.param("市政府几年报告一次", "市、县（市）人民政府应当每届报告", 0, id="a rank among others"),
        pytest.param("县里谁来考核", "市人民政府对县（区）人民政府进行考核", 0, id="a rank with its other kind in brackets"),
        pytest.param("市级评审由谁打分", "打分：市康复医院赵一、市第三医院钱二、临江县卫健委孙三。", 0, id="one of names in a row"),
        pytest.param("市级评审由谁打分", "打分的有：临江县卫健委孙三、市康复医院赵一。", 0, id="the first of names of several ranks"),
        pytest.param("市级检查由谁牵头", "检查由县卫健委、公安局、医保中心牵头。", 1, id="the first of a row speaks for all of it"),
        pytest.param("市里的通知要求报给谁", "由县卫健委收齐报告。", 0, id="a rank that only tells whose text is asked about"),
        pytest.param("地市一级补助多少", "县级补助10万元", 1, id="a rank in other words"),
        pytest.param("省里层面补助多少", "省一级补助10万元", 0, id="both in other words"),
        pytest.param("区县层面补助多少", "市本级补助10万元", 1, id="a lower rank in other words"),
        pytest.param("药品监督管理部门怎么检查医疗器械", "对医疗器械开展抽检", 0, id="a word within a name"),
        pytest.param("中间级的教练每周几节课", "级别最高的教练每周2节", 1, id="a level in fewer words"),
        pytest.param("中间那一级的教练每周几节课", "级别最高的教练每周2节，中间级别的每周3节", 0, id="a level in more words"),
    ],
)
def test_contrasts(question, text, count):
    assert contrasts(question, text) == count


@pytest.mark.parametrize("row", rows("contrasts"), ids=lambda row: row[2])
def test_each_contrast_is_met_by_its_example(row):
    asked, _, said = row[2].partition("：")
    assert contrasts(asked, said) == 1


@pytest.mark.parametrize(
    ("question", "number"),
    [("备案的42项技术分别是什么", 42), ("是哪四句话", 4), ("55个中心都是什么人来", 0), ("第18条分别是什么", 0), ("有哪些", 0)],
)
def test_how_many_things_a_question_asks_for(question, number):
    assert asked_number(question) == number


FIRE = a_policy(
    "某市卫生健康委员会消防演练管理办法\n第二条 县级消防站由市消防支队考核。考核不合格的，限期三个月整改。\n",
    level=Level.CITY,
    place="合肥市",
)


def test_a_sentence_speaks_of_what_was_named_before_it():
    answer = an_assistant(FIRE).ask("县级消防站考核不合格的，整改期限是多久？")
    assert isinstance(answer, Answer)
    assert "三个月" in answer.answer


def test_what_is_told_of_all_others_is_told_of_what_is_not_named():
    asked = "二级医院每年演练几次？"
    assert contrasts(asked, "三级医院每半年演练一次，其他医疗机构每年演练一次。") == 0
    assert contrasts(asked, "三级医院每半年演练一次，并组织其他人员观摩。") == 1
