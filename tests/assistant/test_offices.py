"""Who holds an office that a question asks about."""

import pytest

from assistant.offices import names_one
from assistant.understanding import understand


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("市文化局局长周立民出席。", True, id="behind the office"),
        pytest.param("局长任平讲话。", True, id="behind the office alone"),
        pytest.param("馆长由市文化局局长兼任。", False, id="only the office"),
        pytest.param("市文化局局长应当签字。", False, id="what the office has to do"),
    ],
)
def test_a_person_is_named_behind_the_office(text, names):
    assert names_one(understand("市文化局局长叫什么"), text) is names


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("市文旅局副局长柳如风出席开幕式并讲话。", True, id="an office with a name"),
        pytest.param("市文旅局局长和各馆馆长出席开幕式。", False, id="offices alone"),
    ],
)
def test_who_had_an_office_that_the_question_does_not_name(text, named):
    asked = understand("在开幕式上讲话的领导是谁，担任什么职务？", history=(), place="")
    assert names_one(asked, text) is named
