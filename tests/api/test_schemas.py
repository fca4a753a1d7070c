import json
from dataclasses import replace
from datetime import date

import pytest

from api.schemas.answers import AnswerRecord
from api.schemas.documents import DocumentRecord, FullDocumentRecord
from api.schemas.hits import HitRecord
from corpus.documents import Contact, Header, Level, Period, Policy, Succession
from corpus.offsets import Edit, apply
from corpus.spans import Span
from tests.api.fakes import CONSULTATION, TODAY, FakeLibrary, an_answer, no_answer
from tests.builders import a_policy, a_source

# The records of the contract, member by member, in the order in which they stand there.
MEMBERS = {
    "answer": """id question standalone_question created_at status answer short_answer statements citations notices reason nearest
        confidence elapsed_ms generated_by mark dropped""",
    "citation": """number document_id source_name title document_number issuer level place validity clause_id clause_label quote reading
        raw_start raw_end page paragraph row""",
    "document": """document_id source_name sha256 title document_number issuers level place issue_date effective_date period validity""",
    "additions": "repaired contact succession header_spans",
    "edit": "raw_start raw_end replacement rule",
    "clause": "clause_id parent kind label raw_start raw_end",
    "hit": "document_id source_name clause_id clause_label raw_start raw_end score",
}


def members(record: str) -> list[str]:
    return MEMBERS[record].split()


@pytest.mark.parametrize(
    ("answer", "status"), [pytest.param(an_answer(), "answered", id="answered"), pytest.param(no_answer(), "no_answer", id="no-answer")]
)
def test_answer_record_has_the_members_of_the_contract_in_order(answer, status):
    record = json.loads(AnswerRecord.from_answer(answer).model_dump_json())
    assert list(record) == members("answer")
    assert record["status"] == status
    assert record["created_at"] == "2026-11-22T08:00:00Z"
    for citation in record["citations"] + record["nearest"]:
        assert list(citation) == members("citation")


def test_answered_record_carries_the_citation_as_it_is():
    record = json.loads(AnswerRecord.from_answer(an_answer()).model_dump_json())
    citation = record["citations"][0]
    raw = CONSULTATION.document.source.text
    assert citation["quote"] == raw[citation["raw_start"] : citation["raw_end"]] == "急會诊(huìzhěn)应当在10分钟内到位。"
    assert (citation["level"], citation["validity"], citation["page"]) == ("provincial", "ended", None)
    assert (record["reason"], record["nearest"], record["elapsed_ms"]) == (None, [], 6.1)


def test_no_answer_record_cites_nothing_and_keeps_the_nearest_apart():
    record = json.loads(AnswerRecord.from_answer(no_answer()).model_dump_json())
    assert (record["reason"], record["short_answer"], record["statements"], record["citations"]) == ("detail_not_stated", "", [], [])
    assert len(record["nearest"]) == 1


def test_document_record_has_the_members_of_the_contract_in_order():
    record = json.loads(FullDocumentRecord.from_policy(CONSULTATION, TODAY).model_dump_json())
    assert list(record) == [*members("document"), "clean", "edits", "clauses", "references", *members("additions")]
    assert list(record["edits"][0]) == members("edit")
    assert list(record["clauses"][0]) == members("clause")


def test_edits_of_the_document_record_lead_from_the_original_to_the_clean_text():
    record = FullDocumentRecord.from_policy(CONSULTATION, TODAY)
    edits = [Edit(Span(edit.raw_start, edit.raw_end), edit.replacement, edit.rule) for edit in record.edits]
    assert len(edits) == 2
    assert apply(CONSULTATION.document.source.text, edits) == record.clean


def test_clauses_of_the_document_record_point_into_the_original():
    record = FullDocumentRecord.from_policy(CONSULTATION, TODAY)
    clause = next(clause for clause in record.clauses if clause.label == "第一条")
    assert CONSULTATION.document.source.text[clause.raw_start : clause.raw_end].strip() == "第一条 急會诊(huìzhěn)应当在10分钟内到位。"


def test_listed_document_lacks_the_last_four_members():
    summary = FakeLibrary(CONSULTATION).documents()[0]
    assert list(DocumentRecord.from_header(summary, summary.header, TODAY).model_dump()) == members("document")


def test_document_record_tells_the_validity_of_the_day():
    header = Header("某行动方案", issuers=("某委",), level=Level.NATIONAL, period=Period("2023-06", "2025-12"))
    ended = DocumentRecord.from_header(a_source(), header, TODAY)
    running = DocumentRecord.from_header(a_source(), header, date(2024, 1, 1))
    assert (ended.validity, running.validity) == ("ended", "in_force")
    assert json.loads(ended.model_dump_json())["period"] == {"start": "2023-06", "end": "2025-12"}


def test_hit_record_points_into_the_original():
    library = FakeLibrary(CONSULTATION)
    record = HitRecord.from_hit(library.searcher.search("急会诊")[0], CONSULTATION)
    assert list(record.model_dump()) == members("hit")
    assert record.clause_label == "第一条"
    assert CONSULTATION.document.source.text[record.raw_start : record.raw_end].strip() == "第一条 急會诊(huìzhěn)应当在10分钟内到位。"


def test_hit_of_a_clause_that_is_gone_has_no_label():
    hit = FakeLibrary(CONSULTATION).searcher.search("急会诊")[0]
    assert HitRecord.from_hit(hit, Policy(CONSULTATION.document, CONSULTATION.header, clauses=())).clause_label == ""


def test_a_mention_of_an_ingested_document_names_it():
    policy = a_policy("会诊办法\n第一条 依照《中华人民共和国某法》第三条、《某条例》和本办法第一条执行。")
    headers = {"law": Header("中华人民共和国某法"), "a": Header("某条例"), "b": Header("某条例")}
    mentions = FullDocumentRecord.from_policy(policy, TODAY, headers).references
    assert [(mention.target_document, mention.target is None) for mention in mentions] == [("law", True), (None, True), (None, False)]


def test_header_spans_point_into_the_original():
    record = FullDocumentRecord.from_policy(CONSULTATION, TODAY)
    raw = CONSULTATION.document.source.text
    title = next(span for span in record.header_spans if span.member == "title")
    assert record.repaired
    assert len(raw[title.raw_start : title.raw_end]) >= len(record.title)
    assert (record.contact, record.succession) == (None, None)


def test_a_document_tells_what_stands_in_its_place():
    header = replace(CONSULTATION.header, succession=Succession("2026-01-01", "《会诊条例》"), contact=Contact(telephone="0000-1234567"))
    record = json.loads(FullDocumentRecord.from_policy(replace(CONSULTATION, header=header), TODAY).model_dump_json())
    assert record["validity"] == "superseded"
    assert record["succession"] == {"since": "2026-01-01", "by": "《会诊条例》"}
    assert record["contact"] == {"person": "", "telephone": "0000-1234567", "email": "", "address": ""}
