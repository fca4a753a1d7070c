"""A server that is asked, fed and emptied for a long time: no error, no wrong answer, and memory and file handles stay flat.

SOAK_SECONDS says how long; `make soak` takes an hour.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.faults.homes import OLD_REPLIES, QUESTIONS

SECONDS = float(os.environ.get("SOAK_SECONDS", "15"))
N_ASKING = 2

# At most so many documents are there beside the four that are asked about.
N_DOCUMENTS = 20

# Caches fill in the first half; in the second half nothing may grow further but for noise.
MOST_GROWTH, NOISE_BYTES, NOISE_FILES = (1.08 if SECONDS >= 300 else 1.3), 24_000_000, 12

# Without a limit of its arenas glibc keeps twice as much for nothing.
MOST_BYTES_OF_CACHES = 150_000_000


@dataclass
class Soak:
    """A server under load; `problems` are errors and wrong answers, samples are of resident bytes and open files."""

    url: str
    pid: int
    ended: threading.Event = field(default_factory=threading.Event)
    problems: list[str] = field(default_factory=list)
    n_asked: int = 0
    n_taken_in: int = 0
    n_removed: int = 0
    samples: list[tuple[int, int]] = field(default_factory=list)

    def run(self, seconds: float) -> None:
        threads = [threading.Thread(target=self._until_ended, args=(self._ask,)) for _ in range(N_ASKING)]
        threads += [threading.Thread(target=self._until_ended, args=(work,)) for work in (self._change, self._sample)]
        for thread in threads:
            thread.start()
        self.ended.wait(seconds)
        self.ended.set()
        for thread in threads:
            thread.join()

    def _until_ended(self, work: Callable[[httpx.Client], None]) -> None:
        with httpx.Client(base_url=self.url, timeout=60, trust_env=False) as client:
            while not self.ended.is_set():
                try:
                    work(client)
                except (httpx.HTTPError, AssertionError, KeyError) as error:
                    self.problems.append(f"{work.__name__}: {error!r}")
                    self.ended.set()

    def _ask(self, client: httpx.Client) -> None:
        for question, name in QUESTIONS.items():
            reply = client.post("/api/v1/answers", json={"question": question})
            assert reply.is_success, reply.text
            said = reply.json()["answer"] if reply.json()["status"] == "answered" else ""
            wanted = OLD_REPLIES[name]
            assert wanted in said if wanted else not said, (question, said)
            self.n_asked += 1
        time.sleep(0.02)

    def _change(self, client: httpx.Client) -> None:
        number = self.n_taken_in
        # Words of their own, so that the questions are not about them.
        body = "".join(f"第{each}条 第{number}号器材由管理员{each}保管，编号为{number * 100 + each}。\n" for each in range(1, 6))
        upload = {"files": (f"{number}.txt", f"器材台账{number}\n{body}".encode(), "text/plain")}
        accepted = client.post("/api/v1/documents", files=upload)
        assert accepted.is_success, accepted.text
        while (job := client.get(accepted.headers["Location"]).json())["state"] not in {"done", "failed"}:
            time.sleep(0.02)
        assert job["state"] == "done", job
        assert job["report"]["failed"] == 0, job
        self.n_taken_in += 1
        if number >= N_DOCUMENTS:
            self._remove(client, f"{number - N_DOCUMENTS}.txt")
        time.sleep(0.1)

    def _remove(self, client: httpx.Client, name: str) -> None:
        listed = client.get("/api/v1/documents", params={"page_size": 100}).json()["items"]
        [document_id] = [each["document_id"] for each in listed if each["source_name"] == name]
        removed = client.delete(f"/api/v1/documents/{document_id}")
        assert removed.is_success, removed.text
        self.n_removed += 1

    def _sample(self, client: httpx.Client) -> None:
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        self.samples.append((pages * os.sysconf("SC_PAGE_SIZE"), sum(1 for _ in Path(f"/proc/{self.pid}/fd").iterdir())))
        self.ended.wait(max(0.2, SECONDS / 200))


@pytest.fixture
def soak(home: Path, tmp_path: Path) -> Iterator[Soak]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("YOUJU_")}
    limits = {"YOUJU_KEY_REQUESTS_PER_MINUTE": "0", "YOUJU_USER_REQUESTS_PER_MINUTE": "0"}
    command = [Path(sys.executable).with_name("youju"), "serve", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, env={**inherited, **limits, "YOUJU_HOME": str(home)}, stdout=log, stderr=log)
    try:
        for _ in range(600):
            try:
                httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False)
            except httpx.HTTPError:
                time.sleep(0.1)
            else:
                break
        yield Soak(f"http://127.0.0.1:{port}", process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="Memory and open files are read from /proc")
def test_memory_and_open_files_stay_flat(soak: Soak) -> None:
    soak.run(SECONDS)
    bytes_of, files_of = zip(*soak.samples, strict=True)
    middle, last = slice(len(bytes_of) // 2, len(bytes_of) * 3 // 4), slice(len(bytes_of) * 3 // 4, None)
    memory = [statistics.median(bytes_of[part]) for part in (middle, last)]
    files = [statistics.median(files_of[part]) for part in (middle, last)]
    n_files = f"{files_of[0]}, then {files[0]:.0f} and {files[1]:.0f}"
    sys.stdout.write(
        f"\n{SECONDS:.0f} s: {soak.n_asked} asked, {soak.n_taken_in} taken in, {soak.n_removed} removed; memory "
        f"{bytes_of[0] / 1e6:.0f}, then {memory[0] / 1e6:.0f} and {memory[1] / 1e6:.0f} MB; open files {n_files}\n"
    )
    assert soak.problems == []
    assert min(soak.n_asked, soak.n_taken_in) > 0
    assert memory[1] <= bytes_of[0] + MOST_BYTES_OF_CACHES
    assert memory[1] <= MOST_GROWTH * memory[0] + NOISE_BYTES
    assert files[1] <= files[0] + NOISE_FILES
