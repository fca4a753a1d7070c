"""Lists told in running sentences are found whole, and asked for are told whole."""

import pytest

from assistant.answers import Answer
from assistant.mismatches import asked_number
from assistant.runs import run_at
from assistant.understanding import understand
from corpus.spans import Span
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

MEETING = a_policy(
    "全市菜市场升级推进会召开\n"
    "会上，商务局长于文静通报了全年的进展，已完成改造三十家。\n"
    "于文静强调了做好明年工作的三点意见。一是统一招牌，字号由街道审定。二是分区经营，水产与熟食隔开十米。三是配齐检测，每天公示农残结果。\n"
    "最后，于文静提出工作要求：一要排出工期；二要落实专人；三要每周报送。\n"
)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("提了两点。第一，公开价目。第二，配齐人手。", ["第一，公开价目。", "第二，配齐人手。"]),
        ("各店首先清点库存；其次张榜公示；最后归档备查。", ["首先清点库存；", "其次张榜公示；", "最后归档备查。"]),
        ("分三步走。第一步，自查。第二步，互查。", ["第一步，自查。", "第二步，互查。"]),
        ("重点：（1）看冷柜；（2）看留样。", ["（1）看冷柜；", "（2）看留样。"]),
        (
            "一是把好进口关。新车须验。二是把好出口关。旧车须报废。全年无事故。",
            ["一是把好进口关。新车须验。", "二是把好出口关。旧车须报废。"],
        ),
        ("提出建议，一方面公示结果，另一方面设立信箱。", ["一方面公示结果，", "另一方面设立信箱。"]),
    ],
    ids=["ordinals", "words", "steps", "brackets", "members of several sentences", "sides"],
)
def test_a_run_has_its_members(text, members):
    run = run_at(text, Span(len(text) - 4, len(text) - 3)) or run_at(text, Span(0, 4))
    assert run
    assert [span.of(text) for span in run.members] == members


@pytest.mark.parametrize("text", ["统一是关键，二是次要。", "一是公示。\n三、罚则\n二是复查。", "第一条适用于门店。第二条适用于摊位。"])
def test_no_run_where_none_is_told(text):
    assert run_at(text, Span(0, 4)) is None


@pytest.mark.parametrize(
    "question",
    ["于文静强调的三点意见是哪三点？", "于文静对做好明年工作强调了哪些意见？", "于文静强调的三点意见是什么？"],
)
def test_a_run_is_told_whole(question):
    answer = an_assistant(MEETING).ask(question)
    assert isinstance(answer, Answer)
    assert "统一招牌" in answer.answer
    assert "配齐检测" in answer.answer


def test_a_run_that_is_not_asked_for_as_a_list_is_told_whole():
    answer = an_assistant(MEETING).ask("于文静最后提出了什么工作要求？")
    assert isinstance(answer, Answer)
    assert "每周报送" in answer.answer


@pytest.mark.parametrize(
    ("question", "number"),
    [("会上讲的三条要求是什么", 3), ("两个月是什么", 0), ("第三条是什么", 0), ("评审的四项原则是哪些", 4), ("三个月的押金是什么意思", 0)],
)
def test_a_number_of_things_is_asked_for_without_each(question, number):
    assert asked_number(question) == number


def test_a_count_that_is_asked_for_weighs_little():
    weights = {term.text: term.weight for term in understand("于文静会上讲的三条要求是什么").terms}
    assert weights["三条"] < min(weight for word, weight in weights.items() if word == "会上")


def test_several_things_are_no_time_of_day():
    notice = a_policy("某街道夜市管理通知\n各摊主要守规矩，讲卫生。首先，摊位要按号摆放；其次，油烟要过滤；最后，收摊要清扫地面。\n")
    answer = an_assistant(notice).ask("各摊主要做到哪几点？")
    assert isinstance(answer, Answer)
    assert "清扫地面" in answer.answer
