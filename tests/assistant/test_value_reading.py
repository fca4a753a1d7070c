"""Of several values in a sentence, the one that is asked for."""

import pytest

from assistant.answers import Answer
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

REPORT = a_policy(
    "某县护理工作总结\n全县登记注册护理员120名，其中持证护理员35名、实习护理员18名，全年登记护理投诉7件。\n", name="report.txt"
)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        pytest.param("全县登记注册的护理员里持证护理员有几名？", "35名", id="the noun right before the word of asking"),
        pytest.param("全县登记注册护理员里实习护理员一共多少名？", "18名", id="its neighbour"),
        pytest.param("全县登记注册护理员有几名？", "120名", id="the whole of which they are parts"),
    ],
)
def test_the_value_of_the_nearest_noun_is_read(question, value):
    answer = an_assistant(REPORT).ask(question)
    assert isinstance(answer, Answer)
    assert answer.short_answer == value


RULES = a_policy(
    "某市停车管理办法\n"
    "第一条 停车场出入口前后二十米内不得设置摊位，每户限租两个车位。\n"
    "第二条 新租户从签约的第二个月开始缴纳停车费，停车场分为三级：一级、二级和三级。\n"
    "第三条 有下列情形之一的，列入失信名单：\n（一）一年内受到三次以上行政处罚的；\n（二）伪造停车凭证的。\n"
    "第四条 停车场未公示收费标准的，由市场监督管理部门责令改正，处五百元以上二千元以下罚款；情节严重的，处二千元以上五千元以下罚款。\n"
    "第五条 擅自占用消防通道停车的，由消防救援机构对单位处五千元罚款，对个人处二百元罚款。\n"
    "第六条 停车场按照每百户不少于二十平方米的标准配置充电场地，每处充电场地不少于三十平方米。\n"
    "第八条 每次停车时间不超过三小时，每日停车总时长不超过十小时。\n"
    "第七条 停车场应当于每季度第一个月的十日前填报停车收入。\n"
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("停车场出入口前后多少米内不能摆摊？", ["二十米"], id="a unit that measures"),
        pytest.param("新租户从第几个月开始缴纳停车费？", ["第二个月"], id="a month by its number"),
        pytest.param("停车场分几个等级？", ["三级"], id="ranks"),
        pytest.param("停车场一年受到几次行政处罚就列入失信名单？", ["三次以上"], id="times that have a consequence"),
        pytest.param("停车场未公示收费标准罚多少？", ["五百元以上二千元以下"], id="the milder penalty is never left out"),
        pytest.param("停车总时长一天不能超过多久？", ["十小时"], id="the period that is asked about"),
        pytest.param("擅自占用消防通道停车罚多少？", ["五千元", "二百元"], id="whose penalty is not said"),
    ],
)
def test_values_of_rules(question, said):
    answer = an_assistant(RULES).ask(question)
    assert isinstance(answer, Answer)
    assert all(words in answer.answer for words in said)


def test_of_two_penalties_the_one_of_whom_is_asked_about():
    answer = an_assistant(RULES).ask("个人擅自占用消防通道停车罚多少？")
    assert isinstance(answer, Answer)
    assert "二百元" in answer.answer
    assert "五千元" not in answer.answer


def test_the_day_of_a_report_is_not_found_early_enough():
    answer = an_assistant(RULES).ask("停车场4月28号才填报停车收入可以吗？")
    assert not answer.answer.startswith(("可以", "是"))


@pytest.mark.parametrize(
    ("rule", "question", "word"),
    [
        ("疫苗接种单位为学生免费接种疫苗。", "学生接种疫苗要交钱吗？", "不"),
        ("图书馆应当无偿提供借阅证明。", "图书馆提供借阅证明可以收费吗？", "不"),
        ("图书馆可以向读者提供借阅证明。", "图书馆开借阅证明要收钱吗？", ""),
    ],
)
def test_what_is_free_need_not_be_paid(rule, question, word):
    answer = an_assistant(a_policy(f"某市公共服务办法\n第一条 {rule}\n第二条 本办法自2024年3月1日起施行。\n")).ask(question)
    assert answer.answer.startswith(word)
    assert word or not answer.answer.startswith(("要", "是", "会"))
