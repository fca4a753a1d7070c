"""`/channels/wechat`: the address that the WeChat console is given."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Request, Response

from api.channels.queries import MAX_QUERY_CHARACTERS, SignedQuery
from api.channels.refusing import NOT_SET_UP, malformed
from api.channels.wechat.callback import NO_REPLY
from api.channels.wechat.channel import WeChat
from api.channels.wechat.messages import CHANNEL
from api.logs import note
from api.refusals import RefusalError

PATH = "/channels/wechat"

router = APIRouter(include_in_schema=False)


async def _wechat(request: Request) -> WeChat:
    channel: WeChat | None = request.app.state.channels.wechat
    if channel is None:
        raise RefusalError(NOT_SET_UP, "The WeChat channel is not set up: set YOUJU_WECHAT_TOKEN and restart the server.")
    return channel


Channel = Annotated[WeChat, Depends(_wechat)]


@router.get(PATH)
async def check_address(channel: Channel, query: SignedQuery, echostr: str = "") -> Response:
    """Answer the console's check of the address; for accounts the words are never encrypted."""
    channel.account.check(query)
    if len(echostr) > MAX_QUERY_CHARACTERS:
        raise malformed("The echostr is too long")
    return Response(echostr, media_type="text/plain")


@router.post(PATH)
async def receive(request: Request, channel: Channel, query: SignedQuery, background: BackgroundTasks) -> Response:
    """Reply to a message, in the mode in which it came."""
    received = channel.account.receive(query, await request.body())
    message = received.message
    if message is None:
        return Response(NO_REPLY, media_type="text/plain")
    note(request.scope, channel=CHANNEL, kind=str(message.kind), user=channel.desk.user_hash(message.user))
    reply = await channel.desk.reply(message)
    background.add_task(channel.desk.note_told, message)
    return Response(channel.account.written(reply, received, message.key), media_type="application/xml")
