"""Sends a message to a running server as WeChat would, or WeCom to an application, and reads the reply as they would."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from api.channels.calling import CallError, deliver
from api.channels.crypto import Callbacks, check_signature, signature
from api.channels.envelope import Fields, parse, render
from api.channels.wechat.routes import PATH
from api.channels.wecom.app import callbacks_of
from api.channels.wecom.routes import APP_PATH
from assistant.settings import Settings
from corpus.errors import SettingsError

USER = "o_simulated_user"

_ACCOUNT = "gh_simulated"
_SHOWN_CHARACTERS = 300


class Mode(StrEnum):
    """The three ways of the console's 消息加解密方式."""

    PLAIN = "plain"
    COMPATIBLE = "compatible"
    SAFE = "safe"


@dataclass(frozen=True, slots=True)
class Simulation:
    """The platform's side of an account at `path`; `name` begins the names of its settings."""

    token: str = field(repr=False)
    callbacks: Callbacks | None
    path: str = PATH
    name: str = "YOUJU_WECHAT"

    @classmethod
    def of_wecom(cls, settings: Settings) -> "Simulation":
        """The side of the WeCom application of the settings.

        Raises:
            SettingsError: The application is not set up, or its EncodingAESKey is none.
        """
        token = settings.wecom_app_token.get_secret_value()
        if not token:
            raise SettingsError("There is no WeCom application: set YOUJU_WECOM_APP_TOKEN, for this command and for the server")
        return cls(token, callbacks_of(settings), APP_PATH, "YOUJU_WECOM_APP")

    @classmethod
    def of(cls, settings: Settings) -> "Simulation":
        """The side of the account of the settings.

        Raises:
            SettingsError: The channel is not set up, or its EncodingAESKey is none.
        """
        token, key = settings.wechat_token.get_secret_value(), settings.wechat_encoding_aes_key.get_secret_value()
        if not token:
            raise SettingsError("There is no WeChat channel: set YOUJU_WECHAT_TOKEN, for this command and for the server")
        callbacks = Callbacks.of(key, settings.wechat_app_id, setting="YOUJU_WECHAT_ENCODING_AES_KEY") if key else None
        return cls(token, callbacks)

    def ask(self, text: str, *, url: str, mode: Mode, user: str = USER) -> str:
        """The XML of the reply to a text, opened where it is encrypted.

        Raises:
            SettingsError: The mode needs an EncodingAESKey.
            CallError: Nothing listens there, or it refuses the message.
            RefusalError: The reply is not signed and encrypted as WeChat wants it.
        """
        now, nonce = str(int(time.time())), secrets.token_hex(8)
        head: Fields = {"ToUserName": _ACCOUNT, "FromUserName": user, "CreateTime": now}
        fields: Fields = {**head, "MsgType": "text", "Content": text, "MsgId": str(secrets.randbits(62))}
        query = {"signature": signature(self.token, now, nonce), "timestamp": now, "nonce": nonce}
        if mode is Mode.PLAIN:
            return self._delivered(url, query, render(fields))
        callbacks = self._callbacks()
        encrypted = callbacks.encrypt(render(fields))
        beside = fields if mode is Mode.COMPATIBLE else {"ToUserName": _ACCOUNT}
        extra = {"encrypt_type": "aes", "msg_signature": signature(self.token, now, nonce, encrypted)}
        reply = parse(self._delivered(url, {**query, **extra}, render({**beside, "Encrypt": encrypted})).encode())
        return self._opened(callbacks, reply)

    def _callbacks(self) -> Callbacks:
        if self.callbacks is None:
            raise SettingsError(f"{self.name}_ENCODING_AES_KEY is not set: set it, or give --mode plain")
        return self.callbacks

    def _opened(self, callbacks: Callbacks, reply: Mapping[str, str]) -> str:
        signed = [reply.get(name, "") for name in ("TimeStamp", "Nonce", "Encrypt")]
        check_signature(reply.get("MsgSignature", ""), self.token, *signed)
        return callbacks.decrypt(reply["Encrypt"])

    def _delivered(self, url: str, query: Mapping[str, str], xml: str) -> str:
        status, body = deliver(f"{url.rstrip('/')}{self.path}", query, xml.encode())
        text = body.decode("utf-8", "replace")
        if status != 200:
            raise CallError(f"The server answered {status}: {' '.join(text.split())[:_SHOWN_CHARACTERS]}")
        return text
