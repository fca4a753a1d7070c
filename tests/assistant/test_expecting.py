"""How surely a word is said: by its register and by how many sentences hold it; and what is told by a sentence that says it or does not."""

import pytest

from assistant.evidence import gather
from assistant.expecting import LEAST, MOST, REACHES, expectations, traits, word_features
from assistant.questions import Term
from assistant.tables import toml
from assistant.weighing import Weigher
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RULES = a_policy(
    "某市食品小摊点管理办法\n第一条 食品小摊点应当办理登记证，登记证有效期三年。\n第二条 区市场监督管理部门负责本办法的实施。\n",
    name="stalls.txt",
)
FLAT = dict.fromkeys([*traits(Term(("证",)), 1, 2), "bias"], 0.0)


@pytest.fixture
def models():
    """Words that are written as rules write are sure to be said, the others are not; how often they are said is all the same."""
    return {reach: {**FLAT, "register": 4.0, "bias": -2.0} for reach in REACHES}


@pytest.fixture
def seen():
    """What is found for a question: the sentence that answers, one that does not, and what the words weigh."""
    assistant = an_assistant(RULES)
    query, hits = assistant.find("摆摊的登记证有效期多久？")
    found = gather(hits, assistant.catalogue)
    return {evidence.clause.label: evidence for evidence in found}, Weigher.of(query, found)


def test_a_word_of_rules_is_surer_to_be_said_than_one_of_talk(seen, models):
    _, weigher = seen
    sure = {term.text: p for (term, _), p in zip(weigher.terms, expectations(weigher, models)["own"], strict=True)}
    assert sure["登记证"] > sure["摆摊"]
    assert all(LEAST <= p <= MOST for p in sure.values())


def test_the_sentence_that_says_what_is_expected_stands_above_one_that_does_not(seen, models):
    by_label, weigher = seen
    right, wrong = (word_features(by_label[label], weigher, models) for label in ("第一条", "第二条"))
    assert right["own_expected"] > wrong["own_expected"]
    assert right["own_likelihood"] > wrong["own_likelihood"]
    assert right["own_missed"] < wrong["own_missed"]


def test_a_word_that_no_sentence_holds_is_told_from_one_that_some_hold():
    assert traits(Term(("证",)), 0, 5)["unfound"] == 1.0
    assert traits(Term(("证",)), 1, 5)["unfound"] == 0.0


def test_shipped_models_expect_what_rules_write(seen):
    _, weigher = seen
    shipped = expectations(weigher, toml("weights")["said"])
    assert set(shipped) == set(REACHES)
    assert all(LEAST <= p <= MOST for each in shipped.values() for p in each)
