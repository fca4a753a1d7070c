"""What a report tells of one body is not told of another one beside it."""

import pytest

from assistant.answers import Answer, NoAnswer
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

REPORT = a_policy(
    "滨海市农机推广现场会召开\n"
    "会上，望湖县、青岭县、白沙县三个县的农机站作了交流。\n"
    "望湖县农机站站长介绍，该站建成烘干中心9个，通过推广新机具，该县水稻机插率由41%提高到68%。\n"
    "青岭县建成机耕道35公里。\n"
    "全市农机合作社共120家，会员满意率93%。\n"
    "会议要求，各县每年至少组织2次机手培训。\n",
    name="bodies.txt",
)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("青岭县的水稻机插率提高到了多少？", id="another place that goes on as 该县"),
        pytest.param("白沙县农机合作社共有多少家？", id="what is told of all together"),
    ],
)
def test_what_is_told_of_another_body_does_not_answer(question):
    assert isinstance(an_assistant(REPORT).ask(question), NoAnswer)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("望湖县的水稻机插率提高到了多少？", "68%", id="the body that the paragraph names"),
        pytest.param("青岭县建成机耕道多少公里？", "35公里", id="the body that the sentence names"),
        pytest.param("白沙县每年至少组织几次机手培训？", "2次", id="what is asked of all"),
    ],
)
def test_what_is_told_of_the_body_does(question, said):
    answer = an_assistant(REPORT).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer
