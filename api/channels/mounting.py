"""Puts the channels into an application."""

from dataclasses import dataclass
from typing import Self

from fastapi import FastAPI

from api.channels.refusing import MAX_BODY_BYTES
from api.channels.wechat import routes as wechat
from api.channels.wechat.channel import WeChat
from api.service import Service

# The most bytes of a body, by path.
BODY_LIMITS = {wechat.PATH: MAX_BODY_BYTES}


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels of one server, `None` where one is not set up."""

    wechat: WeChat | None

    @classmethod
    def of(cls, service: Service) -> Self:
        """The channels that the settings name.

        Raises:
            SettingsError: One of them is set up wrongly.
        """
        return cls(WeChat.of(service))

    async def start(self) -> None:
        """Goes on with what an earlier process left."""
        if self.wechat:
            await self.wechat.start()

    async def close(self) -> None:
        """Ends what is under way."""
        if self.wechat:
            await self.wechat.close()


def install(app: FastAPI, service: Service) -> None:
    """Have `app` answer WeChat; `app.state.channels` is started and closed with it."""
    app.state.channels = Channels.of(service)
    app.include_router(wechat.router)
