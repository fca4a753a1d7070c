"""A value of the deed of the body that a question asks about, and not of another one's in the same article."""

import pytest

from assistant.answers import Answer
from assistant.asked_bodies import acting_first
from tests.assistant.fakes import an_assistant, led_by
from tests.builders import a_policy

RULES = a_policy(
    "某市渡口管理规定\n"
    "第一条 船主对停航决定不服的，可以在接到停航决定之日起二十日内，向作出停航决定的航道站的主管机关提出申诉。"
    "主管机关应当自接到之日起七日内回复。\n"
    "第二条 船主应当每月检查船体，并在五日内将检查记录报送航道站。\n"
)


@pytest.mark.parametrize(
    ("question", "first", "told"),
    [
        pytest.param("对停航决定不服提出申诉后，主管机关几天内要回复？", "船主对", "主管机关应当", id="the body that replies"),
        pytest.param("对停航决定不服，船主几天内要提出申诉？", "主管机关应当", "船主对", id="who asks it"),
        pytest.param("对停航决定不服，几天内要提出申诉？", "主管机关应当", "主管机关应当", id="no body is named"),
        pytest.param("主管机关几天内要回复？", "船主应当", "船主应当", id="what another article tells"),
    ],
)
def test_the_sentence_of_the_asked_body_goes_first(question, first, told):
    query, _, ranked = an_assistant(RULES)._ranked(question, (), "")
    best, *_ = acting_first(query, led_by(ranked, first))
    assert told in best.evidence.text


def test_the_deed_of_the_asked_body_is_told():
    answer = an_assistant(RULES).ask("船主对停航决定不服提出申诉后，主管机关几天内要回复？")
    assert isinstance(answer, Answer)
    assert "七日内" in answer.answer
