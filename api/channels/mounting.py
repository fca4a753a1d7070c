"""Puts the channels into an application."""

from dataclasses import dataclass
from typing import Self

from fastapi import FastAPI

from api.channels.refusing import MAX_BODY_BYTES
from api.channels.wechat import routes as wechat
from api.channels.wechat.channel import WeChat
from api.channels.wecom import routes as wecom
from api.channels.wecom.app import WecomApp
from api.channels.wecom.bot_callback import WecomBot
from api.service import Service

# The most bytes of a body, by path.
BODY_LIMITS = dict.fromkeys((wechat.PATH, wecom.APP_PATH, wecom.BOT_PATH), MAX_BODY_BYTES)


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels of one server, `None` where one is not set up."""

    wechat: WeChat | None
    wecom_app: WecomApp | None
    wecom_bot: WecomBot | None

    @classmethod
    def of(cls, service: Service) -> Self:
        """The channels that the settings name.

        Raises:
            SettingsError: One of them is set up wrongly.
        """
        return cls(WeChat.of(service), WecomApp.of(service), WecomBot.of(service))

    async def start(self) -> None:
        """Goes on with what an earlier process left."""
        for channel in self._all():
            await channel.start()

    async def close(self) -> None:
        """Ends what is under way."""
        for channel in self._all():
            await channel.close()

    def _all(self) -> list[WeChat | WecomApp | WecomBot]:
        return [channel for channel in (self.wechat, self.wecom_app, self.wecom_bot) if channel]


def install(app: FastAPI, service: Service) -> None:
    """Have `app` answer WeChat and WeCom; `app.state.channels` is started and closed with it."""
    app.state.channels = Channels.of(service)
    app.include_router(wechat.router)
    app.include_router(wecom.router)
