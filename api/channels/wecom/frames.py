"""The frames of the robot's long connection, as JSON texts.

developer.work.weixin.qq.com/document/path/101463: `{"cmd", "headers": {"req_id"}, "body"}` either way; an acknowledgement has no `cmd`, but
`errcode` and `errmsg`. A reply repeats the `req_id` of what it replies to, everything else has one of its own.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from api.channels.calling import Json
from corpus.errors import YoujuError

SUBSCRIBE, PING = "aibot_subscribe", "ping"
RESPOND, WELCOME, PUSH = "aibot_respond_msg", "aibot_respond_welcome_msg", "aibot_send_msg"
MESSAGE, EVENT = "aibot_msg_callback", "aibot_event_callback"

# Single chats are addressed by the user's id, groups by the chat's.
SINGLE, GROUP = 1, 2


class FrameError(YoujuError):
    """What came over the connection is no frame."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; an acknowledgement has an empty `command`, and a `code` that is 0 where all is well."""

    command: str
    request_id: str
    body: Json = field(default_factory=dict)
    code: int | None = None
    message: str = ""

    @property
    def is_acknowledgement(self) -> bool:
        """Whether it tells what became of a frame that was sent."""
        return not self.command and self.code is not None

    @property
    def text(self) -> str:
        """The frame as it is sent."""
        record: dict[str, object] = {"cmd": self.command, "headers": {"req_id": self.request_id}}
        return json.dumps({**record, "body": self.body} if self.body else record, ensure_ascii=False)


def read_frame(text: str | bytes) -> Frame:
    """The frame in a text.

    Raises:
        FrameError: It is none.

    >>> read_frame('{"headers": {"req_id": "r1"}, "errcode": 0, "errmsg": "ok"}').is_acknowledgement
    True
    """
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        record = None
    match record:
        case {"headers": {"req_id": str(request_id)}, **rest}:
            return _frame(request_id, rest)
    raise FrameError(f"WeCom sent {len(text)} characters that are no frame: look whether a proxy answers in its place")


def _frame(request_id: str, rest: Mapping[object, object]) -> Frame:
    command, body, code = rest.get("cmd"), rest.get("body"), rest.get("errcode")
    return Frame(
        command=command if isinstance(command, str) else "",
        request_id=request_id,
        body=body if isinstance(body, dict) else {},
        code=code if isinstance(code, int) else None,
        message=str(rest.get("errmsg", ""))[:200],
    )


def subscription(bot_id: str, secret: str) -> Frame:
    """What a connection begins with."""
    return Frame(SUBSCRIBE, _new_id(), {"bot_id": bot_id, "secret": secret})


def ping() -> Frame:
    """What keeps a connection alive."""
    return Frame(PING, _new_id())


def stream_reply(request_id: str, stream: Json) -> Frame:
    """A reply, or the next state of one, to the message with this `req_id`."""
    return Frame(RESPOND, request_id, {"msgtype": "stream", "stream": stream})


def welcome(request_id: str, text: str) -> Frame:
    """What greets a person who opens the chat; WeCom takes it within 5 seconds."""
    return Frame(WELCOME, request_id, {"msgtype": "text", "text": {"content": text}})


def push(chat_id: str, markdown: str, *, is_group: bool) -> Frame:
    """A message of the robot's own accord; WeCom takes no plain text this way."""
    kind = GROUP if is_group else SINGLE
    return Frame(PUSH, _new_id(), {"chatid": chat_id, "chat_type": kind, "msgtype": "markdown", "markdown": {"content": markdown}})


def _new_id() -> str:
    return uuid4().hex
