"""Looks whether the settings of WeCom's doors are such that WeCom and this machine understand each other; no secret is told."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

from api.channels.calling import CallError, RefusedError
from api.channels.findings import Finding, Mark, found, key_found, token_found
from api.channels.wecom.app import platform_of
from api.channels.wecom.app_platform import AppPlatform
from api.channels.wecom.routes import APP_PATH, BOT_PATH
from assistant.settings import Settings
from corpus.errors import SettingsError

_CORP_ID = re.compile(r"w[wx][0-9A-Za-z]{6,30}")


def check(settings: Settings, *, offline: bool, platform: Callable[[Settings], AppPlatform | None] = platform_of) -> Iterator[Finding]:
    """What there is to say of the application, the robot and the group robot; nobody is called where `offline`.

    `platform` makes what calls WeCom.
    """
    yield from _app(settings, None if offline else platform)
    yield from _bot(settings)
    yield _robot(settings.wecom_robot_webhook_url.get_secret_value())


def _app(settings: Settings, platform: Callable[[Settings], AppPlatform | None] | None) -> Iterator[Finding]:
    token = settings.wecom_app_token.get_secret_value()
    if not token:
        yield Finding(Mark.NOTED, "YOUJU_WECOM_APP_TOKEN", "not set: there is no WeCom application")
        return
    corp_id = settings.wecom_app_corp_id
    yield token_found("YOUJU_WECOM_APP_TOKEN", token)
    yield found(bool(_CORP_ID.fullmatch(corp_id)), "YOUJU_WECOM_APP_CORP_ID", corp_id, f"{corp_id!r} is no CorpID: copy it from 我的企业")
    yield key_found("YOUJU_WECOM_APP_ENCODING_AES_KEY", settings.wecom_app_encoding_aes_key.get_secret_value(), corp_id)
    yield _address(settings, APP_PATH)
    yield _secret(settings, platform)


def _bot(settings: Settings) -> Iterator[Finding]:
    token, secret = settings.wecom_bot_token.get_secret_value(), settings.wecom_bot_secret.get_secret_value()
    if not (token or secret or settings.wecom_bot_id):
        yield Finding(Mark.NOTED, "YOUJU_WECOM_BOT_ID", "not set: there is no WeCom robot")
        return
    if settings.wecom_bot_id or secret:
        both = bool(settings.wecom_bot_id and secret)
        yield found(both, "YOUJU_WECOM_BOT_ID", "set: start `youju wecom-bot`", "set YOUJU_WECOM_BOT_ID and YOUJU_WECOM_BOT_SECRET, both")
    if token:
        yield token_found("YOUJU_WECOM_BOT_TOKEN", token)
        yield key_found("YOUJU_WECOM_BOT_ENCODING_AES_KEY", settings.wecom_bot_encoding_aes_key.get_secret_value(), "")
        yield _address(settings, BOT_PATH)
    if token and secret:
        yield Finding(Mark.NOTED, "YOUJU_WECOM_BOT_TOKEN", "both modes are set: the robot's page has one of them, 长连接 or 回调")


def _robot(url: str) -> Finding:
    name, parts = "YOUJU_WECOM_ROBOT_WEBHOOK_URL", urlsplit(url)
    if not url:
        return Finding(Mark.NOTED, name, "not set: `youju notify` cannot post")
    whole = parts.scheme == "https" and bool(parse_qs(parts.query).get("key"))
    return found(whole, name, f"set, at {parts.hostname}", "no https:// or no key in it: copy the whole address from the group")


def _address(settings: Settings, path: str) -> Finding:
    url, name = settings.public_url.rstrip("/"), "YOUJU_PUBLIC_URL"
    is_url = urlsplit(url).scheme in {"http", "https"}
    return found(is_url, name, f"enter {url}{path} in the console", "not set: set the address by which WeCom reaches this server")


def _secret(settings: Settings, platform: Callable[[Settings], AppPlatform | None] | None) -> Finding:
    name = "YOUJU_WECOM_APP_SECRET"
    if not settings.wecom_app_secret.get_secret_value():
        return Finding(Mark.NOTED, name, "not set: what is late is not sent afterwards")
    if platform is None:
        return Finding(Mark.NOTED, name, "set, not tried")
    try:
        made = platform(settings)
        if made:
            made.token()
    except (RefusedError, SettingsError) as error:
        return Finding(Mark.WRONG, name, str(error))
    except CallError as error:
        return Finding(Mark.NOTED, name, f"set, not tried: {error}")
    return Finding(Mark.FINE, name, "WeCom gives an access token, so CorpID, Secret and trusted addresses are right")
