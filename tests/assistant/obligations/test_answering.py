"""A question for a list of duties is answered with every duty of the register that fits, each in its own words."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.answers import Answer, NoAnswer, Reason
from assistant.events import AnswerFinished, EvidenceFound, StatementVerified
from assistant.obligations.answering import MOST_LISTED, NONE_FOUND, RegisterReplies, answer_of
from assistant.obligations.entries import Page
from assistant.obligations.register import Register
from assistant.service import Assistant
from corpus.documents import Policy
from tests.builders import a_policy
from tests.shelves import ShelfInMemory

TODAY = date(2026, 11, 22)
POLICY = a_policy(
    "某市质控办法\n某市卫生健康委 2026年1月5日\n"
    "第一条 医院应当在每年7月10日、下一年度1月10日前报送质控总结。\n"
    "第二条 各质控中心按季度编发简报，每年组织一次培训。\n"
    "第三条 不得泄露患者信息。挂靠单位不得挪用质控中心经费。\n"
    "第四条 质控中心挂靠单位每年安排专项经费。\n",
    place="合肥市",
)
PLAN = a_policy("某省提升方案（2023-2025年）\n第一条 医院应当在每年7月15日前报送进展。\n", name="plan.txt")


class NothingFound:
    """A search that must not be asked."""

    def search(self, query, *, limit, document_ids=None):
        raise AssertionError(f"A list of duties is searched for: {query!r}")


class Shelf:
    """The policies by id."""

    def __init__(self, *policies: Policy) -> None:
        self._by_id = {policy.document.source.document_id: policy for policy in policies}

    def policy(self, document_id: str) -> Policy:
        return self._by_id[document_id]


def replies(*policies: Policy) -> RegisterReplies:
    return RegisterReplies(Register(ShelfInMemory(*policies), lambda: TODAY), Shelf(*policies), lambda: TODAY)


def lines(question: str, *policies: Policy) -> list[str]:
    reply = replies(*policies).reply(question, "")
    assert isinstance(reply, Answer)
    return reply.answer.split("\n")


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        pytest.param("半年内医院要向谁报送什么", ["第一条"], id="due-in-half-a-year"),
        pytest.param("质控中心每年要做哪些事", ["第二条", "第二条"], id="of-a-body-and-not-of-who-keeps-it"),
        pytest.param("挂靠单位每年要做哪些事", ["第四条"], id="of-who-keeps-it"),
        pytest.param("哪些事不允许做", ["第三条", "第三条"], id="forbidden"),
        pytest.param("合肥市有哪些禁止行为", ["第三条", "第三条"], id="forbidden-at-a-place"),
    ],
)
def test_every_duty_that_fits_is_told_with_its_clause(question, labels):
    reply = replies(POLICY).reply(question, "")
    assert isinstance(reply, Answer)
    assert [citation.clause_label for citation in reply.citations] == labels
    assert [statement.citations for statement in reply.statements] == [(number,) for number in range(1, len(labels) + 1)]
    assert f"共{len(labels)}条，已全部列出。" in reply.notices
    raw = POLICY.document.source.text
    assert all(citation.quote == raw[citation.raw_start : citation.raw_end] for citation in reply.citations)


def test_the_reply_names_who_is_bound_where_the_words_do_not():
    assert lines("质控中心每年要做哪些事", POLICY) == ["各质控中心按季度编发简报", "各质控中心：每年组织一次培训"]


def test_what_falls_due_first_is_told():
    reply = replies(POLICY).reply("医院每年要报送什么", "")
    assert any(notice.startswith("最近到期：2027-01-10，") for notice in reply.notices)


def test_where_nothing_falls_due_in_time_what_recurs_is_told_with_the_reason():
    reply = replies(PLAN).reply("半年内医院要报送什么", "")
    assert isinstance(reply, Answer)
    assert reply.notices[0].startswith("所问期限内没有到期的义务")
    assert any("已结束" in notice for notice in reply.notices)


def test_where_the_register_has_none_no_sentence_is_an_answer():
    reply = replies(POLICY).reply("医师每月要交什么材料", "")
    assert isinstance(reply, NoAnswer)
    assert (reply.answer, reply.reason) == (NONE_FOUND, Reason.NOT_IN_CORPUS)


def test_another_question_is_for_the_texts():
    assert replies(POLICY).reply("急会诊多久到位", "") is None


def test_a_very_long_list_says_how_long_it_is():
    register = Register(ShelfInMemory(POLICY), lambda: TODAY)
    [entry] = register.find_for_question("挂靠单位每年要做哪些事").entries
    many = tuple(replace(entry, stored=replace(entry.stored, raw=entry.stored.raw.shifted(i))) for i in range(MOST_LISTED + 5))
    reply = answer_of("问", Page(many, len(many)), Shelf(POLICY), TODAY)
    assert len(reply.citations) == MOST_LISTED
    assert reply.notices[0].startswith(f"共{MOST_LISTED + 5}条，此处列出前{MOST_LISTED}条")


def test_what_is_not_in_the_stored_original_is_not_told():
    page = Register(ShelfInMemory(POLICY), lambda: TODAY).find_for_question("挂靠单位每年要做哪些事")
    other = replace(POLICY, document=replace(POLICY.document, source=replace(POLICY.document.source, text="别的内容")))
    assert answer_of("问", page, Shelf(other), TODAY) is None


def test_the_stream_of_a_list_ends_with_the_whole_record():
    assistant = Assistant(NothingFound(), Shelf(POLICY), lambda: TODAY, lists=replies(POLICY))
    events = list(assistant.stream("哪些事不允许做"))
    assert [type(event) for event in events] == [EvidenceFound, StatementVerified, StatementVerified, AnswerFinished]
    assert events[-1].answer.elapsed_ms > 0
