"""`youju serve`: the HTTP API in one process, which owns the index for as long as it runs."""

import signal
import socket
from contextlib import suppress

import typer
import uvicorn

from api.app import create_app
from assistant.bootstrap import Youju
from corpus.errors import SettingsError


def serve_forever(youju: Youju, *, host: str, port: int) -> int:
    """Serve until a signal stops it; 0 after an orderly stop.

    Raises:
        SettingsError: Nothing can listen on this address and port, or keys are required, which this version cannot check.
        StoreBusyError: Another process owns the home.
    """
    if youju.settings.api_keys_required:
        raise SettingsError(
            "YOUJU_API_KEYS_REQUIRED is set and keys cannot be checked yet: unset it, and serve behind a proxy that checks them."
        )
    with _listening(host, port) as listener:
        youju.library.own()
        address, bound_port = listener.getsockname()[:2]
        typer.echo(f"Youju listens on http://{_in_url(address)}:{bound_port}")
        config = uvicorn.Config(create_app(youju), host=address, port=bound_port, log_level="info", server_header=False)
        # The server takes both signals, ends its requests, and raises them again: what is open is then closed, whichever it was.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
    return 0


def _in_url(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise SettingsError(f"Cannot listen on {host!r} port {port}: {error.strerror}. Choose others with --host and --port.") from error
