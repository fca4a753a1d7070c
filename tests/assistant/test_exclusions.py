"""What a text keeps out of a thing, and what it frees from, asked about with yes or no."""

import pytest

from assistant.answers import Answer
from assistant.freeing import frees_from_asked
from assistant.understanding import understand
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

PARKS = a_policy(
    "某市滨江公园管理办法\n"
    "第一条 进入滨江公园的车辆应当登记车牌，并服从引导。\n"
    "第二条 前条规定的车辆不包括婴儿推车。\n"
    "第三条 摊主在滨江公园出售自种花卉，无需办理摆摊许可证，但应当保持整洁。\n"
    "第四条 摊主办理摆摊许可证的，应当保存进货单据，不得转借许可证。\n",
    name="parks.txt",
)


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        pytest.param("滨江公园要求车辆登记车牌，婴儿推车是否也在登记之列", "不", id="kept out"),
        pytest.param("进入滨江公园的车辆应当登记车牌，轿车是不是也要登记", "是", id="not kept out"),
        pytest.param("摊主在滨江公园出售自己种的花卉，还要办理摆摊许可证吗", "不", id="freed from"),
    ],
)
def test_what_is_kept_out_or_freed_decides(question, opening):
    answer = an_assistant(PARKS).ask(question)
    assert isinstance(answer, Answer)
    assert answer.answer.startswith(opening)


@pytest.mark.parametrize(
    ("question", "text", "frees"),
    [
        pytest.param("摊主卖自种花卉，还要办理摆摊许可证吗", "摊主出售自种花卉，无需办理摆摊许可证。", True, id="from what is asked"),
        pytest.param("摊主卖自种花卉，还要办理摆摊许可证吗", "摊主出售自种花卉，无需缴纳清洁费。", False, id="from another thing"),
        pytest.param("摊主可以转借摆摊许可证吗", "摊主出售自种花卉，无需办理摆摊许可证。", False, id="no duty asked"),
        pytest.param("渔船出海捕鱼靠岸，还要办理摆摊许可证吗", "公益义卖活动，无需办理许可证。", False, id="on another case"),
    ],
)
def test_a_rule_frees_from_the_very_deed(question, text, frees):
    assert frees_from_asked(understand(question), text) is frees
