"""The robot of the long connection, put together from the settings and run until it is stopped."""

import asyncio
import logging
from contextlib import suppress

from api.channels.wecom.bot_desk import BotDesk
from api.channels.wecom.long_connection import LongConnection, Timing
from api.channels.wecom.robot import Robot
from api.service import Service
from corpus.errors import SettingsError, StoreBusyError
from indexing.ownership import Ownership

ADDRESS = "wss://openws.work.weixin.qq.com"
CHANNEL = "wecom-line"

_LOCK_NAME = "wecom-bot.lock"

logger = logging.getLogger(__name__)


async def answer_over_line(service: Service, *, address: str = ADDRESS, timing: Timing | None = None) -> None:
    """Answers what people ask the robot, for ever; what is under way when this is cancelled is taken up by the next run.

    Raises:
        SettingsError: Id or Secret are missing, or WeCom does not know them.
        StoreBusyError: Another process runs the robot of this home.
        TakenOverError: Another program connected as the same robot.
    """
    settings = service.youju.settings
    bot_id, secret = settings.wecom_bot_id, settings.wecom_bot_secret.get_secret_value()
    if not (bot_id and secret):
        raise SettingsError("Set YOUJU_WECOM_BOT_ID and YOUJU_WECOM_BOT_SECRET to those of the robot's page.")
    alone = Ownership(settings.home / _LOCK_NAME)
    _take(alone)
    desk = BotDesk(CHANNEL, service)
    try:
        connection = LongConnection(address, bot_id=bot_id, secret=secret, timing=timing or Timing())
        robot = Robot(connection, desk, desk, greeting=await desk.greeting())
        await robot.resume()
        try:
            await connection.run(robot.receive)
        finally:
            await robot.close()
    finally:
        desk.close()
        alone.let_go()


def run_until_stopped(service: Service) -> None:
    """Runs the robot until a signal stops it.

    Raises:
        YoujuError: As `answer_over_line` does.
    """
    with suppress(KeyboardInterrupt):
        asyncio.run(answer_over_line(service))


def _take(alone: Ownership) -> None:
    try:
        alone.take()
    except StoreBusyError:
        raise StoreBusyError(
            "`youju wecom-bot` runs already on this home, and WeCom keeps one connection: stop the other one first"
        ) from None
