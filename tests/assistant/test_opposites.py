"""The other of two values that the texts set side by side."""

import re

import pytest

from assistant.opposites import behind_other, denied, other_side, the_other
from assistant.tables import rows

TEXTS = "有三种奖：一等奖、二等奖、三等奖。\n快件当日送到。急件当日送到，普通件三日内送到。\n省级展馆两年一评，市级展馆每年一评。"


@pytest.mark.parametrize(
    ("earlier", "word", "other"),
    [
        pytest.param("急件几日送到", "", "普通", id="by the pairs of words"),
        pytest.param("省级展馆几年一评", "", "市级", id="by the groups of kinds"),
        pytest.param("急件几日送到", "急", "普通", id="one that is denied"),
        pytest.param("急件几日送到", "件", None, id="another word denied"),
        pytest.param("一等奖几人", "", None, id="one of three"),
        pytest.param("快件几日送到", "", None, id="one of none"),
    ],
)
def test_the_other_is_what_one_sentence_sets_beside_it(earlier, word, other):
    found = the_other(earlier, word, TEXTS)
    assert (found[0] if found else None) == other


@pytest.mark.parametrize(
    ("subject", "other"),
    [
        pytest.param("一般", "普通", id="what the texts call it"),
        pytest.param("不急", "普通", id="denied"),
        pytest.param("快", None, id="of no pair"),
    ],
)
def test_a_side_is_called_as_the_texts_call_it(subject, other):
    found = other_side(subject, "急件几日送到", TEXTS)
    assert (found[0] if found else None) == other


def test_a_side_that_is_only_denied_is_not_asked_for_where_no_text_says_it():
    assert denied("不急", "急件几日送到") == "急"
    assert other_side("不急", "急件几日送到", "") is None


def test_another_thing_that_is_named_is_not_the_other_of_two():
    assert behind_other("其他车间", "急件几日送到") is None
    assert behind_other("另一种快件", "到付快件几日送到") == ""


@pytest.mark.parametrize("row", rows("opposites"), ids=lambda row: row[-1])
def test_an_example_names_one_side_and_asks_for_the_other(row):
    one, other, example = row
    earlier, _, follow_up = example.partition("，")
    sides = (one.split(), other.split())
    named = [any(word in earlier for word in side) for side in sides]
    asked = re.sub("的?呢$", "", follow_up)
    assert any(named)
    assert asked in sides[0] + sides[1]
