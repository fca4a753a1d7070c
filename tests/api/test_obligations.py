"""The register over the command line and over HTTP: the exact record, every format, and what is misused."""

import csv
import io
import json

import icalendar
import openpyxl
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.obligation_formats import FORMS, ObligationFormat
from tests.api.fakes import FakeYouju
from tests.builders import a_policy

RECORD_KEYS = [
    *(
        "id",
        "document_id",
        "source_name",
        "title",
        "place",
        "level",
        "validity",
        "clause_id",
        "clause_label",
        "actor",
        "modality",
        "action",
    ),
    *("condition", "exception", "values", "quote", "reading", "raw_start", "raw_end", "next_due", "problems"),
]
RULES = a_policy(
    "滨海市质控办法\n第一条 医疗机构应当于每年7月10日前向质控中心报送总结。\n第二条 任何单位不得瞒报数据。\n"
    "第三条 会诊医师应当在会诊请求发出后10分钟内到位。\n第四条 医疗机构应当于2027年2月30日前完成登记。\n",
    name="新办法.txt",
    place="滨海市",
)
OLDER = a_policy("滨海市质控办法\n第一条 医疗机构应当于每年6月10日前向质控中心报送总结。\n", name="旧办法.txt", place="滨海市")
OBLIGATIONS = "/api/v1/obligations"


@pytest.fixture
def youju() -> FakeYouju:
    return FakeYouju(RULES, OLDER)


@pytest.fixture
def client(youju: FakeYouju) -> TestClient:
    return TestClient(create_app(youju), raise_server_exceptions=False)


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_the_lines_are_the_exact_record(run):
    outcome = run("obligations", "--document", "新办法.txt", "--format", "jsonl")
    assert (outcome.code, outcome.err) == (0, "")
    records = lines(outcome.out)
    assert all(list(record) == RECORD_KEYS for record in records)
    first = records[0]
    assert (first["actor"], first["modality"], first["next_due"], first["clause_label"]) == ("医疗机构", "must", "2027-07-10", "第一条")
    assert first["values"] == [
        {"type": "deadline", "raw": first["values"][0]["raw"], "machine": {"recurrence": "yearly", "month": 7, "day": 10, "year_offset": 0}}
    ]
    raw = RULES.document.source.text
    assert all(raw[record["raw_start"] : record["raw_end"]] == record["quote"] for record in records)


def test_a_date_that_does_not_exist_is_a_problem_and_never_exported(run):
    records = lines(run("obligations", "--format", "jsonl").out)
    (bad,) = [record for record in records if record["problems"]]
    assert "2月30日" in bad["problems"][0]
    assert (bad["values"], bad["next_due"]) == ([], None)
    calendar = icalendar.Calendar.from_ical(run("obligations", "--format", "ics").out)
    days = sorted((event["DTSTART"].dt.month, event["DTSTART"].dt.day) for event in calendar.walk("VEVENT"))
    assert days == [(6, 10), (7, 10)]


def test_the_table_tells_how_many_there_are_and_what_days_stand_on(run):
    outcome = run("obligations", "--kind", "must_not")
    assert outcome.code == 0
    assert "任何单位" in outcome.out
    assert "共 1 条。工作日按" in outcome.out


def test_a_page_tells_which_it_is_and_how_many_there_are(run):
    total = len(run("obligations", "--format", "json").record)
    outcome = run("obligations", "--page", "2", "--page-size", "2")
    assert f"共 {total} 条，此处为第 3 至 4 条。" in outcome.out
    assert len(run("obligations", "--page", "2", "--page-size", "2", "--format", "json").record) == 2


@pytest.mark.parametrize(
    ("options", "n_found"),
    [
        pytest.param(("--actor", "会诊医师"), 5, id="actor-with-wider-classes"),
        pytest.param(("--kind", "deadline"), 3, id="kind"),
        pytest.param(("--kind", "must_not", "--kind", "may"), 1, id="kinds"),
        pytest.param(("--document", "旧办法.txt"), 1, id="document"),
        pytest.param(("--place", "滨海市"), 5, id="place"),
        pytest.param(("--due-before", "2027-06-30"), 1, id="due-before"),
        pytest.param(("--due-from", "2027-07-01"), 1, id="due-from"),
        pytest.param(("--words", "报送 总结"), 2, id="words"),
        pytest.param(("--validity", "ended"), 0, id="validity"),
    ],
)
def test_options_filter(run, options, n_found):
    assert len(run("obligations", *options, "--format", "json").record) == n_found


@pytest.mark.parametrize("name", list(ObligationFormat))
def test_every_format_goes_to_a_file(run, tmp_path, name):
    path = tmp_path / f"register.{name}"
    outcome = run("obligations", "--format", name, "--output", path)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.startswith("5 obligations are in ")
    assert "只收录到" in outcome.err
    content = path.read_bytes()
    match name:
        case ObligationFormat.JSON | ObligationFormat.JSONL:
            assert "医疗机构".encode() in content
        case ObligationFormat.CSV:
            assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))) == 6
        case ObligationFormat.XLSX:
            assert len(openpyxl.load_workbook(io.BytesIO(content)).worksheets) == 3
        case ObligationFormat.ICS:
            assert len(icalendar.Calendar.from_ical(content).walk("VEVENT")) == 2


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param(("obligations", "--kind", "duty"), 2, "no kind 'duty'", id="unknown-kind"),
        pytest.param(("obligations", "--document", "none"), 1, "no document 'none'", id="unknown-document"),
        pytest.param(("obligations", "--due-before", "2027-02-30"), 2, "2027-02-30", id="no-such-day"),
        pytest.param(("obligations", "--format", "pdf"), 2, "pdf", id="unknown-format"),
        pytest.param(("obligations", "--output", "x.csv"), 2, "--output needs --format", id="table-to-a-file"),
        pytest.param(("obligations", "--format", "csv", "--output", "no/such/x.csv"), 1, "cannot be written", id="unwritable"),
        pytest.param(("compare", "新办法.txt", "none"), 1, "no document 'none'", id="compare-unknown"),
    ],
)
def test_misuse_is_told_in_one_line(run, tmp_path, monkeypatch, words, code, told):
    monkeypatch.chdir(tmp_path)
    outcome = run(*words)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (code, "", 1)
    assert told in outcome.err


def test_compare_shows_both_clauses(run):
    outcome = run("compare", "旧办法.txt", "新办法.txt")
    assert outcome.code == 0
    assert "新增 3 条" in outcome.out
    assert "变更 1 条" in outcome.out
    assert "数值" in outcome.out
    assert all(words in outcome.out for words in ("6月10日", "7月10日"))
    record = run("compare", "旧办法.txt", "新办法.txt", "--json").record
    assert (record["a"]["source_name"], record["b"]["source_name"], record["same"]) == ("旧办法.txt", "新办法.txt", 0)
    assert record["changed"][0]["aspects"] == ["value"]
    assert list(record["changed"][0]["a"]) == RECORD_KEYS


def test_pages_over_http_have_a_total(client):
    page = client.get(OBLIGATIONS, params={"page": 2, "page_size": 2}).json()
    assert (page["total"], page["page"], page["page_size"], len(page["items"])) == (5, 2, 2, 2)
    assert list(page["items"][0]) == RECORD_KEYS
    assert "国务院" in page["notices"][0]
    whole = client.get(OBLIGATIONS).json()["items"]
    assert whole[2:4] == page["items"]
    assert client.get(OBLIGATIONS, params={"page": 9}).json()["items"] == []


def test_conditions_over_http(client):
    def total(**conditions: object) -> int:
        return client.get(OBLIGATIONS, params=conditions).json()["total"]

    assert total(actor="会诊医师") == 5
    assert total(kind=["must_not", "may"]) == 1
    assert total(kind="deadline", due_before="2027-06-30") == 1
    assert total(due_from="2027-07-01") == 1
    assert total(words="报送 总结", document="新办法.txt") == 1
    assert total(place="滨海市", validity="unknown") == 5


@pytest.mark.parametrize("name", list(ObligationFormat))
def test_formats_over_http_by_query_or_accept(client, name):
    asked = client.get(OBLIGATIONS, params={"format": name})
    assert asked.status_code == 200
    assert asked.headers["content-type"].startswith(FORMS[name].media_type)
    assert asked.headers["x-total-count"] == "5"
    if name is not ObligationFormat.JSON:
        accepted = client.get(OBLIGATIONS, headers={"Accept": f"{FORMS[name].media_type}, */*;q=0.1"})
        assert accepted.headers["content-type"] == asked.headers["content-type"]
        assert accepted.headers["content-disposition"] == f'attachment; filename="youju-obligations.{name}"'


def test_the_feed_links_to_where_people_reach_the_server(client, youju):
    response = client.get(f"{OBLIGATIONS}.ics", params={"document": "新办法.txt"})
    assert response.headers["content-type"].startswith("text/calendar")
    (event,) = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert event["URL"].startswith("https://youju.example/documents/")
    youju.settings = youju.settings.model_copy(update={"public_url": ""})
    own = TestClient(create_app(youju)).get(f"{OBLIGATIONS}.ics")
    assert "URL:http://testserver/documents/" in own.text


def test_comparisons_over_http(client):
    response = client.get("/api/v1/comparisons", params={"a": "旧办法.txt", "b": "新办法.txt"})
    assert response.status_code == 200
    assert len(response.json()["added"]) == 3
    same = client.get("/api/v1/comparisons", params={"a": "旧办法.txt", "b": "旧办法.txt"}).json()
    assert (same["added"], same["removed"], same["changed"], same["same"]) == ([], [], [], 1)


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        pytest.param(f"{OBLIGATIONS}?due_before=2027-02-30", 422, "due_before", id="no-such-day"),
        pytest.param(f"{OBLIGATIONS}?kind=duty", 422, "kind", id="unknown-kind"),
        pytest.param(f"{OBLIGATIONS}?document=none", 404, "no document 'none'", id="unknown-document"),
        pytest.param(f"{OBLIGATIONS}?format=pdf", 422, "format", id="unknown-format"),
        pytest.param(f"{OBLIGATIONS}?page=0", 422, "page", id="page-zero"),
        pytest.param(f"{OBLIGATIONS}?page_size=501", 422, "page_size", id="page-too-long"),
        pytest.param(f"{OBLIGATIONS}?words=" + "会" * 201, 422, "words", id="words-too-long"),
        pytest.param("/api/v1/comparisons?a=旧办法.txt", 422, "b", id="one-document"),
        pytest.param("/api/v1/comparisons?a=旧办法.txt&b=none", 404, "no document 'none'", id="compare-unknown"),
    ],
)
def test_bad_requests_are_problems(client, path, status, told):
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert told in response.json()["detail"]
