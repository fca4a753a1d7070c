"""`youju serve`: the HTTP API in one process, which owns the index for as long as it runs."""

import signal
import socket
from contextlib import suppress
from datetime import UTC, datetime
from ipaddress import ip_address

import typer
import uvicorn

from api.app import create_app
from api.logs import log_as_json
from api.pauses import limit_pauses
from assistant.bootstrap import Youju
from corpus.errors import SettingsError


def serve_forever(youju: Youju, *, host: str, port: int) -> int:
    """Serve until a signal stops it; 0 after an orderly stop.

    Raises:
        SettingsError: Nothing can listen on this address and port, or nobody could use what does.
        StoreBusyError: Another process owns the home.
    """
    with _listening(host, port) as listener:
        address, bound_port = listener.getsockname()[:2]
        _check_access(youju, address)
        youju.library.own(wait=False)
        typer.echo(f"Youju listens on http://{_in_url(address)}:{bound_port}")
        log_as_json()
        limit_pauses()
        # Who calls is told by the connection itself: what a proxy's headers say of it anybody could say.
        config = uvicorn.Config(
            create_app(youju), host=address, port=bound_port, log_config=None, access_log=False, server_header=False, proxy_headers=False
        )
        # The server takes both signals, ends its requests, and raises them again: what is open is then closed, whichever it was.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
    return 0


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


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise SettingsError(f"Cannot listen on {host!r} port {port}: {error.strerror}. Choose others with --host and --port.") from error
