"""A server on loopback that speaks the OpenAI protocol, and fails in the ways that servers do."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REPLY = "急会诊应当在请求发出后10分钟内到位。[1]"


def chunk(text: str, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}
    body = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n".encode()


def spoken(text: str = REPLY) -> Iterator[bytes]:
    yield from map(chunk, text)
    yield chunk("", "stop")
    yield b"data: [DONE]\n\n"


def endless() -> Iterator[bytes]:
    while True:
        yield chunk("普通会诊在发出后24小时内完成。[1]")


def silent() -> Iterator[bytes]:
    yield chunk("急会诊")
    time.sleep(3)


def not_utf8() -> Iterator[bytes]:
    yield chunk("急会诊").replace("会诊".encode(), "会诊".encode("gb18030"))


# How the server answers: a status, and the body in pieces.
FAULTS = {
    "too many requests": (429, lambda: iter([b'{"error": {"message": "slow down"}}'])),
    "server error": (500, lambda: iter([b"<html>oops</html>"])),
    "empty body": (200, lambda: iter([])),
    "empty reply": (200, lambda: spoken("")),
    "cut in a sentence": (200, lambda: map(chunk, REPLY[:10])),
    "no JSON": (200, lambda: iter([b"data: {broken\n\n"])),
    "not UTF-8": (200, not_utf8),
    "endless": (200, endless),
    "silent": (200, silent),
}


@contextmanager
def serving(status: int, body) -> Iterator[str]:
    """The base URL of a server that answers every request in the same way."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Type", "text/event-stream" if status == 200 else "application/json")
            self.end_headers()
            try:
                for piece in body():
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
