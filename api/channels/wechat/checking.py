"""Looks whether the settings of the official account are such that WeChat and this server understand each other; no secret is told."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from api.channels.calling import CallError, RefusedError
from api.channels.crypto import WINDOW_SECONDS
from api.channels.findings import Finding, Mark, found, key_found, token_found
from api.channels.wechat.platform import Platform
from api.channels.wechat.routes import PATH
from assistant.settings import Settings

# Well within the window, so that the network may take its time.
MAX_SKEW_SECONDS = WINDOW_SECONDS // 5

_APP_ID = re.compile(r"wx[0-9A-Za-z]{16}")
_PORTS = frozenset({None, 80, 443})


def check(settings: Settings, platform: Platform | None) -> Iterator[Finding]:
    """What there is to say of the official account; `platform` calls WeChat, `None` where only the settings are looked at."""
    token = settings.wechat_token.get_secret_value()
    if not token:
        yield Finding(Mark.NOTED, "YOUJU_WECHAT_TOKEN", "not set: there is no WeChat channel")
        return
    yield token_found("YOUJU_WECHAT_TOKEN", token)
    yield _app_id(settings.wechat_app_id)
    yield _encoding_key(settings)
    yield _address(settings.public_url)
    if platform:
        yield _clock(platform)
    yield _pushes(settings, platform)


def _app_id(app_id: str) -> Finding:
    return found(
        bool(_APP_ID.fullmatch(app_id)), "YOUJU_WECHAT_APP_ID", app_id, f"{app_id!r} is no AppID: copy wx and the 16 characters after it"
    )


def _encoding_key(settings: Settings) -> Finding:
    name, key = "YOUJU_WECHAT_ENCODING_AES_KEY", settings.wechat_encoding_aes_key.get_secret_value()
    if not key:
        return Finding(Mark.NOTED, name, "not set: choose the plain mode (明文模式) in the console, or set it and choose the safe mode")
    return key_found(name, key, settings.wechat_app_id, fine="set, 43 characters: the safe mode can be chosen in the console")


def _address(public_url: str) -> Finding:
    """Whether the address of the server is one that WeChat calls: http or https on the usual port, of a name that all can resolve."""
    name, parts = "YOUJU_PUBLIC_URL", urlsplit(public_url)
    if not public_url:
        return Finding(Mark.WRONG, name, "not set: replies bear no link to the answer; set the address by which WeChat reaches the server")
    is_public = parts.scheme in {"http", "https"} and parts.port in _PORTS and _is_public(parts.hostname or "")
    url = f"{public_url.rstrip('/')}{PATH}"
    return found(is_public, name, f"enter {url} in the console", f"{public_url!r}: WeChat calls public names on ports 80 and 443 only")


def _is_public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host


def _clock(platform: Platform) -> Finding:
    try:
        skew = (datetime.now(UTC) - platform.clock()).total_seconds()
    except CallError as error:
        return Finding(Mark.NOTED, "clock", f"not compared: {error}")
    wrong = f"{skew:+.0f} seconds from WeChat's: set it by NTP, {WINDOW_SECONDS} seconds away every message is refused"
    return found(abs(skew) <= MAX_SKEW_SECONDS, "clock", f"{skew:+.0f} seconds from WeChat's", wrong)


def _pushes(settings: Settings, platform: Platform | None) -> Finding:
    name = "YOUJU_WECHAT_APP_SECRET"
    if not settings.wechat_app_secret.get_secret_value():
        return Finding(Mark.NOTED, name, "not set: what is late is not sent afterwards, the reply bears the extracted answer and its link")
    if platform is None:
        return Finding(Mark.NOTED, name, "set, not tried")
    try:
        platform.token()
    except RefusedError as error:
        return Finding(Mark.WRONG, name, str(error))
    except CallError as error:
        return Finding(Mark.NOTED, name, f"set, not tried: {error}")
    return Finding(Mark.FINE, name, "WeChat gives an access token, so AppID, AppSecret and IP whitelist are right")
