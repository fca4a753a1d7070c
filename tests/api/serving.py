"""A real server on the loopback address, for tests with the clients that people use."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from api.app import create_app
from tests.api.fakes import FakeYouju


@contextmanager
def served(youju: FakeYouju) -> Iterator[str]:
    """The address of a server that answers from `youju`."""
    config = uvicorn.Config(create_app(youju), host="127.0.0.1", port=0, log_config=None, access_log=False, proxy_headers=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        deadline = time.monotonic() + 20
        while not server.started:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
