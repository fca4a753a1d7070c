"""The log: lines of JSON that tell what happened, and neither what was asked nor by whom."""

import io
import json
import logging
import time
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.hashing import load_hasher
from api.logs import log_as_json
from api.upkeep import Upkeep
from corpus.errors import StoreBusyError
from indexing.journal import KeptAnswer
from tests.api.fakes import URGENT, FakeYouju

ANSWERS = "/api/v1/answers"


@pytest.fixture
def log():
    """What is logged while a test runs."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    output = io.StringIO()
    log_as_json(output)
    yield lambda: [json.loads(line) for line in output.getvalue().splitlines()]
    root.handlers, root.level = before, level


def test_a_request_is_one_line_without_question_and_user(youju, log):
    client = TestClient(create_app(youju))
    client.post(f"{ANSWERS}?secret=planted", json={"question": f"{URGENT}planted", "user": "li-planted"}, headers={"X-Request-Id": "r-1"})
    (line,) = [line for line in log() if line["logger"] == "youju.requests"]
    assert (line["request_id"], line["method"], line["route"], line["status"]) == ("r-1", "POST", ANSWERS, 200)
    assert line["user"] == load_hasher(youju.settings).user("", "li-planted")
    assert line["milliseconds"] > 0
    assert "planted" not in json.dumps(log())


def test_questions_are_logged_where_that_is_wanted(log):
    TestClient(create_app(FakeYouju(log_questions=True))).post(ANSWERS, json={"question": URGENT})
    assert URGENT in [line.get("question") for line in log()]


def test_paths_are_logged_as_templates(youju, log):
    client = TestClient(create_app(youju))
    client.get(f"{ANSWERS}/planted")
    client.get("/planted/planted")
    assert [line["route"] for line in log() if "route" in line] == [f"{ANSWERS}/{{answer_id}}", "(none)"]
    assert "planted" not in json.dumps(log())


def test_a_defect_is_logged_with_its_trace_and_request(log):
    client = TestClient(create_app(FakeYouju(failure=ZeroDivisionError("1/0"))), raise_server_exceptions=False)
    assert client.post(ANSWERS, json={"question": URGENT}, headers={"X-Request-Id": "r-2"}).status_code == 500
    line = next(line for line in log() if line.get("request_id") == "r-2" and "trace" in line)
    assert "ZeroDivisionError" in line["trace"]


def kept(answer_id: str, days_ago: int) -> KeptAnswer:
    return KeptAnswer(answer_id, None, "", "", "http", "问", "{}", datetime.now(UTC) - timedelta(days=days_ago))


def wait_until_gone(youju: FakeYouju, answer_id: str) -> bool:
    for _ in range(100):
        with youju.library.journal._database.reading() as connection:
            if not connection.exec_driver_sql("SELECT 1 FROM answers WHERE answer_id = ?", (answer_id,)).all():
                return True
        time.sleep(0.02)
    return False


def test_what_was_kept_long_enough_is_deleted_when_a_server_starts_and_again_later():
    youju = FakeYouju(retention_days=30)
    youju.library.journal.add([kept("old", 31), kept("new", 29)])
    with TestClient(create_app(youju)):
        assert wait_until_gone(youju, "old")
    assert youju.library.journal.answer("new")
    upkeep = Upkeep(youju.library.journal, retention_days=30, every_seconds=0.01)
    upkeep.start()
    youju.library.journal.add([kept("older", 31)])
    assert wait_until_gone(youju, "older")
    upkeep.close()


def test_nothing_is_deleted_where_everything_is_kept():
    youju = FakeYouju(retention_days=0)
    youju.library.journal.add([kept("old", 9999)])
    with TestClient(create_app(youju)):
        pass
    assert youju.library.journal.answer("old")


def test_a_store_that_is_locked_does_not_end_the_upkeep(youju, log, monkeypatch):
    def busy(_before: object) -> None:
        raise StoreBusyError("locked")

    monkeypatch.setattr(youju.library.journal, "purge", busy)
    Upkeep(youju.library.journal, retention_days=30).purge()
    assert [line["level"] for line in log()] == ["warning"]
