"""The WeChat channel of one server: the account, the desk that takes messages in, and the courier where late answers can be sent."""

from dataclasses import dataclass
from typing import Self

from api.channels.courier import Courier
from api.channels.desk import DEADLINE_SECONDS, Desk
from api.channels.responder import Responder
from api.channels.sealing import Sealer
from api.channels.wechat.callback import Account
from api.channels.wechat.messages import CHANNEL
from api.channels.wechat.platform import API_ADDRESS, Platform
from api.service import Service


@dataclass(frozen=True, slots=True)
class WeChat:
    """The parts of the channel; `platform` and `courier` are `None` without the right to customer-service messages."""

    account: Account
    desk: Desk
    responder: Responder
    platform: Platform | None
    courier: Courier | None

    @classmethod
    def of(cls, service: Service, *, deadline_seconds: float = DEADLINE_SECONDS, address: str = API_ADDRESS) -> Self | None:
        """The channel as the settings want it, `None` where they name no token.

        Raises:
            SettingsError: The EncodingAESKey is none.
        """
        settings, library, hasher = service.youju.settings, service.youju.library, service.hasher
        account = Account.of(settings, hasher.secret)
        if account is None:
            return None
        secret = settings.wechat_app_secret.get_secret_value()
        platform = Platform(settings.wechat_app_id, secret, address=address) if secret else None
        courier = Courier(CHANNEL, library.outbox, Sealer(hasher.secret), platform.send) if platform else None
        responder, boxes = Responder(service, pushes=bool(platform)), (library.inbox, library.outbox)
        desk = Desk(CHANNEL, responder, boxes=boxes, hasher=hasher, pushes=bool(platform), deadline_seconds=deadline_seconds)
        return cls(account, desk, responder, platform, courier)

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
