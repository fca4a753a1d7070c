"""Three processes of the API over one PostgreSQL and one Chroma server: under load, one of them killed, and on machines of their own."""

import asyncio
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import httpx
import pytest

from api.load.measuring import Measured, measure
from indexing import shared_library
from indexing.embedding import load_embedder
from tests.scale.servers import Running, answers, free_port, wait_until

QUESTIONS = ("急会诊多久到位", "医疗质量管理委员会主任由谁担任", "门诊病历要保存多少年", "病历可以涂改吗")
N_CLIENTS = 24
JOB_SECONDS = 180
SECONDS = float(os.environ.get("SCALE_SECONDS", "20"))

# A load is asked in so many rounds; one that does not get its answers in so many seconds hangs.
N_ROUNDS, LOAD_SECONDS = 10, 300

# Two of three processes answer, while the third is started: the pace may fall by so much at most.
LEAST_AFTER_KILL = 4
BUNDLED = Path(__file__).parents[2] / "corpus" / "bundled"
UPLOADED = "某县会诊办法\n\n第一条 第{number}号医院的急会诊应当在{number}分钟内到位。\n"


@pytest.fixture
def environment(database_url: str, chroma: Running) -> dict[str, str]:
    limits = {"YOUJU_USER_REQUESTS_PER_MINUTE": "0", "YOUJU_KEY_REQUESTS_PER_MINUTE": "0", "YOUJU_MAX_WAITING_QUESTIONS": "500"}
    shared = {"YOUJU_DATABASE_URL": database_url, "YOUJU_CHROMA_URL": chroma.url, "YOUJU_SECRET_KEY": secrets.token_hex(16)}
    return {**limits, **shared, "OMP_NUM_THREADS": "1"}


def tell(words: str) -> None:
    """Shows a figure, where `make test-scale` asks for them."""
    sys.stdout.write(f"\n{words}\n")


def youju(*words: str, port: int, home: Path, environment: dict[str, str]) -> Running:
    """A command that serves."""
    command = [str(Path(sys.executable).with_name("youju")), *words, "--port", str(port)]
    url = f"http://127.0.0.1:{port}"
    told = {**environment, "YOUJU_HOME": str(home)}
    return Running(command, url, home.with_suffix(".log"), lambda: answers(f"{url}/api/v1/documents"), environment=told)


def ingest(home: Path, environment: dict[str, str]) -> None:
    program, told = str(Path(sys.executable).with_name("youju")), {**os.environ, **environment, "YOUJU_HOME": str(home)}
    subprocess.run([program, "ingest", str(BUNDLED)], env=told, check=True, capture_output=True)


def workers_of(server: Running) -> list[int]:
    """The processes that serve."""
    assert server.process is not None
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text("utf-8").split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


class Load:
    """Many clients that ask on a thread of their own, in rounds, until they are told to end: a busy machine takes longer for as much."""

    def __init__(self, address: str, n_clients: int = N_CLIENTS) -> None:
        self.rounds: list[Measured] = []
        self._address = address
        self._n_clients = n_clients
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()

    def go_on(self, n_answers: int) -> Measured:
        """Goes on for half of `SECONDS`, and until there are so many answers more; what came of that."""
        begun, before = time.monotonic(), len(self.rounds)
        wait_until(lambda: time.monotonic() - begun >= SECONDS / 2 and n_answered(self.rounds[before:]) >= n_answers, seconds=LOAD_SECONDS)
        return together(self.rounds[before:])

    def end(self) -> Measured:
        """Ends, and tells what came of it all."""
        self._ended.set()
        self._thread.join()
        return together(self.rounds)

    def _ask(self) -> None:
        while not self._ended.is_set():
            # Never the same words twice: no answer may be remembered.
            asked = [f"{question}{'。' * len(self.rounds)}" for question in QUESTIONS]
            self.rounds.append(
                asyncio.run(measure(self._address, asked, clients=self._n_clients, seconds=SECONDS / N_ROUNDS, distinct=True))
            )


def together(rounds: Sequence[Measured]) -> Measured:
    """Rounds as one measurement."""
    return Measured(tuple(reply for each in rounds for reply in each.replies), sum(each.seconds for each in rounds))


def n_answered(rounds: Sequence[Measured]) -> int:
    return sum(len(each.replies) - each.n_failed for each in rounds)


def upload(url: str, number: int) -> str:
    """The id of the job that an upload is."""
    files = {"files": (f"{number}.txt", UPLOADED.format(number=number).encode(), "text/plain")}
    reply = httpx.post(f"{url}/api/v1/documents", files=files, timeout=30)
    assert reply.status_code == httpx.codes.ACCEPTED, reply.text
    return str(reply.json()["id"])


def state_of(url: str, job_id: str) -> str:
    try:
        return str(httpx.get(f"{url}/api/v1/jobs/{job_id}", timeout=10).json()["state"])
    except httpx.HTTPError:
        return "unreachable"


def wait_for_jobs(url: str, jobs: Iterable[str]) -> None:
    """Waits until uploads have ended well."""
    deadline = time.monotonic() + JOB_SECONDS
    while (states := {job: state_of(url, job) for job in jobs}) and set(states.values()) != {"done"}:
        assert time.monotonic() < deadline, states
        time.sleep(0.2)


def knows(url: str, number: int) -> bool:
    """Whether an answer stands on an upload."""
    question = f"第{number}号医院的急会诊多久到位"
    return f"{number}分钟" in httpx.post(f"{url}/api/v1/answers", json={"question": question}, timeout=30).json()["answer"]


def check_truth(environment: dict[str, str], home: Path) -> shared_library.Library:
    return shared_library.open_library(
        home, embedder=load_embedder(""), database_url=environment["YOUJU_DATABASE_URL"], chroma_url=environment["YOUJU_CHROMA_URL"]
    )


@pytest.fixture
def server(environment: dict[str, str], tmp_path: Path) -> Iterator[Running]:
    """Three processes behind one address."""
    home = tmp_path / "home"
    ingest(home, environment)
    running = youju("serve", "--workers", "3", port=free_port(), home=home, environment=environment)
    running.start()
    wait_until(lambda: len(workers_of(running)) == 3)
    yield running
    if running.process and running.process.poll() is None:
        running.kill(signal.SIGTERM)


def test_one_process_of_three_is_killed_under_load_and_only_what_it_was_at_is_lost(
    server: Running, environment: dict[str, str], tmp_path: Path
) -> None:
    load = Load(server.url)
    jobs = [upload(server.url, number) for number in range(10, 16)]
    with_three = load.go_on(5 * N_CLIENTS)
    first = workers_of(server)
    os.kill(first[0], signal.SIGKILL)
    with_two = load.go_on(5 * N_CLIENTS)
    measured = load.end()
    wait_for_jobs(server.url, jobs)
    told = f"{len(measured.replies)} replies, {with_three.per_second:.0f}/s and {with_two.per_second:.0f}/s after the kill, "
    times = f"p50 {measured.milliseconds(0.5):.0f} ms, p95 {measured.milliseconds(0.95):.0f} ms, "
    tell(f"{told}{times}{measured.n_failed} of {N_CLIENTS} clients lost one to the kill")
    # A client has one question under way: at most one for each that was with the killed process.
    assert measured.n_failed < N_CLIENTS
    assert with_two.per_second > with_three.per_second / LEAST_AFTER_KILL
    wait_until(lambda: len(workers_of(server)) == 3)
    assert len(set(first) & set(workers_of(server))) == 2
    for number in range(10, 16):
        wait_until(lambda number=number: knows(server.url, number), seconds=10)
    assert server.kill(signal.SIGTERM) == 0
    with check_truth(environment, tmp_path / "home") as library:
        assert library.verify() == []
        with library._store._database.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM answers").scalar() >= n_answered([measured])


@pytest.fixture
def machines(environment: dict[str, str], tmp_path: Path) -> Iterator[list[Running]]:
    """Three processes, each with an address and a home of its own."""
    ingest(tmp_path / "home0", environment)
    running = [youju("serve", port=free_port(), home=tmp_path / f"home{number}", environment=environment) for number in range(3)]
    for each in running:
        each.start(wait=False)
    for each in running:
        each.wait()
    yield running
    for each in running:
        each.close()


def test_three_machines_share_what_each_writes_though_one_is_killed_while_it_writes(
    machines: list[Running], environment: dict[str, str], tmp_path: Path
) -> None:
    loads = [Load(machine.url, n_clients=8) for machine in machines[:2]]
    jobs = {upload(machines[number % 3].url, 20 + number): number % 3 for number in range(9)}
    machines[2].kill()
    for load in loads:
        load.go_on(8)
        measured = load.end()
        told = f"{len(measured.replies)} replies, {measured.per_second:.0f}/s, p95 {measured.milliseconds(0.95):.0f} ms"
        tell(f"{told}, {measured.n_failed} failed")
        assert measured.n_failed == 0
    machines[2].start()
    wait_for_jobs(machines[0].url, jobs)
    for machine in machines:
        for number in range(9):
            wait_until(lambda url=machine.url, number=number: knows(url, 20 + number), seconds=10)
    for number, machine in enumerate(machines):
        assert machine.kill(signal.SIGTERM) == 0
        with check_truth(environment, tmp_path / f"home{number}") as library:
            assert library.verify() == []


def test_several_processes_need_servers(tmp_path: Path, environment: dict[str, str]) -> None:
    for missing in ("YOUJU_DATABASE_URL", "YOUJU_CHROMA_URL"):
        given = {name: value for name, value in environment.items() if name != missing}
        refused = youju("serve", "--workers", "2", port=free_port(), home=tmp_path / "home", environment=given)
        refused.start(wait=False)
        assert refused.process is not None
        assert refused.process.wait(30) == 2
        assert "YOUJU_CHROMA_URL to a Chroma server" in refused.log.read_text("utf-8")


def test_a_server_with_another_secret_is_refused(tmp_path: Path, environment: dict[str, str]) -> None:
    ingest(tmp_path / "home", environment)
    other = {**environment, "YOUJU_SECRET_KEY": secrets.token_hex(16)}
    for workers in (("--workers", "2"), ()):
        refused = youju("serve", *workers, port=free_port(), home=tmp_path / "other", environment=other)
        refused.start(wait=False)
        assert refused.process is not None
        assert refused.process.wait(60) == 2
        told = refused.log.read_text("utf-8")
        assert "YOUJU_SECRET_KEY is not that of the other servers" in told
        assert not any(each["YOUJU_SECRET_KEY"] in told for each in (environment, other))


def test_a_setting_that_is_wrong_ends_all_processes_and_is_told(tmp_path: Path, environment: dict[str, str]) -> None:
    wrong = {**environment, "YOUJU_DATABASE_URL": environment["YOUJU_DATABASE_URL"] + "_of_nobody"}
    refused = youju("serve", "--workers", "2", port=free_port(), home=tmp_path / "home", environment=wrong)
    refused.start(wait=False)
    assert refused.process is not None
    assert refused.process.wait(60) == 2
    assert "correct YOUJU_DATABASE_URL" in refused.log.read_text("utf-8")
