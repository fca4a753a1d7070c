"""`/channels/wecom/app` and `/channels/wecom/bot`: the addresses that the WeCom console is given."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Request, Response
from fastapi.responses import JSONResponse

from api.channels.queries import SignedQuery
from api.channels.refusing import NOT_SET_UP, malformed
from api.channels.wecom import app as applications
from api.channels.wecom import bot_callback
from api.channels.wecom.app import WecomApp
from api.channels.wecom.bot_callback import WecomBot
from api.logs import note
from api.refusals import RefusalError

APP_PATH, BOT_PATH = "/channels/wecom/app", "/channels/wecom/bot"

# What tells WeCom that a message arrived and gets no reply.
NO_REPLY = ""

_MAX_ECHO_CHARACTERS = 2000

router = APIRouter(include_in_schema=False)


async def _app(request: Request) -> WecomApp:
    channel: WecomApp | None = request.app.state.channels.wecom_app
    if channel is None:
        raise RefusalError(NOT_SET_UP, "The WeCom application is not set up: set YOUJU_WECOM_APP_TOKEN and restart the server.")
    return channel


async def _bot(request: Request) -> WecomBot:
    channel: WecomBot | None = request.app.state.channels.wecom_bot
    if channel is None:
        raise RefusalError(NOT_SET_UP, "The WeCom robot is not set up by callback: set YOUJU_WECOM_BOT_TOKEN and restart the server.")
    return channel


async def _echo(echostr: str = "") -> str:
    if len(echostr) > _MAX_ECHO_CHARACTERS:
        raise malformed("The echostr is too long")
    # A console that does not escape the plus signs of Base64 sends blanks.
    return echostr.replace(" ", "+")


App = Annotated[WecomApp, Depends(_app)]
Bot = Annotated[WecomBot, Depends(_bot)]
Echo = Annotated[str, Depends(_echo)]


@router.get(APP_PATH)
async def check_app_address(channel: App, query: SignedQuery, echo: Echo) -> Response:
    """Answer the console's check of the application's address with the words that it sent encrypted."""
    return Response(channel.opened(query, echo), media_type="text/plain")


@router.post(APP_PATH)
async def receive_of_app(request: Request, channel: App, query: SignedQuery, background: BackgroundTasks) -> Response:
    """Reply to a message to the application."""
    received = channel.receive(query, await request.body())
    message = received.message
    if message is None:
        return Response(NO_REPLY, media_type="text/plain")
    note(request.scope, channel=applications.CHANNEL, kind=str(message.kind), user=channel.desk.user_hash(message.user))
    reply = await channel.desk.reply(message)
    background.add_task(channel.desk.note_told, message)
    return Response(channel.account.written(reply, received, message.key), media_type="application/xml")


@router.get(BOT_PATH)
async def check_bot_address(channel: Bot, query: SignedQuery, echo: Echo) -> Response:
    """Answer the console's check of the robot's address with the words that it sent encrypted."""
    return Response(channel.envelope.opened(query, echo), media_type="text/plain")


@router.post(BOT_PATH)
async def receive_of_bot(request: Request, channel: Bot, query: SignedQuery, background: BackgroundTasks) -> Response:
    """Reply to a message to the robot with the state of the answer."""
    message = channel.envelope.message(query, await request.body())
    note(request.scope, channel=bot_callback.CHANNEL, kind=str(message.kind), user=channel.desk.user_hash(message.user_id))
    reply = await channel.reply(message)
    if reply is None:
        return Response(NO_REPLY, media_type="text/plain")
    background.add_task(channel.note_told, message)
    return JSONResponse(dict(channel.envelope.sealed(reply)))
