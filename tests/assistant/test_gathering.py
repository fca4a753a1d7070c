"""Which of the chunks that were found are read."""

from dataclasses import replace

from assistant.evidence import ALWAYS_READ, LEAST_SHARE, gather
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

CLAUSES = [f"第{number}条 停车场第{number}号区域应当设置停车标志。\n" for number in "一二三四五六七八"]
RULES = a_policy("某市停车管理办法\n" + "".join(CLAUSES), name="parking.txt")


def clauses_read(scores):
    assistant = an_assistant(RULES)
    found = assistant.find("停车场哪个区域要设置停车标志？")[1]
    hits = [replace(hit, score=score) for hit, score in zip(found, scores, strict=False)]
    return [evidence.hit.score for evidence in gather(hits, assistant.catalogue)]


def test_chunks_far_behind_the_best_are_not_read():
    near, far = LEAST_SHARE + 0.01, LEAST_SHARE - 0.01
    assert clauses_read([1.0, *[near] * ALWAYS_READ, far]) == [1.0, *[near] * ALWAYS_READ]


def test_the_first_few_are_read_however_far_behind_they_are():
    assert clauses_read([1.0, *[0.01] * ALWAYS_READ]) == [1.0, *[0.01] * (ALWAYS_READ - 1)]
