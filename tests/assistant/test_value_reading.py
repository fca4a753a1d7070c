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
