"""Asking over HTTP: what is answered is kept, streamed, followed up, judged and forgotten."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from api.answering import Answering, Asked
from api.app import create_app
from api.callers import Caller
from assistant.answers import Dropped
from assistant.events import EvidenceFound
from corpus.errors import QuestionError, StoreError
from tests.api.fakes import UNANSWERABLE, URGENT, FakeYouju, an_answer

ANSWERS = "/api/v1/answers"
CONVERSATIONS = "/api/v1/conversations"
STREAM = {"Accept": "text/event-stream"}


@pytest.fixture
def client(youju: FakeYouju) -> TestClient:
    return TestClient(create_app(youju), raise_server_exceptions=False)


def events(text: str) -> list[tuple[str, dict]]:
    """The events of a stream: their names and data."""
    blocks = [dict(line.split(": ", 1) for line in block.splitlines()) for block in text.strip().split("\n\n")]
    return [(block["event"], json.loads(block["data"])) for block in blocks]


def test_an_answer_stays_under_its_address(client):
    told = client.post(ANSWERS, json={"question": URGENT}).json()
    assert told["url"] == f"https://youju.example{ANSWERS}/{told['id']}"
    again = client.get(f"{ANSWERS}/{told['id']}")
    assert (again.status_code, again.json()) == (200, told)


def test_no_basis_is_kept_too(client):
    told = client.post(ANSWERS, json={"question": UNANSWERABLE}).json()
    assert client.get(f"{ANSWERS}/{told['id']}").json()["status"] == "no_answer"


def test_answers_survive_the_application(youju):
    told = TestClient(create_app(youju)).post(ANSWERS, json={"question": URGENT}).json()
    assert TestClient(create_app(youju)).get(f"{ANSWERS}/{told['id']}").json() == told


@pytest.mark.parametrize("path", ["nothing", "..%2F..%2Fetc%2Fpasswd", "%00", "会诊", "a" * 64])
def test_an_unknown_answer_is_not_found(client, path):
    response = client.get(f"{ANSWERS}/{path}")
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")


def test_a_stream_tells_evidence_statements_and_the_answer_in_order(client):
    response = client.post(ANSWERS, json={"question": URGENT}, headers=STREAM)
    assert response.headers["content-type"].startswith("text/event-stream")
    names = [name for name, _ in events(response.text)]
    assert names == ["evidence", "statement", "answer"]
    told = events(response.text)
    assert told[0][1] == {"standalone_question": URGENT, "clause_labels": ["第一条"]}
    assert told[1][1]["citations"][0]["clause_label"] == "第一条"
    assert told[2][1] == client.get(f"{ANSWERS}/{told[2][1]['id']}").json()


def test_what_is_wrong_with_a_question_has_a_status_in_a_stream_too(client):
    response = client.post(ANSWERS, json={"question": ""}, headers=STREAM)
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")


def test_what_fails_in_mid_stream_is_the_last_event(youju, client, monkeypatch):
    def fails(*_: object) -> None:
        raise StoreError("'/srv/home/youju.sqlite' is full")

    monkeypatch.setattr(youju.library.journal, "add", fails)
    told = events(client.post(ANSWERS, json={"question": URGENT}, headers=STREAM).text)
    assert [name for name, _ in told] == ["evidence", "statement", "error"]
    assert (told[-1][1]["status"], "/srv" in told[-1][1]["detail"]) == (503, False)


def test_an_answer_that_cannot_be_kept_is_not_told(youju, client, monkeypatch):
    def fails(*_: object) -> None:
        raise StoreError("'/srv/home/youju.sqlite' is full")

    monkeypatch.setattr(youju.library.journal, "add", fails)
    response = client.post(ANSWERS, json={"question": URGENT})
    assert (response.status_code, "10分钟" in response.text, "/srv" in response.text) == (503, False, False)


def test_a_follow_up_leans_on_the_conversation(client, youju):
    first = client.post(ANSWERS, json={"question": URGENT}).json()
    second = client.post(ANSWERS, json={"question": "那普通会诊多久", "conversation_id": first["conversation_id"]}).json()
    assert youju.assistant.asked[-1][1] == (URGENT,)
    assert second["conversation_id"] == first["conversation_id"]
    conversation = client.get(f"{CONVERSATIONS}/{first['conversation_id']}").json()
    assert [answer["id"] for answer in conversation["answers"]] == [first["id"], second["id"]]
    assert conversation["title"] == URGENT


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param({"conversation_id": "nothing"}, 404, id="unknown"),
        pytest.param({"conversation_id": "a", "history": ["b"]}, 409, id="both"),
        pytest.param({"conversation_id": "a" * 65}, 422, id="long"),
        pytest.param({"conversation_id": 5}, 422, id="number"),
    ],
)
def test_a_conversation_that_cannot_be_followed_is_told(client, body, status):
    assert client.post(ANSWERS, json={"question": URGENT, **body}).status_code == status


def test_conversations_belong_to_their_user(client):
    mine = client.post(ANSWERS, json={"question": URGENT, "user": "li"}).json()
    path = f"{CONVERSATIONS}/{mine['conversation_id']}"
    assert client.get(path, headers={"X-User": "li"}).status_code == 200
    assert client.get(path, headers={"X-User": "wang"}).status_code == 404
    assert client.delete(path, headers={"X-User": "wang"}).status_code == 404
    assert client.post(ANSWERS, json={"question": URGENT, "user": "wang", "conversation_id": mine["conversation_id"]}).status_code == 404
    listed = client.get(CONVERSATIONS, headers={"X-User": "li"}).json()
    assert (listed["total"], listed["items"][0]["title"]) == (1, URGENT)
    assert client.get(CONVERSATIONS, headers={"X-User": "wang"}).json()["total"] == 0


def test_whose_conversations_are_meant_has_to_be_said(client):
    response = client.get(CONVERSATIONS)
    assert (response.status_code, "X-User" in response.json()["detail"]) == (422, True)
    assert client.delete("/api/v1/user-data").status_code == 422


def test_a_deleted_conversation_takes_its_answers_along(client):
    told = client.post(ANSWERS, json={"question": URGENT, "user": "li"}).json()
    assert client.delete(f"{CONVERSATIONS}/{told['conversation_id']}", headers={"X-User": "li"}).status_code == 204
    assert client.get(f"{ANSWERS}/{told['id']}").status_code == 404


def test_everything_of_a_user_is_deleted_and_nothing_of_others(client):
    mine, other = (client.post(ANSWERS, json={"question": URGENT, "user": user}).json() for user in ("li", "wang"))
    client.post(f"{ANSWERS}/{other['id']}/feedback", json={"rating": "up", "user": "li"})
    gone = client.delete("/api/v1/user-data", headers={"X-User": "li"}).json()
    assert gone == {"conversations": 1, "answers": 1, "feedback": 1, "jobs": 0}
    assert client.get(f"{ANSWERS}/{mine['id']}").status_code == 404
    assert client.get(f"{ANSWERS}/{other['id']}").status_code == 200


def test_feedback_is_kept_once_for_each_user(client, youju):
    told = client.post(ANSWERS, json={"question": URGENT}).json()
    path = f"{ANSWERS}/{told['id']}/feedback"
    for rating in ("down", "up"):
        response = client.post(path, json={"rating": rating, "reason": "other", "comment": "好", "user": "li"})
        assert (response.status_code, response.json()["rating"]) == (201, rating)
    client.post(path, json={"rating": "up"})
    client.post(path, json={"rating": "down"})
    assert sorted(each.rating for each in youju.library.journal.feedback(told["id"])) == ["down", "up", "up"]


@pytest.mark.parametrize("body", [{"rating": "good"}, {}, {"rating": "up", "comment": "x" * 2001}, {"rating": "up", "reason": "because"}])
def test_feedback_of_another_form_is_told(client, body):
    told = client.post(ANSWERS, json={"question": URGENT}).json()
    assert client.post(f"{ANSWERS}/{told['id']}/feedback", json=body).status_code == 422


def test_feedback_on_nothing_is_not_found(client):
    assert client.post(f"{ANSWERS}/nothing/feedback", json={"rating": "up"}).status_code == 404


def test_the_same_question_is_worked_out_once_while_the_texts_are_the_same(youju):
    generations = [1]
    youju.library.generation = lambda: generations[-1]
    client = TestClient(create_app(youju))
    first, second = (client.post(ANSWERS, json={"question": URGENT}).json() for _ in range(2))
    assert len(youju.assistant.asked) == 1
    assert (first["answer"], first["citations"]) == (second["answer"], second["citations"])
    assert first["id"] != second["id"]
    generations.append(2)
    client.post(ANSWERS, json={"question": URGENT})
    client.post(ANSWERS, json={"question": URGENT, "place": "某市"})
    assert len(youju.assistant.asked) == 3


def test_what_a_language_model_words_is_not_remembered(client, youju):
    youju.assistant.writer = object()
    for _ in range(2):
        client.post(ANSWERS, json={"question": URGENT})
    assert len(youju.assistant.asked) == 2


def test_errors_are_not_remembered(client, youju):
    youju.assistant.failure = QuestionError("no")
    assert client.post(ANSWERS, json={"question": URGENT}).status_code == 422
    youju.assistant.failure = None
    assert client.post(ANSWERS, json={"question": URGENT}).status_code == 200


def test_more_questions_than_may_wait_are_told_to_come_again():
    youju = FakeYouju(max_waiting_questions=2)
    ask = youju.assistant.ask
    youju.assistant.ask = lambda *words, **options: time.sleep(0.3) or ask(*words, **options)
    with TestClient(create_app(youju)) as client, ThreadPoolExecutor(6) as threads:
        replies = list(threads.map(lambda number: client.post(ANSWERS, json={"question": f"{URGENT}{number}"}), range(6)))
    statuses = sorted(reply.status_code for reply in replies)
    assert (statuses[0], statuses[-1]) == (200, 503)
    assert all(reply.headers["retry-after"] for reply in replies if reply.status_code == 503)


def test_metrics_tell_answers_by_status_and_what_was_withheld(client, youju):
    youju.assistant.writer = object()
    youju.assistant.ask = lambda question, **_: an_answer(question, dropped=(Dropped("三十分钟", "value"),))
    client.post(ANSWERS, json={"question": URGENT})
    text = client.get("/metrics").text
    assert 'youju_answers_total{channel="http",reason="",status="answered"} 1.0' in text
    assert "youju_withheld_statements_total 1.0" in text
    assert 'route="/api/v1/answers",status="200"' in text


def test_an_application_that_ends_keeps_what_it_told(youju):
    with TestClient(create_app(youju)) as client:
        told = client.post(ANSWERS, json={"question": URGENT}).json()
        answering: Answering = client.app.state.service.answering
    assert youju.library.journal.answer(told["id"]).question == URGENT
    assert not answering._writer._thread.is_alive()


def test_work_stops_when_nobody_listens_any_more(youju):
    handed: list[int] = []
    go_on = threading.Event()

    def slow(question: str, **_: object) -> Iterator[EvidenceFound]:
        for number in range(1000):
            handed.append(number)
            yield EvidenceFound(question, ())
            go_on.wait(10)

    youju.assistant.stream = slow
    answering = create_app(youju).state.service.answering

    async def listen_once() -> None:
        events = answering.stream(Asked(URGENT, Caller(frozenset())))
        await anext(events)
        await events.aclose()

    asyncio.run(asyncio.wait_for(listen_once(), 10))
    go_on.set()
    while answering.n_waiting():
        time.sleep(0.01)
    assert len(handed) <= 3
