"""Dify's external knowledge API: the requests that Dify sends, and the problems that it reads."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.hashing import load_hasher
from api.retrieval.conditions import COMPARISONS
from api.schemas.retrieval import Operator
from tests.api.fakes import CONSULTATION, RECORDS, FakeYouju

NOW = datetime.now(UTC)


@pytest.fixture
def client(youju: FakeYouju) -> TestClient:
    return TestClient(create_app(youju), raise_server_exceptions=False)


def retrieve(client: TestClient, *conditions: dict, operator: str = "and", knowledge: str = "all", **setting: object):
    body = {"knowledge_id": knowledge, "query": "会诊", "retrieval_setting": {"top_k": 5, "score_threshold": 0.0, **setting}}
    if conditions:
        body["metadata_condition"] = {"logical_operator": operator, "conditions": list(conditions)}
    return client.post("/retrieval", json=body)


def titles(response) -> list[str]:
    return [record["title"] for record in response.json()["records"]]


def condition(name: str, operator: str, value: object = None) -> dict:
    return {"name": name, "comparison_operator": operator, "value": value}


def test_records_have_words_scores_and_metadata(client):
    record = retrieve(client).json()["records"][0]
    assert record["content"].startswith("第一条 急会诊应当在10分钟内到位。")
    assert (record["score"], record["title"]) == (1.0, f"{CONSULTATION.header.title or '会诊.txt'} 第一条")
    metadata = record["metadata"]
    document_id = CONSULTATION.document.source.document_id
    assert (metadata["document_id"], metadata["clause_label"]) == (document_id, "第一条")
    assert metadata["url"].startswith(f"https://youju.example/documents/{document_id}#")
    assert metadata["validity"] in {"in_force", "not_yet", "ended", "superseded", "unknown"}


@pytest.mark.parametrize(("setting", "count"), [({}, 2), ({"top_k": 1}, 1), ({"score_threshold": 0.9}, 1), ({"score_threshold": None}, 2)])
def test_settings_limit_what_is_found(client, setting, count):
    assert len(titles(retrieve(client, **setting))) == count


@pytest.mark.parametrize(
    ("knowledge", "count"),
    [("all", 2), ("病历.txt", 1), ("某市", 1), (RECORDS.document.source.document_id, 1)],
)
def test_a_knowledge_is_everything_a_place_or_a_document(client, knowledge, count):
    found = retrieve(client, knowledge=knowledge).json()["records"]
    assert len({record["metadata"]["source_name"] for record in found}) == count


@pytest.mark.parametrize(
    ("conditions", "operator", "sources"),
    [
        ([condition("place", "is", "某市")], "and", {"病历.txt"}),
        ([condition("source_name", "start with", "会诊")], "and", {"会诊.txt"}),
        ([condition("source_name", "not contains", "会诊")], "and", {"病历.txt"}),
        ([condition("place", "empty")], "and", {"会诊.txt"} if not CONSULTATION.header.place else set()),
        ([condition("level", "in", ["city", "national"])], "and", {"病历.txt"}),
        ([condition("place", "is", "某市"), condition("source_name", "is", "会诊.txt")], "and", set()),
        ([condition("place", "is", "某市"), condition("source_name", "is", "会诊.txt")], "or", {"会诊.txt", "病历.txt"}),
        ([condition("clause_label", "is", "第二条")], "and", {"会诊.txt"}),
        ([condition("issue_date", "after", "2000-01-01")], "and", set()),
    ],
)
def test_conditions_are_kept(client, conditions, operator, sources):
    found = retrieve(client, *conditions, operator=operator).json()["records"]
    assert {record["metadata"]["source_name"] for record in found} == sources


@pytest.mark.parametrize(
    ("operator", "value", "told", "holds"),
    [
        ("contains", "省", "某省", True),
        ("end with", "省", "某市", False),
        ("is not", "某省", "某市", True),
        ("in", "某省, 某市", "某市", True),
        ("not in", ["某省"], "某市", True),
        ("=", 7, "7.0", True),
        ("≠", "7", "8", True),
        (">", 7, "很多", False),
        ("≥", 7, "7", True),
        ("<", 7, "7", False),
        ("≤", 7, "7", True),
        ("before", "2026-11-22", "2026-11-21", True),
        ("before", "2026-11-22", "", False),
        ("before", "2026-11-22", "2026-11", False),
        ("after", "2026-11-22", "2026-12", True),
        ("after", 0, "1970-01-02", True),
    ],
)
def test_comparisons(operator, value, told, holds):
    assert COMPARISONS[operator](told, value) is holds


def test_every_comparison_is_there():
    assert set(Operator.__args__) == {*COMPARISONS, "empty", "not empty"}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (condition("colour", "is", "red"), "colour"),
        (condition("place", "is"), "needs a value"),
        (condition("place", ">", "many"), "no number"),
        (condition("issue_date", "before", "soon"), "no day"),
        (condition("issue_date", "before", 1e300), "no day"),
        (condition("place", "resembles", "x"), "comparison_operator"),
    ],
)
def test_a_condition_that_cannot_be_tested_is_told(client, wrong, told):
    response = retrieve(client, wrong)
    assert (response.status_code, response.json()["error_code"], told in response.json()["error_msg"]) == (422, 422, True)


def test_an_unknown_knowledge_is_told_as_dify_reads_it(client):
    response = retrieve(client, knowledge="nothing")
    assert (response.status_code, response.json()["error_code"]) == (404, 2001)
    assert "'nothing'" in response.json()["error_msg"]
    assert response.headers["content-type"] == "application/problem+json"


def test_an_empty_store_has_no_records_for_everything(youju, client):
    for document_id in list(youju.library.headers()):
        youju.library.remove(document_id)
    assert retrieve(client).json() == {"records": []}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"{",
        b'{"knowledge_id": "all"}',
        b'{"knowledge_id": "all", "query": " "}',
        b'{"knowledge_id": "all", "query": "\\ud800"}',
    ],
)
def test_what_is_no_request_is_told(client, content):
    response = client.post("/retrieval", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code in {400, 422}
    assert response.json()["error_code"] == response.status_code


def test_a_long_query_is_searched_by_its_beginning_and_a_huge_one_refused(client):
    for length, status in ((5_000, 200), (30_000, 422), (1_000_001, 413)):
        body = {"knowledge_id": "all", "query": "a" * length, "retrieval_setting": {"top_k": 1, "score_threshold": 0}}
        assert client.post("/retrieval", json=body).status_code == status


def test_keys_are_asked_for_in_the_way_that_dify_tells_people():
    youju = FakeYouju(api_keys_required="always")
    client = TestClient(create_app(youju))
    pepper = load_hasher(youju.settings).pepper

    def sent(*scopes: str, **options: object) -> tuple[int, int | None]:
        key = youju.library.keyring.create("dify", frozenset(scopes), pepper=pepper, now=NOW, **options)[1]
        return told({"Authorization": f"Bearer {key}"})

    def told(headers: dict[str, str]) -> tuple[int, int | None]:
        response = client.post("/retrieval", json={"knowledge_id": "all", "query": "会诊"}, headers=headers)
        return response.status_code, response.json().get("error_code")

    assert told({}) == told({"Authorization": "yj_a_b"}) == (403, 1001)
    assert told({"Authorization": "Bearer foreign"}) == told({"Authorization": "Bearer yj_a_b"}) == (403, 1002)
    assert sent("read", expires_at=NOW - timedelta(seconds=1)) == sent("ask") == (403, 1002)
    assert sent("read") == (200, None)
    # What Dify sends when a person enters the address.
    assert client.post("/retrieval", headers={"Authorization": "Bearer foreign"}).status_code == 403
