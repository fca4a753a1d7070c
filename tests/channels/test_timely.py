"""Answers by a deadline, with a language model that is quick, slow or broken, and with a server that is busy."""

import asyncio
import time
from dataclasses import dataclass, replace

import pytest

from api.answering import Asked, Told
from api.callers import Caller
from api.channels.timely import InTime, TimelyAnswers
from api.service import Service
from assistant.answers import Answer, NoAnswer
from corpus.errors import QuestionError, StoreError
from tests.api.fakes import URGENT, FakeAssistant, FakeYouju

ASKED = Asked(URGENT, Caller(frozenset(), user_hash="u"), channel="wechat")


@dataclass
class Assistant(FakeAssistant):
    """Takes its time: to word an answer where it has a writer, to extract one where it has none."""

    writer: object = "m"
    wording_seconds: float = 0.0
    extracting_seconds: float = 0.0
    wording_failure: Exception | None = None

    def ask(self, question: str, *, history: tuple[str, ...] = (), place: str = "") -> Answer | NoAnswer:
        time.sleep(self.wording_seconds if self.writer else self.extracting_seconds)
        if self.writer and self.wording_failure:
            raise self.wording_failure
        answer = super().ask(question, history=history, place=place)
        return replace(answer, generated_by="m") if self.writer and isinstance(answer, Answer) else answer


def answered(assistant: Assistant, *, waits: bool = False, seconds: float = 1.0, asked: Asked = ASKED) -> tuple[InTime, Told | None, float]:
    """What is there in time, what comes later, and the seconds until the first."""

    async def ask() -> tuple[InTime, Told | None, float]:
        answers, started = TimelyAnswers(service, waits=waits), time.perf_counter()
        in_time = await answers.answer(asked, ends=asyncio.get_running_loop().time() + seconds)
        taken = time.perf_counter() - started
        later = await in_time.later if in_time.later else None
        answers.close()
        return in_time, later, taken

    youju = FakeYouju()
    youju.assistant = assistant
    service = Service.of(youju)
    try:
        return asyncio.run(ask())
    finally:
        service.close()


def test_a_worded_answer_that_is_there_in_time_is_told():
    in_time, later, _ = answered(Assistant())
    assert (in_time.told.record.mark, later) == ("AI 生成", None)


def test_where_it_is_late_the_extracted_answer_is_told_in_time():
    in_time, later, taken = answered(Assistant(wording_seconds=1.5))
    assert (in_time.told.record.answer, in_time.told.record.mark, later) == ("10分钟内到位。", "", None)
    assert taken < 1


def test_where_late_answers_can_be_sent_the_worded_one_follows():
    in_time, later, _ = answered(Assistant(wording_seconds=1.5), waits=True)
    assert (in_time.told.record.mark, later.record.mark) == ("", "AI 生成")
    assert in_time.told.record.id != later.record.id


def test_a_late_answer_that_is_the_extracted_one_again_does_not_follow():
    class Refuted(Assistant):
        def ask(self, question: str, **context: object) -> Answer | NoAnswer:
            return replace(super().ask(question, **context), generated_by="")

    in_time, later, _ = answered(Refuted(wording_seconds=1.5), waits=True)
    assert (in_time.told.record.mark, later) == ("", None)


def test_a_model_that_fails_leaves_the_extracted_answer():
    in_time, later, _ = answered(Assistant(wording_failure=StoreError("no model")), waits=True)
    assert (in_time.told.record.answer, later) == ("10分钟内到位。", None)


def test_a_question_that_cannot_be_asked_is_told_so():
    with pytest.raises(QuestionError):
        answered(Assistant(), asked=replace(ASKED, question=" "))


@pytest.mark.parametrize(("waits", "follows"), [(True, True), (False, False)])
def test_a_server_that_is_busy_tells_nothing_in_time(waits, follows):
    in_time, later, taken = answered(Assistant(writer=None, extracting_seconds=1.5), waits=waits, seconds=0.2)
    assert (in_time.told, later is not None) == (None, follows)
    assert taken < 1.2
