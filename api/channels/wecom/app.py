"""The WeCom application of one server: its callbacks, the desk that takes messages in, and the courier where late answers can be sent."""

import hmac
from dataclasses import dataclass, replace
from typing import Self

from api.channels.courier import Courier
from api.channels.crypto import Callbacks
from api.channels.desk import DEADLINE_SECONDS, Desk
from api.channels.queries import Query, opened
from api.channels.responder import Responder
from api.channels.sealing import Sealer
from api.channels.wechat.callback import Account, Received
from api.channels.wecom.app_platform import API_ADDRESS, AppPlatform
from api.service import Service
from assistant.settings import Settings
from corpus.errors import SettingsError

CHANNEL = "wecom-app"

_KEY = "YOUJU_WECOM_APP_ENCODING_AES_KEY"


@dataclass(frozen=True, slots=True)
class WecomApp:
    """The parts of the channel; `courier` is `None` where no Secret is set."""

    account: Account
    callbacks: Callbacks
    desk: Desk
    responder: Responder
    courier: Courier | None

    @classmethod
    def of(cls, service: Service, *, deadline_seconds: float = DEADLINE_SECONDS, address: str = API_ADDRESS) -> Self | None:
        """The channel as the settings want it, `None` where they name no token.

        Raises:
            SettingsError: What belongs to the token is missing or wrong.
        """
        settings, library, hasher = service.youju.settings, service.youju.library, service.hasher
        token = settings.wecom_app_token.get_secret_value()
        if not token:
            return None
        callbacks = callbacks_of(settings)
        account = Account(token, callbacks, hmac.digest(hasher.secret, b"wecom app replies", "sha256"))
        platform = platform_of(settings, address=address)
        courier = Courier(CHANNEL, library.outbox, Sealer(hasher.secret), platform.send) if platform else None
        responder, boxes = Responder(service, pushes=bool(platform)), (library.inbox, library.outbox)
        desk = Desk(CHANNEL, responder, boxes=boxes, hasher=hasher, pushes=bool(platform), deadline_seconds=deadline_seconds)
        return cls(account, callbacks, desk, responder, courier)

    def opened(self, query: Query, echostr: str) -> str:
        """The words of the console's check of the address, which come encrypted.

        Raises:
            RefusalError: WeCom did not sign them just now, or they cannot be read.
        """
        return opened(query, echostr, token=self.account.token, callbacks=self.callbacks, now=self.account.now())

    def receive(self, query: Query, body: bytes) -> Received:
        """The message of a call, which always comes encrypted.

        Raises:
            RefusalError: WeCom did not sign it, or it cannot be read.
        """
        received = self.account.receive(replace(query, encrypt_type="aes"), body)
        message = received.message
        return replace(received, message=replace(message, channel=CHANNEL)) if message else received

    async def start(self) -> None:
        """Goes on with what an earlier process left."""
        if self.courier:
            self.courier.start()
        await self.desk.resume()

    async def close(self) -> None:
        """Ends what is under way."""
        await self.desk.close()
        self.responder.close()
        if self.courier:
            self.courier.close()


def callbacks_of(settings: Settings) -> Callbacks:
    """What decrypts the application's callbacks.

    Raises:
        SettingsError: The CorpID is missing, or the EncodingAESKey is none.
    """
    if not settings.wecom_app_corp_id:
        raise SettingsError("YOUJU_WECOM_APP_TOKEN is set without YOUJU_WECOM_APP_CORP_ID: copy the CorpID from the console, too")
    return Callbacks.of(settings.wecom_app_encoding_aes_key.get_secret_value(), settings.wecom_app_corp_id, setting=_KEY)


def platform_of(settings: Settings, *, address: str = API_ADDRESS) -> AppPlatform | None:
    """What sends messages, `None` where no Secret is set.

    Raises:
        SettingsError: The AgentId is no number.
    """
    secret, agent_id = settings.wecom_app_secret.get_secret_value(), settings.wecom_app_agent_id
    if not secret:
        return None
    if not (agent_id.isascii() and agent_id.isdecimal()):
        raise SettingsError(f"YOUJU_WECOM_APP_AGENT_ID={agent_id!r} is no number: copy the AgentId from the console")
    return AppPlatform(settings.wecom_app_corp_id, int(agent_id), secret, address=address)
