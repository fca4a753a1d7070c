"""How near sentences come to what they do not say, and what that tells of them."""

import pytest

from assistant.evidence import Evidence, gather
from assistant.features import nearness_features
from assistant.weighing import Weigher
from corpus.documents import Level
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

BUILDING = a_policy(
    "某省建设管理办法\n"
    "第一条 施工单位应当在三十日内开工。\n"
    "第二条 施工单位应当在三十日内缴费。\n"
    "第三条 有下列情形之一的，不得开工：\n（一）超过核定人数；\n（二）没有疏散通道。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
)


@pytest.fixture
def featured():
    """Asks, and gives the features of each sentence by its first words behind the number of its clause."""

    def ask(question: str) -> dict[str, dict[str, float]]:
        assistant = an_assistant(BUILDING)
        query, hits = assistant.find(question)
        found = gather(hits, assistant.catalogue)
        weigher = Weigher.of(query, found)
        return {_start(each): nearness_features(query, each, weigher) for each in found}

    return ask


def _start(evidence: Evidence) -> str:
    return evidence.text.split(" ")[-1][:12]


def test_a_sentence_that_says_it_in_another_word_is_closer(featured):
    said, silent = (featured("施工单位多久内动工？")[start] for start in ("施工单位应当在三十日内开", "施工单位应当在三十日内缴"))
    assert said["close"] > silent["close"] + 0.2
    assert said["unmet"] < silent["unmet"]
    assert said["sense"] > silent["sense"]


def test_a_word_of_rules_is_missed_more_than_a_word_of_talk(featured):
    of_rules, of_talk = (
        featured(question)["施工单位应当在三十日内缴"]["unmet"] for question in ("施工单位移交几天？", "施工单位老板几天？")
    )
    assert of_rules > of_talk


def test_what_announces_a_list_is_near_to_its_items(featured):
    item = featured("超过核定人数能动工吗？")["（一）超过核定人数；"]
    assert item["near_close"] > item["close"]


def test_what_the_sentence_holds_is_not_missing(featured):
    features = featured("施工单位三十日内开工吗？")["施工单位应当在三十日内开"]
    assert features["unmet"] == features["worst_unmet"] == 0.0
