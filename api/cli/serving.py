"""`youju serve`: the HTTP API, in one process that owns the index for as long as it runs, or in several that share what is in servers."""

import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from ipaddress import ip_address

import typer
import uvicorn

from api.app import create_app
from api.arenas import limit_arenas
from api.cli.workers import check_workers, serve_by_workers
from api.logs import log_as_json
from api.pauses import limit_pauses
from assistant.bootstrap import Youju, open_youju
from assistant.settings import Settings
from corpus.errors import SettingsError

# What is under way when a server is told to stop has so long to end.
STOP_SECONDS = 5

# Connections that wait to be accepted by one of several processes.
BACKLOG = 2048


class Server(uvicorn.Server):
    """A server that has what is under way end soon when it is told to stop."""

    def __init__(self, config: uvicorn.Config, youju: Youju) -> None:
        super().__init__(config)
        self._youju = youju

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends what waits for a language model, then everything."""
        self._youju.hurry()
        await super().shutdown(sockets)


def serve_with_workers(settings: Settings, *, host: str, port: int, n_workers: int) -> int:
    """Serve by several processes until a signal stops them; 0 after an orderly stop.

    Raises:
        SettingsError: Nothing can listen on this address and port, or several processes cannot share what the settings name.
    """
    check_workers(settings, n_workers)
    # It is bound, so that nobody else takes the port, and does not listen: those of the processes do.
    with _bound(host, port) as reserved:
        address, bound_port = reserved.getsockname()[:2]
        _tell(reserved)
        serve_by_workers(_serve_as_one, address, bound_port, n_workers)
    return 0


def _serve_as_one(address: str, port: int) -> None:
    """What one of several processes does."""
    with open_youju() as youju, _bound(address, port) as listener:
        _serve(youju, listener, ready=lambda: listener.listen(BACKLOG))


def serve_forever(youju: Youju, *, host: str, port: int) -> int:
    """Serve until a signal stops it; 0 after an orderly stop.

    Raises:
        SettingsError: Nothing can listen on this address and port, or nobody could use what does.
        StoreBusyError: Another process owns the home.
    """
    with _listening(host, port) as listener:
        _serve(youju, listener, ready=lambda: _tell(listener))
    return 0


def _serve(youju: Youju, listener: socket.socket, *, ready: Callable[[], None] = lambda: None) -> None:
    """Serves what comes to a socket until a signal stops it; `ready` is called when what comes will be answered."""
    _check_access(youju, listener.getsockname()[0])
    limit_arenas()
    youju.library.own(wait=False)
    youju.warm_up()
    ready()
    log_as_json()
    limit_pauses()
    # Who calls is told by the connection itself: what a proxy's headers say of it anybody could say.
    config = uvicorn.Config(
        create_app(youju),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    # The server takes both signals, ends its requests, and raises them again: what is open is then closed, whichever it was.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        Server(config, youju).run(sockets=[listener])


def _tell(listener: socket.socket) -> None:
    address, port = listener.getsockname()[:2]
    typer.echo(f"Youju listens on http://{_in_url(address)}:{port}")


def _check_access(youju: Youju, address: str) -> None:
    """Warns where strangers are let in, and raises where not even friends are."""
    required, is_open = youju.settings.api_keys_required, not ip_address(address).is_loopback
    if required == "never":
        if is_open:
            typer.echo("youju: YOUJU_API_KEYS_REQUIRED=never: whoever reaches this address may read, upload and delete.", err=True)
        return
    now = datetime.now(UTC)
    if (is_open or required == "always") and not any(key.is_valid(now) for key in youju.library.keyring.all_keys()):
        raise SettingsError(
            f"Nobody could use a server on {address!r}: there is no access key. Make one with `youju keys create NAME`, "
            "or set YOUJU_API_KEYS_REQUIRED=never where a proxy keeps strangers out."
        )


def _in_url(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _bound(host: str, port: int) -> socket.socket:
    """A socket that shares its port with others of this user."""
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise SettingsError(f"Cannot listen on {host!r} port {port}: {error.strerror}. Choose others with --host and --port.") from error
    return bound


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise SettingsError(f"Cannot listen on {host!r} port {port}: {error.strerror}. Choose others with --host and --port.") from error
