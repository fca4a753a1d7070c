"""Whatever comes in, what goes out is a clear problem: no trace, no path, and the next request is served."""

import json

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.understanding import MAX_CHARACTERS
from tests.api.fakes import URGENT, FakeYouju

ANSWERS = "/api/v1/answers"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def client(youju: FakeYouju) -> TestClient:
    return TestClient(create_app(youju), raise_server_exceptions=False)


def is_clear(response, statuses: set[int]) -> bool:
    assert response.headers["content-type"] == "application/problem+json", response.text
    assert "Traceback" not in response.text
    assert "/work" not in response.text
    assert "/tmp" not in response.text  # noqa: S108 -- what must not be told
    return response.status_code in statuses


@pytest.mark.parametrize(
    ("content", "statuses"),
    [
        pytest.param(b'{"question": "\xff\xfe"}', {400, 422}, id="invalid-utf8"),
        pytest.param(b'{"question": "\\ud800"}', {422}, id="lone-surrogate"),
        pytest.param(json.dumps({"question": "a" * 900_000}).encode(), {422}, id="long"),
        pytest.param(json.dumps({"question": "会" * 1_000_000}).encode(), {413}, id="larger-than-any-question"),
        pytest.param(b"[" * 100_000, {400, 422}, id="deep"),
        pytest.param(b'{"question": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", {400, 422}, id="deep-and-closed"),
        pytest.param(b'{"question": 1e400}', {422}, id="infinite"),
        pytest.param(b'{"question": NaN}', {400, 422}, id="nan"),
        pytest.param(b'{"question": {"$ne": null}}', {422}, id="object"),
        pytest.param(b"", {422}, id="empty"),
        pytest.param(b"null", {422}, id="null"),
        pytest.param(b'"question"', {422}, id="string"),
        pytest.param(b'{"question": "a", "question": 5}', {422}, id="twice"),
        pytest.param(b'{"question": "   \\u3000"}', {422}, id="blank"),
        pytest.param(b'{"question": "a", "history": ["\\udfff"]}', {422}, id="surrogate-in-history"),
        pytest.param(b'{"question": "a", "place": 5}', {422}, id="place"),
    ],
)
def test_a_bad_question_is_a_clear_problem(client, content, statuses):
    assert is_clear(client.post(ANSWERS, content=content, headers=JSON), statuses)
    assert client.post(ANSWERS, json={"question": URGENT}).status_code == 200


def test_a_question_with_a_nul_character_stays_whole(client):
    told = client.post(ANSWERS, json={"question": "急会诊\0多久"}).json()
    assert client.get(f"{ANSWERS}/{told['id']}").json()["question"] == "急会诊\0多久"


def test_a_body_in_pieces_is_cut_off_where_it_gets_too_large(client):
    response = client.post(ANSWERS, content=(b"x" * 100_000 for _ in range(20)), headers=JSON)
    assert is_clear(response, {413})


@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd", "%2e%2e", "a%00b", "' OR 1=1 --", "会" * 255, "%ff"])
def test_documents_are_looked_for_by_name_only(client, name):
    for path in (f"/api/v1/documents/{name}", f"/api/v1/documents/{name}/source", f"/api/v1/documents/{name}/clauses/{name}"):
        assert is_clear(client.get(path), {404})


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page_size=501", "level=village", "page=" + "9" * 400])
def test_pages_that_cannot_be_are_told(client, query):
    assert is_clear(client.get(f"/api/v1/documents?{query}"), {422})


@pytest.mark.parametrize(
    "body",
    [{"query": ""}, {"query": " "}, {"query": "a", "top": 0}, {"query": "a", "top": 101}, {"query": "a" * (MAX_CHARACTERS + 1)}, {}],
)
def test_a_search_that_cannot_be_is_told(client, body):
    assert is_clear(client.post("/api/v1/search", json=body), {422})


def test_a_search_in_a_document_that_is_not_there_is_told(client):
    assert is_clear(client.post("/api/v1/search", json={"query": "a", "documents": ["nothing"]}), {404})


def test_a_long_user_is_cut_and_a_strange_one_is_taken(client):
    assert client.post(ANSWERS, json={"question": URGENT}, headers={"X-User": "u" * 5000}).status_code == 200
    assert client.post(ANSWERS, json={"question": URGENT}, headers={"X-User": "李".encode()}).status_code == 200
