"""Which version of a text answers: the one that binds today, or the one that was in force at the time that a question names."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.answers import Answer, NoAnswer
from assistant.versions import left_aside, moment_of
from corpus.documents import Level, Policy
from corpus.succession import Following
from tests.assistant.fakes import an_assistant
from tests.builders import TODAY, a_policy


def a_version(effective_date: str, body: str) -> Policy:
    policy = a_policy(f"某省巡诊管理办法\n{body}", name=f"{effective_date}.txt", level=Level.PROVINCIAL, place="安徽省")
    header = replace(policy.header, title="安徽省巡诊管理办法", effective_date=effective_date, issue_date=effective_date)
    return replace(policy, header=header)


FIRST = a_version("2012-05-01", "第一条 巡诊队每周至少巡诊1次。\n第二条 巡诊记录保存不少于3年。\n第三条 巡诊箱由队长保管。\n")
SECOND = a_version("2018-05-01", "第一条 巡诊队每周至少巡诊2次。\n第二条 巡诊记录保存不少于10年。\n")
THIRD = a_version("2027-01-01", "第一条 巡诊队每周至少巡诊4次。\n第二条 巡诊记录保存不少于30年。\n")


@pytest.mark.parametrize(
    ("question", "value", "notice"),
    [
        pytest.param("巡诊记录保存多少年？", "10年", "", id="what binds today"),
        pytest.param("2014年巡诊记录要保存多少年？", "3年", "以上是2014年12月31日有效的版本。", id="a year"),
        pytest.param("二〇一四年巡诊记录要保存多少年？", "3年", "以上是2014年12月31日有效的版本。", id="a year in Chinese numerals"),
        pytest.param("2018年4月的时候，巡诊记录要保存多少年？", "3年", "以上是2018年4月30日有效的版本。", id="a month before the change"),
        pytest.param("2018年5月1日巡诊记录要保存多少年？", "10年", "以上是2018年5月1日有效的版本。", id="the day of the change"),
        pytest.param("2027年版的办法，巡诊记录保存多少年？", "30年", "以上是2027年12月31日有效的版本。", id="a version to come"),
        pytest.param("旧版办法里，巡诊记录保存多少年？", "3年", "以上是现行版本之前的版本。", id="the version before"),
        pytest.param("2010年巡诊记录要保存多少年？", "3年", "现有文件中没有2010年12月31日有效的版本", id="before there was any"),
    ],
)
def test_the_version_in_force_then_answers(question, value, notice):
    answer = an_assistant(FIRST, SECOND, THIRD).ask(question)
    assert isinstance(answer, Answer)
    assert value in answer.answer
    assert {citation.document_id for citation in answer.citations} == {answer.citations[0].document_id}
    assert any(each.startswith(notice) for each in answer.notices) if notice else not any("版本" in each for each in answer.notices)
    assert answer.question == question


def test_what_no_later_version_says_is_told_with_the_notice_that_it_binds_no_more():
    superseded = replace(FIRST, header=replace(FIRST.header, succession=None))
    answer = an_assistant(superseded, SECOND).ask("巡诊箱由谁保管？")
    assert isinstance(answer, Answer)
    assert "队长" in answer.answer


def test_the_other_version_is_not_heard_as_one_that_says_otherwise():
    answer = an_assistant(FIRST, SECOND).ask("巡诊队每周巡诊几次？")
    assert isinstance(answer, Answer)
    assert "2次" in answer.answer
    assert "1次" not in answer.answer


def test_a_clause_at_an_address_is_that_of_the_version_asked_about():
    assistant = an_assistant(FIRST, SECOND)
    asked = [assistant.ask(f"{time}巡诊管理办法第二条说什么？").answer for time in ("", "2014年的")]
    assert [("10年" in answer, "3年" in answer) for answer in asked] == [(True, False), (False, True)]


def test_a_year_that_chooses_no_version_stays_what_is_asked():
    lone = a_policy("某县卫生工作总结\n2023年全县建成巡诊队12支。\n")
    assert isinstance(an_assistant(lone).ask("2023年全县建成巡诊队多少支？"), Answer)
    assert isinstance(an_assistant(lone).ask("2019年全县建成巡诊队多少支？"), NoAnswer)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("2016年2月规定几次", "2016-02-29"),
        ("2026年规定几次", "2026-11-22"),
        ("2026年3月规定几次", "2026-03-31"),
        ("去年规定几次", "2025-12-31"),
        ("What did it say in 2014?", "2014-12-31"),
    ],
)
def test_the_last_day_of_the_time_named(question, day):
    moment = moment_of(question, TODAY)
    assert moment
    assert moment.day == day


@pytest.mark.parametrize("question", ["2014年和2019年有什么区别", "2014年13月规定几次", "某卫〔2014〕8号规定几次", "巡诊几次"])
def test_no_single_time_is_named(question):
    assert moment_of(question, TODAY) is None


def test_of_a_chain_of_versions_all_but_one_are_left_aside():
    chain = (Following("a", "b", "2012-01-01"), Following("b", "c", "2018-01-01"))
    years = {year: left_aside(chain, moment_of(f"{year}年", TODAY), TODAY) for year in (2010, 2014, 2020)}
    assert years == {2010: {"b", "c"}, 2014: {"a", "c"}, 2020: {"a", "b"}}
    assert left_aside(chain, None, date(2016, 1, 1)) == {"a", "c"}
    assert left_aside(chain, moment_of("旧版", TODAY), TODAY) == {"a", "c"}
