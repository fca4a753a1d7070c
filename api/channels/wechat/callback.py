"""One call of WeChat: who signed it, in which mode it came, and the reply in the same mode."""

import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Self

from api.channels.crypto import Callbacks, check_moment, check_signature, signature
from api.channels.envelope import parse, render
from api.channels.messages import Incoming, Reply
from api.channels.queries import Query, opened
from api.channels.refusing import check_size, forged
from api.channels.wechat.messages import incoming, reply_fields
from assistant.settings import Settings
from corpus.errors import SettingsError

# What tells WeChat that a message arrived and gets no reply.
NO_REPLY = "success"

_SETTING = "YOUJU_WECHAT_ENCODING_AES_KEY"


@dataclass(frozen=True, slots=True)
class Received:
    """A call that WeChat made: its fields, its message where it wants a reply, and whether it came encrypted."""

    fields: Mapping[str, str]
    message: Incoming | None
    is_encrypted: bool


@dataclass(frozen=True, slots=True)
class Account:
    """An official account's side of its callbacks; `callbacks` is `None` where only the plain mode is set up."""

    token: str = field(repr=False)
    callbacks: Callbacks | None
    secret: bytes = field(repr=False)
    now: Callable[[], float] = time.time

    @classmethod
    def of(cls, settings: Settings, secret: bytes) -> Self | None:
        """The account of the settings, `None` where they name none; `secret` makes what is to be the same each time.

        Raises:
            SettingsError: The EncodingAESKey is none, or the AppID is missing.
        """
        token, key = settings.wechat_token.get_secret_value(), settings.wechat_encoding_aes_key.get_secret_value()
        if not token:
            return None
        if key and not settings.wechat_app_id:
            raise SettingsError("YOUJU_WECHAT_ENCODING_AES_KEY is set without YOUJU_WECHAT_APP_ID: copy the AppID from the console, too")
        callbacks = Callbacks.of(key, settings.wechat_app_id, setting=_SETTING) if key else None
        return cls(token, callbacks, hmac.digest(secret, b"wechat replies", "sha256"))

    def check(self, query: Query) -> None:
        """Lets through a call that WeChat signed just now.

        Raises:
            RefusalError: It did not.
        """
        check_signature(query.signature, self.token, query.timestamp, query.nonce)
        check_moment(query.timestamp, self.now())

    def receive(self, query: Query, body: bytes) -> Received:
        """The message of a call.

        Raises:
            RefusalError: WeChat did not sign it, or it cannot be read.
        """
        check_size(body)
        if query.encrypt_type != "aes" or self.callbacks is None:
            # In compatible mode the fields stand beside what is encrypted.
            self.check(query)
            fields = parse(body)
            return Received(fields, incoming(fields), is_encrypted=False)
        # This signature covers what is encrypted, the other one only the time; WeChat sends both.
        encrypted = parse(body).get("Encrypt", "")
        fields = parse(opened(query, encrypted, token=self.token, callbacks=self.callbacks, now=self.now()).encode())
        return Received(fields, incoming(fields), is_encrypted=True)

    def written(self, reply: Reply, received: Received, key: str) -> str:
        """The reply in the mode of the call, the same to the byte for the same `key`, however often the message comes."""
        created = _seconds(received.fields.get("CreateTime", ""))
        text = render(reply_fields(reply, received.fields, created))
        return self._encrypted(text, key, created) if received.is_encrypted else text

    def _encrypted(self, text: str, key: str, created: int) -> str:
        if self.callbacks is None:
            raise forged("The account has no EncodingAESKey")
        # Made from the message's key instead of drawn, so that a repeated reply is the same.
        random = hmac.digest(self.secret, key.encode(), "sha256").hex().encode()
        encrypted, nonce, timestamp = self.callbacks.encrypt(text, random=random[:16]), random[16:32].decode(), str(created)
        signed = signature(self.token, timestamp, nonce, encrypted)
        return render({"Encrypt": encrypted, "MsgSignature": signed, "TimeStamp": created, "Nonce": nonce})


def _seconds(created: str) -> int:
    return int(created) if created.isascii() and created.isdecimal() and len(created) <= 12 else 0
