"""The value that is asked for, with its case and its bound, and without its neighbour's where the question tells between them."""

import pytest

from assistant.answers import Answer
from assistant.reading.standings import is_weak
from assistant.understanding import understand
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RULES = a_policy(
    "某市集市管理规定\n"
    "第一条 单次促销活动的时间为三日，最长不超过七日。\n"
    "第二条 摊主应当于每年三月一日至四月十五日，报送上一年度的经营报表。\n"
    "第三条 定期清洗储水箱，每两个月不得少于一次。\n"
    "第四条 灯杆二十米范围内的棚架，高度不得超过六米。\n"
    "第五条 集市失火的，值班员应当立即切断电源，并在两小时内向街道办事处书面报告。\n"
    "第六条 未超过保质期的食品每日检查一次，超过保质期的食品每两小时清理一次。\n"
    "第七条 申请摊位、仓库、冷库的，分别于三日、五日、八日内答复。\n"
    "第八条 新租的摊位交付后五周内、翻新的摊位完工后三周内不得拆改。\n"
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("单次促销活动最长几天？", "最长不超过七日", id="the bound of a value"),
        pytest.param("摊主每年什么时候报送经营报表？", "三月一日至四月十五日", id="no year that is only named"),
        pytest.param("储水箱多久清洗一次？", "每两个月不得少于一次", id="how often, where 定期 says it first"),
        pytest.param("灯杆二十米范围内的棚架高度上限多少米？", "不得超过六米", id="no value that the question says"),
        pytest.param("新收拾的摊位几周内不得拆改？", "五周内、", id="two values in one breath, where no word tells between them"),
        pytest.param("申请仓库几天内答复？", "三日、五日、八日内", id="values told one after the other"),
    ],
)
def test_the_value_is_told(question, said):
    answer = an_assistant(RULES).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


def test_the_value_of_the_other_case_is_left_out():
    answer = an_assistant(RULES).ask("超过保质期的食品多久清理一次？")
    assert isinstance(answer, Answer)
    assert "每两小时" in answer.answer
    assert "每日" not in answer.answer


@pytest.mark.parametrize(
    ("words", "weak"),
    [pytest.param("街道在必要时，", True, id="where it is needed"), pytest.param("在清点完毕后，", False, id="after an event")],
)
def test_what_hardly_tells_a_time(words, weak):
    assert is_weak(understand("借走的帐篷什么时候还"), words) is weak
