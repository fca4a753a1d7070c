"""The register finds all that was asked for, those due next first, and no more."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.obligations.entries import Page
from assistant.obligations.filters import Filters, kinds_of
from assistant.obligations.register import Register
from corpus.documents import Validity
from corpus.errors import QuestionError
from tests.shelves import ShelfInMemory

TODAY = date(2026, 11, 22)


def dues(page: Page) -> list[str]:
    return [entry.next_due.isoformat() if entry.next_due else "" for entry in page.entries]


def labels(page: Page) -> list[str]:
    return [entry.stored.clause_label for entry in page.entries]


def test_all_are_found_those_due_next_first_then_in_the_order_of_the_text(register: Register) -> None:
    page = register.find()
    assert page.total == 10
    assert dues(page) == ["2026-11-30", "2026-12-31", "2026-12-31", "2027-01-10", "2027-07-10", "", "", "", "", ""]
    assert labels(page)[:8] == ["第三条", "第四条", "第五条", "第二条", "第一条", "第六条", "第七条", "第八条"]


def test_next_occurrences_while_the_plan_runs_are_those_worked_out_by_hand(register_on: Callable[[date], Register]) -> None:
    found = {entry.stored.reading: entry.next_due for entry in register_on(date(2025, 7, 12)).find().entries}
    assert found["医疗机构每年7月10日前向质控中心报送总结"] == date(2026, 7, 10)
    assert found["医疗机构每年7月15日前报送材料"] == date(2025, 7, 15)
    assert found["下一年度1月15日前报送全年材料"] == date(2026, 1, 15)
    assert found["每半年开展一次培训"] == date(2025, 12, 31)
    assert found["每季度发布一次简报"] == date(2025, 9, 30)
    assert found["每月组织一次讨论"] == date(2025, 7, 31)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param(Filters(actor="临床科室主任"), 7, id="actor-and-what-binds-wider"),
        pytest.param(Filters(actor="质控中心"), 3, id="actor-and-everyone"),
        pytest.param(Filters(kinds=kinds_of(["must_not"])), 1, id="modality"),
        pytest.param(Filters(kinds=kinds_of(["deadline"])), 6, id="value-type"),
        pytest.param(Filters(kinds=kinds_of(["must", "may", "frequency"])), 3, id="modality-and-value-type"),
        pytest.param(Filters(place="滨海市"), 8, id="place"),
        pytest.param(Filters(place="安徽省"), 2, id="other-place"),
        pytest.param(Filters(validity=frozenset({Validity.ENDED})), 2, id="validity"),
        pytest.param(Filters(due_before=date(2026, 12, 31)), 3, id="due-before-takes-the-day"),
        pytest.param(Filters(due_from=date(2027, 1, 1), due_before=date(2027, 12, 31)), 2, id="due-window"),
        pytest.param(Filters(due_from=date(2027, 1, 1)), 2, id="due-from-needs-a-day"),
        pytest.param(Filters(every_months=6), 3, id="recurs-at-least-half-yearly"),
        pytest.param(Filters(words=("报送", "全年")), 2, id="words-that-all-occur"),
        pytest.param(Filters(words=("简报|培训",)), 2, id="words-either"),
        pytest.param(Filters(actor="医疗机构", words=("报送",), place="安徽省"), 2, id="several"),
        pytest.param(Filters(actor="火星站"), 0, id="nobody"),
        pytest.param(Filters(document_id="none"), 0, id="no-such-document"),
    ],
)
def test_filters_keep_what_meets_them(register: Register, filters: Filters, expected: int) -> None:
    assert register.find(filters).total == expected


def test_pages_follow_each_other_without_gaps(register: Register) -> None:
    pages = [register.find(offset=offset, limit=3) for offset in (0, 3, 6, 9, 12)]
    assert [len(page.entries) for page in pages] == [3, 3, 3, 1, 0]
    assert {page.total for page in pages} == {10}
    assert [label for page in pages for label in labels(page)] == labels(register.find())


def test_a_change_of_the_library_is_seen_at_once(register: Register, shelf: ShelfInMemory) -> None:
    assert register.find().total == 10
    shelf.policies.pop()
    assert register.find().total == 10
    shelf.changes += 1
    assert register.find().total == 8


def test_what_was_removed_while_it_was_listed_is_left_out(register: Register, shelf: ShelfInMemory) -> None:
    register.find()
    shelf.obligations._stored.clear()
    assert register.find().entries == ()


def test_a_duty_that_could_not_be_read_stays_and_is_never_due(register: Register) -> None:
    (entry,) = [entry for entry in register.find().entries if entry.stored.obligation.problems]
    assert (entry.next_due, entry.schedules, entry.uid) == (None, (), "")


def test_an_empty_register_has_nothing() -> None:
    assert Register(ShelfInMemory(), lambda: TODAY).find(Filters(actor="医院", words=("报送",), place="安徽省")).total == 0


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(QuestionError, match=r"no kind 'duty'.*must_not.*threshold"):
        kinds_of(["duty"])


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("半年内医院要向谁报送什么", ["第二条"], id="due-within-half-a-year"),
        pytest.param("一年内医院要报送什么", ["第二条", "第一条"], id="due-within-a-year"),
        pytest.param("质控中心每年要做哪些事", ["第四条", "第五条"], id="recurs-each-year"),
        pytest.param("质控中心每季度要做哪些事", ["第四条"], id="recurs-each-quarter"),
        pytest.param("哪些事不允许做", ["第六条"], id="prohibitions"),
        pytest.param("滨海市有哪些事不得做", ["第六条"], id="place-named"),
    ],
)
def test_a_question_for_a_list_gets_every_matching_duty(register: Register, question: str, found: list[str]) -> None:
    page = register.find_for_question(question)
    assert page is not None
    assert (labels(page), page.total) == (found, len(found))
    assert all(entry.stored.quote for entry in page.entries)


def test_the_place_of_the_asker_narrows_a_list(register: Register) -> None:
    page = register.find_for_question("哪些事不允许做", place="安徽省")
    assert page is not None
    assert page.total == 0


@pytest.mark.parametrize(
    "question",
    ["开展新技术之前医院要做哪几件事", "控烟方面要开展什么专项工作", "代理人申请复制病历应当提供哪些材料", "用药前医师要做什么工作"],
)
def test_a_question_with_a_topic_of_its_own_is_not_for_the_register(register: Register, question: str) -> None:
    assert register.find_for_question(question) is None


@pytest.mark.parametrize(
    "question",
    ["我们医院每个月要交什么材料", "院长的职责有哪些", "安徽省的医院每年要报送什么", "今年底前要完成哪些工作", "本季度质控中心要做什么"],
)
def test_who_when_and_how_strongly_is_for_the_register(register: Register, question: str) -> None:
    assert register.find_for_question(question) is not None


@pytest.mark.parametrize("question", ["急会诊多久到位", "会诊是什么意思", "医院有多少张床", "谁主持质控中心工作", ""])
def test_a_question_for_one_thing_is_not_for_the_register(register: Register, question: str) -> None:
    assert register.find_for_question(question) is None
