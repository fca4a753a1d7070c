"""`youju wecom-bot`: the robot of WeCom over its long connection."""

import signal

import typer

from api.channels.wecom.line_robot import run_until_stopped
from api.logs import log_as_json
from api.service import Service
from assistant.bootstrap import Youju


def answer_until_stopped(youju: Youju) -> int:
    """Answer until a signal comes; 0 after an orderly stop.

    Raises:
        SettingsError: Id or Secret are missing, or WeCom does not know them.
        StoreBusyError: Another process runs the robot of this home.
        YoujuError: Another program connected as the same robot.
    """
    typer.echo("Youju answers the WeCom robot; stop it with Ctrl+C.")
    log_as_json()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    service = Service.of(youju)
    try:
        run_until_stopped(service)
    finally:
        service.close()
    return 0
