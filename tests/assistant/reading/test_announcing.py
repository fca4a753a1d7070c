"""What a thing holds stands in a list behind the sentence that names the thing."""

import pytest

from assistant.answers import Answer
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RULES = a_policy(
    "某市集市管理规定\n"
    "第一条 水产摊主进货应当查看货源，建立水产进货台账制度。批发的还应当建立销货台账。台账事项包括：\n"
    "（一）货名、斤两；\n"
    "（二）产地；\n"
    "（三）供货人。\n"
    "台账由摊主收好。\n"
)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("水产摊主建立的水产进货台账要登记哪些内容？", id="what it holds"),
        pytest.param("水产进货台账里要写明哪些？", id="what is written there"),
    ],
)
def test_what_a_thing_holds_is_told(question):
    answer = an_assistant(RULES).ask(question)
    assert isinstance(answer, Answer)
    assert all(said in answer.answer for said in ("货名", "产地", "供货人"))
    assert "收好" not in answer.answer


def test_another_question_gets_the_sentence():
    answer = an_assistant(RULES).ask("谁要建立水产进货台账制度？")
    assert isinstance(answer, Answer)
    assert "货名" not in answer.answer
