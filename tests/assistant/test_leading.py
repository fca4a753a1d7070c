"""Which of the sentences near the best goes first."""

from dataclasses import replace

from assistant.evidence import gather
from assistant.leading import counted_first, doing_first
from assistant.ranking import rank
from assistant.weighing import Weigher
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy


def test_what_lists_just_so_many_goes_first():
    rounds = a_policy(
        "某院病房巡查办法\n第一条 巡查发现的问题，巡查人员应当按照规定处理，并登记、上报、归档、公示。\n"
        "第二条 对巡查发现的问题，按照“当面告知、限期整改、逐项核对”处理。\n"
    )
    assistant = an_assistant(rounds)
    query, hits = assistant.find("巡查发现的问题按哪三句话处理？")
    found = gather(hits, assistant.catalogue)
    ranked = rank(query, found, Weigher.of(query, found))
    assert "逐项核对" in counted_first(query, ranked)[0].evidence.text
    others = [item for item in ranked if "逐项核对" not in item.evidence.text]
    assert counted_first(query, others) == others, "nothing else lists just three"


def test_who_does_a_deed_is_told_by_the_sentence_that_says_by_whom():
    told = a_policy("某县龙舟赛简报\n各乡镇文化站站长、龙舟队队长共60人参加开赛式。\n开赛式由县文体局副局长柳如风主持。\n")
    assistant = an_assistant(told)
    query, hits = assistant.find("龙舟赛开赛式由谁主持？")
    evidences = gather(hits, assistant.catalogue)
    ranked = rank(query, evidences, Weigher.of(query, evidences))
    attended = [replace(item, score=ranked[0].score) for item in ranked if "参加" in item.evidence.text]
    first = doing_first(query, [*attended, *(item for item in ranked if "参加" not in item.evidence.text)])[0]
    assert "柳如风" in first.evidence.text
