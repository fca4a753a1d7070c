"""The measuring client: counts answers and failures of a server, and when its replies begin."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator

import pytest
import typer
import uvicorn
from typer.testing import CliRunner

from api.app import create_app
from api.load.__main__ import STREAM, load
from api.load.measuring import measure, read_questions
from corpus.errors import NotFoundError
from tests.api.fakes import UNANSWERABLE, URGENT, FakeYouju


@pytest.fixture
def address() -> Iterator[str]:
    """A server on a thread of its own; questions of more than 500 characters fail there."""
    server = uvicorn.Server(uvicorn.Config(create_app(FakeYouju()), port=0, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("accept", ["application/json", STREAM])
def test_answers_are_counted_and_timed(address, accept):
    measured = asyncio.run(measure(address, [URGENT, UNANSWERABLE], clients=4, seconds=0.3, accept=accept))
    assert (measured.n_failed, measured.per_second > 10) == (0, True)
    assert 0 < measured.milliseconds(0.5, first=True) <= measured.milliseconds(0.99) < 2000


def test_what_is_no_answer_is_counted_as_failed(address):
    measured = asyncio.run(measure(address, ["会" * 600], clients=2, seconds=0.1))
    assert (measured.n_failed, measured.per_second) == (len(measured.replies), 0)


def test_the_command_tells_figures_and_fails_where_nothing_listens(address, tmp_path):
    app = typer.Typer()
    app.command()(load)
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"question": URGENT}), encoding="utf-8")
    done = CliRunner().invoke(app, [address, "--questions", str(questions), "--clients", "2", "--seconds", "0.1"])
    assert (done.exit_code, "answers/s" in done.output, "first event" in done.output) == (0, True, True)
    failed = CliRunner().invoke(app, ["http://127.0.0.1:9", "--questions", str(questions)])
    assert (failed.exit_code, "Nothing was measured" in failed.output) == (1, True)


def test_a_file_without_questions_is_told(tmp_path):
    (tmp_path / "questions.jsonl").write_text("\n", encoding="utf-8")
    for path in (tmp_path / "questions.jsonl", tmp_path / "nothing.jsonl"):
        with pytest.raises(NotFoundError, match=path.name):
            read_questions(path)
