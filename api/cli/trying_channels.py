"""Checks and tries the channels for `youju channels`."""

from typing import Literal

import typer

from api.channels.findings import Mark
from api.channels.simulating import Mode, Simulation
from api.channels.wechat.checking import check
from api.channels.wechat.messages import MENU, reply_words
from api.channels.wechat.platform import Platform
from api.channels.wecom.checking import check as check_wecom
from api.refusals import RefusalError
from assistant.settings import Settings
from corpus.errors import SettingsError, YoujuError


def check_channels(settings: Settings, *, offline: bool) -> int:
    """Print a line for each finding; 1 where something is wrong."""
    platform = None if offline else _platform(settings)
    findings = [*check(settings, platform), *check_wecom(settings, offline=offline)]
    for finding in findings:
        typer.echo(f"{finding.mark:<5}  {finding.what}: {finding.words}")
    return int(any(finding.mark is Mark.WRONG for finding in findings))


def simulate_message(settings: Settings, channel: Literal["wechat", "wecom-app"], text: str, *, url: str, mode: str, user: str) -> int:
    """Print the reply to a message that is sent as the platform would.

    Raises:
        SettingsError: The channel is not set up.
        YoujuError: No server answers there, it refuses the message, or its reply cannot be opened.
    """
    try:
        side = Simulation.of(settings) if channel == "wechat" else Simulation.of_wecom(settings)
        reply = side.ask(text, url=url, mode=Mode(mode), user=user)
    except RefusalError as error:
        raise YoujuError(f"The reply of the server cannot be opened: {error.detail}") from error
    typer.echo(reply_words(reply))
    return 0


def create_menu(settings: Settings) -> int:
    """Put the menu into the account.

    Raises:
        SettingsError: AppID or AppSecret is missing.
        YoujuError: WeChat cannot be reached, or does not take it.
    """
    if not (settings.wechat_app_id and settings.wechat_app_secret.get_secret_value()):
        raise SettingsError("The menu needs the right to call WeChat: set YOUJU_WECHAT_APP_ID and YOUJU_WECHAT_APP_SECRET")
    _platform(settings).create_menu(MENU)
    typer.echo("The menu is in the account; users see it within a day, or when they follow it anew.")
    return 0


def _platform(settings: Settings) -> Platform:
    return Platform(settings.wechat_app_id, settings.wechat_app_secret.get_secret_value())
