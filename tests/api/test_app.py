import json
import re
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.understanding import MAX_CHARACTERS
from corpus.errors import (
    DocumentError,
    EmptyDocumentError,
    NotFoundError,
    QuestionError,
    SettingsError,
    StoreAwayError,
    StoreBusyError,
    StoreError,
    StoreVersionError,
    UnreadableDocumentError,
    YoujuError,
)
from tests.api.fakes import UNANSWERABLE, URGENT, FakeLibrary, FakeYouju

ANSWERS = "/api/v1/answers"


@pytest.fixture
def app(youju: FakeYouju) -> FastAPI:
    return create_app(youju)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, raise_server_exceptions=False)


def is_problem(response, status: int, code: str) -> bool:
    """Whether the response is a whole problem of this kind."""
    body = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert list(body) == ["type", "title", "status", "detail", "instance", "error"]
    assert list(body["error"]) == ["message", "type", "param", "code"]
    assert body["error"]["message"] == body["detail"]
    assert body["type"] == f"https://youju.example/problems/{code}"
    assert "Traceback" not in response.text
    return (response.status_code, body["status"], body["error"]["code"]) == (status, status, f"{code}_error")


def test_a_question_is_answered_with_the_answer_record(client):
    response = client.post(ANSWERS, json={"question": URGENT})
    assert response.status_code == 200
    assert (response.json()["status"], response.json()["short_answer"]) == ("answered", "10分钟内")


def test_history_and_place_reach_the_assistant(client, youju):
    client.post(ANSWERS, json={"question": "那普通的呢", "history": [URGENT], "place": "安徽省"})
    assert youju.assistant.asked == [("那普通的呢", (URGENT,), "安徽省")]


def test_no_basis_is_no_error(client):
    response = client.post(ANSWERS, json={"question": UNANSWERABLE})
    assert (response.status_code, response.json()["status"], response.json()["citations"]) == (200, "no_answer", [])


@pytest.mark.parametrize(
    ("body", "param"),
    [
        pytest.param({}, "question", id="no-question"),
        pytest.param({"question": None}, "question", id="null-question"),
        pytest.param({"question": 5}, "question", id="number"),
        pytest.param({"question": URGENT, "placce": "安徽省"}, "placce", id="misspelt-member"),
        pytest.param({"question": URGENT, "history": "一"}, "history", id="history-no-list"),
        pytest.param({"question": URGENT, "history": [URGENT] * 21}, "history", id="history-too-long"),
        pytest.param([], None, id="list"),
    ],
)
def test_a_request_of_another_form_is_told_with_its_member(client, body, param):
    response = client.post(ANSWERS, json=body)
    assert is_problem(response, 422, "validation")
    assert response.json()["error"]["param"] == param
    assert (param or "body") in response.json()["detail"]


@pytest.mark.parametrize(
    ("question", "told"), [pytest.param("", "empty", id="empty"), pytest.param("会" * 10_000, "10000 characters", id="long")]
)
def test_a_question_that_cannot_be_asked_is_told(client, question, told):
    response = client.post(ANSWERS, json={"question": question})
    assert is_problem(response, 422, "question")
    assert told in response.json()["detail"]


def test_a_body_that_is_no_json_is_told(client):
    response = client.post(ANSWERS, content="{question", headers={"content-type": "application/json"})
    assert is_problem(response, 400, "invalid_json")


def test_an_unknown_route_is_told(client):
    assert is_problem(client.get("/api/v1/nothing"), 404, "not_found")


def test_a_wrong_method_is_told_with_the_right_ones(client):
    response = client.get(ANSWERS)
    assert is_problem(response, 405, "method_not_allowed")
    assert response.headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        pytest.param(QuestionError, 422, "question", id="question"),
        pytest.param(DocumentError, 422, "document", id="document"),
        pytest.param(UnreadableDocumentError, 422, "document", id="unreadable"),
        pytest.param(EmptyDocumentError, 422, "document", id="empty"),
        pytest.param(NotFoundError, 404, "not_found", id="not-found"),
        pytest.param(SettingsError, 500, "settings", id="settings"),
        pytest.param(StoreBusyError, 503, "store_busy", id="busy"),
        pytest.param(StoreVersionError, 503, "store", id="version"),
        pytest.param(StoreAwayError, 503, "store", id="away"),
        pytest.param(StoreError, 503, "store", id="store"),
        pytest.param(YoujuError, 500, "internal", id="other"),
    ],
)
def test_each_error_of_the_tree_is_a_problem_of_its_kind(error, status, code):
    client = TestClient(create_app(FakeYouju(failure=error("what /srv/home holds"))))
    response = client.post(ANSWERS, json={"question": URGENT})
    assert is_problem(response, status, code)
    # The caller's own fault is told in full; paths of the server are not.
    assert ("/srv/home" in response.text) == (status < 500)


def test_the_whole_error_tree_is_in_the_table_above():
    def below(error: type[YoujuError]) -> set[type[YoujuError]]:
        return {error}.union(*(below(child) for child in error.__subclasses__()))

    marks = next(mark for mark in test_each_error_of_the_tree_is_a_problem_of_its_kind.pytestmark if mark.name == "parametrize")
    assert {row.values[0] for row in marks.args[1]} == {error for error in below(YoujuError) if error.__module__ == YoujuError.__module__}


def test_a_defect_is_an_internal_problem_with_the_request_id():
    client = TestClient(create_app(FakeYouju(failure=ZeroDivisionError("secret"))), raise_server_exceptions=False)
    response = client.post(ANSWERS, json={"question": URGENT}, headers={"X-Request-Id": "r-7"})
    assert is_problem(response, 500, "internal")
    assert "secret" not in response.text
    assert response.headers["x-request-id"] == "r-7"


@pytest.mark.parametrize(
    ("offered", "taken"),
    [
        pytest.param("r-7.a_B", True, id="plain"),
        pytest.param("a b", False, id="space"),
        pytest.param("a" * 129, False, id="long"),
        pytest.param("", False, id="empty"),
    ],
)
def test_plain_request_ids_come_back_and_others_are_replaced(client, offered, taken):
    returned = client.get("/healthz", headers={"X-Request-Id": offered}).headers["x-request-id"]
    assert (returned == offered) == taken
    assert taken or re.fullmatch(r"[0-9a-f]{32}", returned)


def test_every_response_has_a_request_id_of_its_own(client):
    ids = {client.get(path).headers["x-request-id"] for path in ("/healthz", "/nothing", ANSWERS, "/healthz")}
    assert len(ids) == 4


def test_health_needs_no_documents(youju):
    youju.library = FakeLibrary()
    assert TestClient(create_app(youju)).get("/healthz").json() == {"status": "ok"}


def test_ready_when_the_index_finds_what_it_holds(client):
    assert client.get("/readyz").json() == {"status": "ready", "documents": 2, "index": "current"}


def test_not_ready_while_nothing_is_ingested(youju):
    youju.library = FakeLibrary()
    response = TestClient(create_app(youju)).get("/readyz")
    assert is_problem(response, 503, "not_ready")
    assert "youju ingest" in response.json()["detail"]


def test_not_ready_when_the_index_does_not_find_what_it_holds(youju):
    youju.library.searcher.search = lambda *_words, **_options: []
    response = TestClient(create_app(youju)).get("/readyz")
    assert is_problem(response, 503, "not_ready")
    assert "youju verify" in response.json()["detail"]


def test_openapi_declares_every_problem_under_its_media_type(client):
    document = client.get("/openapi.json").json()
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    failures = [
        response for operation in operations for status, response in operation["responses"].items() if status.startswith(("4", "5"))
    ]
    assert len(failures) >= 5
    assert all(list(response["content"]) == ["application/problem+json"] for response in failures)
    assert "HTTPValidationError" not in json.dumps(document)


def test_openapi_declares_what_a_question_may_be(client):
    question = client.get("/openapi.json").json()["components"]["schemas"]["AnswerRequest"]["properties"]["question"]
    assert (question["minLength"], question["maxLength"]) == (1, MAX_CHARACTERS)


def test_not_ready_while_the_disk_is_nearly_full(client, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=1_000))
    response = client.get("/readyz")
    assert is_problem(response, 503, "not_ready")
    assert "disk" in response.json()["detail"]


def test_ready_while_documents_are_taken_in(client, youju):
    youju.library.is_in_step = lambda: False
    assert client.get("/readyz").json()["index"] == "catching_up"


def test_openapi_tells_what_every_endpoint_does_and_how_keys_are_sent(client):
    document = client.get("/openapi.json").json()
    operations = {
        (path, method): operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if path.startswith("/api/")
    }
    assert all(operation.get("summary") and operation.get("description") for operation in operations.values())
    assert all(operation["security"] == [{"accessKey": []}, {}] for operation in operations.values())
    assert all({"401", "403", "429", "500", "503"} <= set(operation["responses"]) for operation in operations.values())
    assert "security" not in document["paths"]["/healthz"]["get"]
