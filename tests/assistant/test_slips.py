"""Slips of the keyboard, mended against the words of the texts and those that everybody knows."""

import pytest

from assistant.slips import corrected
from assistant.vocabulary import AnyWord, WordsOf

LAWS = WordsOf.of(["现任职班子成员应当单独申报职业培训。", "用人单位不得以抱怨为由解除合同。"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("夜里能不能单独职班", "夜里能不能单独值班", id="though the texts have the characters across two words"),
        pytest.param("病人能不能抱怨", "病人能不能抱怨", id="a word that the texts use"),
        pytest.param("张妙一担任什么职务", "张妙一担任什么职务", id="a name"),
        pytest.param("做研究要用几种", "做研究要用几种", id="two words of one character"),
    ],
)
def test_a_word_that_no_dictionary_has_is_the_common_one_that_it_is_typed_for(typed, meant):
    assert corrected(typed, LAWS) == meant


def test_before_any_text_is_at_hand_nothing_is_mended():
    assert corrected("夜里能不能单独职班", AnyWord()) == "夜里能不能单独职班"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("那不急的几天送到", "那不急的几天送到", id="a character that was typed before"),
        pytest.param("考查的呢", "考查的呢", id="an ordinary word"),
        pytest.param("案列的呢", "案例的呢", id="a slip all the same"),
    ],
)
def test_what_leans_on_an_earlier_question_is_not_mended_into_its_texts(typed, meant):
    assert corrected(typed, WordsOf.of(["不及时送到的，列为案例，三日内考察。"]), "急件几天送到") == meant
