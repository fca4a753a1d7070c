import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import clean
from corpus.documents import Level
from corpus.errors import EmptyDocumentError
from corpus.offsets import Edit
from corpus.parsing import parse
from corpus.spans import Span
from tests.builders import a_clean_document, a_policy, a_source, marked


def test_a_policy_has_all_its_parts():
    policy = a_policy("当前位置：首页 > 通知 > 会诊\n会诊办法\n第一条 急会诊10分钟内到位。\n第二条 依照本办法第一条执行。\n版权所有 某网")
    assert policy.header.title == "会诊办法"
    assert [clause.label for clause in policy.clauses] == ["网页信息第1段", "标题", "第一条", "第二条", "网页信息第2段"]
    assert [reference.target for reference in policy.references] == [policy.clauses[2].clause_id]
    assert len(policy.furniture) == 2


def test_clauses_count_in_the_clean_text():
    policy = a_policy("第一条 急會诊到位。", edits=(Edit(Span(5, 6), "会", "script"),))
    assert policy.clauses[0].own.of(policy.document.text) == "第一条 急会诊到位。"


def test_clause_ids_begin_with_the_document():
    policy = a_policy()
    assert all(clause.clause_id.startswith(f"{policy.document.source.document_id}/") for clause in policy.clauses)


def test_the_same_bytes_give_the_same_policy():
    assert a_policy() == a_policy()


def test_the_caller_s_level_and_place_hold():
    policy = a_policy(level=Level.INSTITUTION, place="合肥市")
    assert (policy.header.level, policy.header.place) == (Level.INSTITUTION, "合肥市")


def test_a_text_without_a_title_goes_by_the_name_of_its_file():
    document = a_clean_document("第一条 医院应当在2小时内报告。", name="值班规定.txt")
    assert parse(document).header.title == "值班规定"


@pytest.mark.parametrize("text", ["", " \n\t　\n", "-----", "……\n\n——"])
def test_a_text_without_a_clause_is_refused_by_name(text):
    with pytest.raises(EmptyDocumentError, match=r"empty\.txt"):
        parse(a_clean_document(text, name="empty.txt"))


@given(st.text(max_size=200))
def test_any_cleaned_text_parses_or_is_empty(text):
    document = clean(a_source(text))
    if any(map(str.isalnum, document.text)):
        assert "".join(clause.own.of(document.text) for clause in parse(document).clauses) == document.text
    else:
        with pytest.raises(EmptyDocumentError):
            parse(document)


@pytest.mark.parametrize(
    "line",
    [
        "2023年6月27日",
        "某市卫生健康委员会",
        "附件：1.表",
        "1.略",
        "某网.png",
        "（一）略",
        "关于会诊的通知",
        "第一章 总则",
        "一是甲",
        "前款",
    ],
)
def test_thousands_of_lines_of_one_kind_take_no_longer_than_others(line):
    started = time.process_time()
    a_policy("\n".join([line] * 4_000))
    assert time.process_time() - started < 2


def test_marks_in_a_fixture_are_read():
    assert marked("【1|各单位】应当【2|报告】。") == ("各单位应当报告。", {"1": Span(0, 3), "2": Span(5, 7)})
