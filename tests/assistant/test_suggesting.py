import pytest

from assistant.answers import Answer
from assistant.obligations.register import Register
from assistant.service import Assistant
from assistant.suggesting import forms, question_of, suggestions
from corpus.obligations.records import ValueType
from indexing.building import ingest_bytes
from indexing.embedding import load_embedder
from indexing.library import Library
from tests.builders import TODAY

TEXT = """某省会诊管理办法

第一条 急会诊应当在会诊请求发出后10分钟内到位。

第二条 医疗机构应当在每年7月10日前报送会诊工作总结。

第三条 会诊科室应当每月汇总会诊记录。

第四条 会诊记录书写合格率不低于95%。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with Library.open(tmp_path_factory.mktemp("home"), embedder=load_embedder("")) as library:
        library.own()
        ingest_bytes(library, TEXT.encode(), source_name="会诊.md", origin="upload:1")
        library.flush()
        yield library


@pytest.fixture
def register(library):
    return Register(library, lambda: TODAY)


def test_each_form_matches_its_example_and_asks_in_other_words():
    for form in forms():
        assert form.pattern.fullmatch(form.example), form
        assert form.asked not in form.example


def test_a_duty_is_asked_for_by_its_value(register):
    found = {question_of(entry) for entry in register.find().entries} - {""}
    assert found == {
        "急会诊应当在会诊请求发出后多久内到位？",
        "医疗机构在什么时候前报送会诊工作总结？",
        "会诊科室多久汇总会诊记录？",
        "会诊记录书写合格率不低于多少？",
    }


def test_what_is_suggested_is_answered_with_the_clause_of_the_duty(library, register):
    found = suggestions(library, register, lambda: TODAY, limit=3)
    assert 0 < len(found) <= 3
    assistant = Assistant(library.searcher, library, lambda: TODAY)
    for question in found:
        answer = assistant.ask(question)
        assert isinstance(answer, Answer)
        assert answer.citations[0].document_id == library.documents()[0].document_id


def test_no_text_suggests_nothing(tmp_path):
    with Library.open(tmp_path, embedder=load_embedder("")) as empty:
        assert suggestions(empty, Register(empty, lambda: TODAY), lambda: TODAY, limit=6) == ()


def test_every_type_of_value_can_be_asked_for():
    assert {form.type for form in forms()} == set(ValueType)
