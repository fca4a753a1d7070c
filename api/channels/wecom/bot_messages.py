"""What people send to the robot, the same by callback and over the long connection.

developer.work.weixin.qq.com/document/path/100719 and 101027: messages, refreshes of a running reply, and events.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.channels.calling import Json
from corpus.errors import YoujuError

# A group's members call the robot by its name, which is no part of their question.
_CALLED = re.compile(r"\s*@\S+\s+")

MAX_COMMENT_CHARACTERS = 1000


class MessageError(YoujuError):
    """What came is no message of WeCom's."""


class Kind(StrEnum):
    """What a message is about."""

    QUESTION = "question"
    UNREADABLE = "unreadable"
    REFRESH = "refresh"
    ENTERED = "entered"
    FEEDBACK = "feedback"
    TAKEN_OVER = "taken_over"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rating:
    """What a person thinks of a reply: `rating` is `up`, `down` or empty where an earlier one is taken back."""

    reply_id: str
    rating: str
    comment: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BotMessage:
    """A message to the robot.

    `chat_id` addresses the chat for a push: that of the group, or the user's own. `text` is the question, `stream_id` names the reply
    whose next state is asked for, `rating` is there with feedback.
    """

    message_id: str
    kind: Kind
    user_id: str
    chat_id: str
    is_group: bool
    text: str = ""
    stream_id: str = ""
    rating: Rating | None = None


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _From(_Part):
    userid: str = ""


class _Content(_Part):
    content: str = ""


class _Item(_Part):
    msgtype: str = ""
    text: _Content = _Content()


class _Mixed(_Part):
    msg_item: tuple[_Item, ...] = ()


class _Stream(_Part):
    id: str = ""


class _Feedback(_Part):
    id: str = ""
    type: int = 0
    content: str = ""
    inaccurate_reason_list: tuple[int, ...] = ()


class _Event(_Part):
    eventtype: str = ""
    feedback_event: _Feedback = _Feedback()


class _Record(_Part):
    msgid: str = Field(default="", max_length=512)
    chatid: str = Field(default="", max_length=512)
    chattype: str = ""
    sender: _From = Field(default=_From(), alias="from")
    msgtype: str
    text: _Content = _Content()
    voice: _Content = _Content()
    mixed: _Mixed = _Mixed()
    stream: _Stream = _Stream()
    event: _Event = _Event()


_EVENTS = {"enter_chat": Kind.ENTERED, "feedback_event": Kind.FEEDBACK, "disconnected_event": Kind.TAKEN_OVER}
_UNREADABLE = frozenset({"image", "file", "video"})
_RATINGS = {1: "up", 2: "down"}
_REASONS = {1: "与问题无关", 2: "内容不完整", 3: "内容有错误", 4: "数据分析错误"}


def read_message(body: Json) -> BotMessage:
    """The message in a JSON object.

    Raises:
        MessageError: It is not of the form that WeCom documents.

    >>> read_message({"msgid": "m1", "from": {"userid": "u1"}, "msgtype": "text", "text": {"content": "急会诊多久到位"}}).text
    '急会诊多久到位'
    """
    try:
        record = _Record.model_validate(body)
    except ValidationError as error:
        places = ", ".join(".".join(map(str, each["loc"])) for each in error.errors()[:3])
        raise MessageError(f"A message to the robot is not of WeCom's form at {places!r}: nothing was answered") from None
    is_group = record.chattype == "group"
    kind, text = _kind_and_text(record)
    return BotMessage(
        message_id=record.msgid,
        kind=kind,
        user_id=record.sender.userid,
        chat_id=record.chatid if is_group else record.sender.userid,
        is_group=is_group,
        text=_CALLED.sub("", text, count=1) if is_group and _CALLED.match(text) else text,
        stream_id=record.stream.id,
        rating=_rating(record.event.feedback_event) if kind is Kind.FEEDBACK else None,
    )


def _kind_and_text(record: _Record) -> tuple[Kind, str]:
    match record.msgtype:
        case "text":
            return Kind.QUESTION, record.text.content
        case "voice":
            # WeCom sends what it understood of a voice message along; nothing where it understood nothing.
            return (Kind.QUESTION if record.voice.content.strip() else Kind.UNREADABLE), record.voice.content
        case "mixed":
            text = "\n".join(item.text.content for item in record.mixed.msg_item if item.msgtype == "text")
            return (Kind.QUESTION if text.strip() else Kind.UNREADABLE), text
        case "stream":
            return Kind.REFRESH, ""
        case "event":
            return _EVENTS.get(record.event.eventtype, Kind.OTHER), ""
    return (Kind.UNREADABLE if record.msgtype in _UNREADABLE else Kind.OTHER), ""


def _rating(feedback: _Feedback) -> Rating:
    reasons = tuple(_REASONS.get(number, str(number)) for number in feedback.inaccurate_reason_list[:10])
    return Rating(feedback.id, _RATINGS.get(feedback.type, ""), feedback.content[:MAX_COMMENT_CHARACTERS], reasons)
