"""A server that is told to stop while it answers: the answer under way is finished, and the process ends within ten seconds."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.assistant.chat_server import chunk, serving

SCRIPT = Path(sys.executable).with_name("youju")
MOST_SECONDS = 10


def slow() -> Iterator[bytes]:
    """A model that writes for a minute."""
    for _ in range(60):
        yield chunk("急会诊")
        time.sleep(1)


@pytest.fixture
def server(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("YOUJU_")}
    with serving(200, slow) as model:
        settings = {"YOUJU_HOME": str(home), "YOUJU_CHAT_MODEL": "openai:m", "YOUJU_CHAT_BASE_URL": model}
        with subprocess.Popen([SCRIPT, "serve", "--port", str(port)], env={**inherited, **settings}) as process:
            for _ in range(300):
                try:
                    httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False)
                except httpx.HTTPError:
                    time.sleep(0.1)
                else:
                    break
            yield process, f"http://127.0.0.1:{port}"
            process.kill()


def test_an_answer_under_way_is_finished_when_the_server_is_told_to_stop(server: tuple[subprocess.Popen[bytes], str]) -> None:
    process, url = server
    stopped: list[float] = []

    def stop() -> None:
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        stopped.append(time.monotonic())

    stopping = threading.Thread(target=stop)
    stopping.start()
    headers = {"Accept": "text/event-stream"}
    with httpx.stream(
        "POST", f"{url}/api/v1/answers", json={"question": "急会诊多久到位"}, headers=headers, timeout=60, trust_env=False
    ) as reply:
        told = "".join(reply.iter_text())
    stopping.join()
    process.wait(MOST_SECONDS)
    assert time.monotonic() - stopped[0] < MOST_SECONDS
    assert "event: answer" in told
    assert "10分钟" in told
    assert process.returncode == 0
