"""Ends that are told as an event."""

import pytest

from assistant.endings import asks_end, ends_in


@pytest.mark.parametrize(
    ("question", "is_asked"),
    [
        pytest.param("看护要到什么时候为止", True, id="up to when"),
        pytest.param("脚手架一直留到哪天", True, id="up to which day"),
        pytest.param("禁令什么时候结束", True, id="when it ends"),
        pytest.param("要持续到何时", True, id="up to when it goes on"),
        pytest.param("什么时候开业", False, id="when it begins"),
        pytest.param("到什么时候之前要交", False, id="before when"),
        pytest.param("几天内办完", False, id="within how long"),
    ],
)
def test_an_end_is_asked_for(question, is_asked):
    assert asks_end(question) is is_asked


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        pytest.param("派人值守，直至水位退去；", ["直至水位退去"], id="behind 直至"),
        pytest.param("有效期至下一届选举之日止。", ["至下一届选举之日止"], id="up to 止"),
        pytest.param("看护持续到幼鸟离巢。", ["持续到幼鸟离巢"], id="goes on up to"),
        pytest.param("直至今日仍在使用，截至目前共三处，至迟五日内禁止。", [], id="today is no end"),
    ],
)
def test_ends(text, ends):
    assert [end.text for end in ends_in(text)] == ends
