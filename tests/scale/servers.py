"""Servers on loopback ports, each with all of its state in one folder; they can be killed, stopped and started again."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import sqlalchemy as sql

from indexing.postgres import Postgres

WAIT_SECONDS = 90
PASSWORD = "only-for-tests"


@dataclass
class Running:
    """A server process; `ready` tells whether it answers."""

    command: Sequence[str]
    url: str
    log: Path
    ready: Callable[[], bool]
    user: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self, *, wait: bool = True) -> None:
        """Starts it, and waits until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=log, user=self.user, start_new_session=True, env={**os.environ, **self.environment}
            )
        if wait:
            self.wait()

    def wait(self) -> None:
        """Waits until it answers."""
        deadline = time.monotonic() + WAIT_SECONDS
        while not self.ready():
            assert self.process is not None
            assert self.process.poll() is None, self.log.read_text("utf-8", "replace")[-3000:]
            assert time.monotonic() < deadline, self.log.read_text("utf-8", "replace")[-3000:]
            time.sleep(0.05)

    def kill(self, by: signal.Signals = signal.SIGKILL) -> int:
        """Ends it, and gives its exit status."""
        assert self.process is not None
        self.process.send_signal(by)
        return self.process.wait(WAIT_SECONDS)

    def close(self) -> None:
        """Ends it, where it still runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.kill(signal.SIGKILL)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def lets_in(url: str) -> bool:
    """Whether a PostgreSQL server answers: it listens for some time before it does."""
    backend = Postgres(url)
    try:
        backend.engine.connect().close()
    except sql.exc.OperationalError:
        return False
    finally:
        backend.close()
    return True


@contextmanager
def postgres_server(folder: Path) -> Iterator[Running]:
    """A PostgreSQL server whose data are in the folder."""
    programs = _postgres_programs()
    user = "postgres" if os.getuid() == 0 else None
    data, password, port = folder / "data", folder / "password", free_port()
    password.write_text(PASSWORD, "utf-8")
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    initdb = (str(programs / "initdb"), "-D", str(data), "-A", "scram-sha-256", "-U", "youju", f"--pwfile={password}", "-E", "UTF8")
    # Another locale than ours: the order of texts must not follow it.
    subprocess.run([*initdb, "--locale=C.UTF-8"], check=True, user=user, capture_output=True, cwd="/")
    options = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "on", "max_connections": 200}
    command = [str(programs / "postgres"), "-D", str(data), *(f"--{name}={value}" for name, value in options.items())]
    url = f"postgresql://youju:{PASSWORD}@127.0.0.1:{port}/postgres"
    server = Running(command, url, folder / "log", lambda: lets_in(url), user)
    yield from _while_running(server)


def _postgres_programs() -> Path:
    found = shutil.which("initdb")
    return Path(found).parent if found else max(Path("/usr/lib/postgresql").glob("*/bin"))


@contextmanager
def chroma_server(folder: Path) -> Iterator[Running]:
    """A Chroma server whose data are in the folder."""
    port = free_port()
    program = Path(sys.executable).with_name("chroma")
    command = [str(program), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    url = f"http://127.0.0.1:{port}"
    yield from _while_running(Running(command, url, folder.with_suffix(".log"), lambda: answers(f"{url}/api/v2/heartbeat")))


def answers(url: str) -> bool:
    """Whether a GET gets a 200."""
    try:
        return httpx.get(url, timeout=2).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _while_running(server: Running) -> Iterator[Running]:
    server.start()
    try:
        yield server
    finally:
        server.close()


def wait_until(condition: Callable[[], bool], *, seconds: float = WAIT_SECONDS) -> None:
    """Waits until something holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def raises(error: type[Exception], work: Callable[[], object]) -> bool:
    """Whether some work fails so."""
    try:
        work()
    except error:
        return True
    return False
