"""WeChat's messages as channels know them, and replies as WeChat wants them.

developers.weixin.qq.com/doc/subscription: 接收普通消息, 接收事件推送, 被动回复用户消息.
"""

from collections.abc import Mapping

from api.channels.envelope import Fields, texts
from api.channels.messages import Incoming, Kind, Reply
from api.channels.refusing import malformed
from api.channels.words import kind_of

CHANNEL = "wechat"

# An article of a reply; a picture is not needed.
_N_ARTICLES = 1

_MENU_KEYS = {"YOUJU_HELP": Kind.HELP, "YOUJU_DEADLINES": Kind.DEADLINES, "YOUJU_DEPARTMENT": Kind.DEPARTMENT}


# The menu of the account, as cgi-bin/menu/create takes it.
MENU: Mapping[str, object] = {
    "button": [
        {"type": "click", "name": "我的科室", "key": "YOUJU_DEPARTMENT"},
        {"type": "click", "name": "近期截止", "key": "YOUJU_DEADLINES"},
        {"type": "click", "name": "帮助", "key": "YOUJU_HELP"},
    ]
}


def incoming(fields: Mapping[str, str]) -> Incoming | None:
    """The message of a callback's fields; `None` for an event that wants no reply.

    >>> incoming({"FromUserName": "o1", "MsgType": "text", "Content": "急会诊多久到位", "MsgId": "7"}).kind
    <Kind.QUESTION: 'question'>
    >>> incoming({"FromUserName": "o1", "CreateTime": "1", "MsgType": "event", "Event": "unsubscribe"}) is None
    True

    Raises:
        RefusalError: It does not say who wrote what.
    """
    user, message_type = fields.get("FromUserName", ""), fields.get("MsgType", "").lower()
    if not user or not message_type:
        raise malformed("The message has no FromUserName or no MsgType")
    kind = _event_kind(fields) if message_type == "event" else _message_kind(fields, message_type)
    text = fields.get("Content", "").strip() if kind is Kind.QUESTION else ""
    return Incoming(CHANNEL, _key(fields), user, kind, text) if kind else None


def reply_fields(reply: Reply, fields: Mapping[str, str], created: int) -> Fields:
    """The fields of a passive reply to a callback; `created` is in Unix seconds."""
    head: Fields = {"ToUserName": fields["FromUserName"], "FromUserName": fields.get("ToUserName", ""), "CreateTime": created}
    if reply.card is None:
        return {**head, "MsgType": "text", "Content": reply.text}
    article: Fields = {"Title": reply.card.title, "Description": reply.card.description, "PicUrl": "", "Url": reply.card.url}
    return {**head, "MsgType": "news", "ArticleCount": _N_ARTICLES, "Articles": {"item": article}}


def reply_words(xml: str) -> str:
    """What a user sees of a reply: its text, or of a card the title, the words and the link.

    >>> reply_words("success")
    '(no reply)'
    """
    if not xml.startswith("<"):
        return "(no reply)"
    shown = [text for name in ("Content", "Title", "Description", "Url") for text in texts(xml.encode(), name)]
    return "\n".join(shown)


def pushed(reply: Reply, user: str) -> dict[str, object]:
    """The body of a customer-service message to a user."""
    if reply.card is None:
        return {"touser": user, "msgtype": "text", "text": {"content": reply.text}}
    article = {"title": reply.card.title, "description": reply.card.description, "url": reply.card.url, "picurl": ""}
    return {"touser": user, "msgtype": "news", "news": {"articles": [article]}}


def _message_kind(fields: Mapping[str, str], message_type: str) -> Kind:
    return kind_of(fields.get("Content", "")) if message_type == "text" else Kind.NO_TEXT


def _event_kind(fields: Mapping[str, str]) -> Kind | None:
    """What an event wants; what a menu sends is one of its keys, or the words that stand on it."""
    match fields.get("Event", "").lower():
        case "subscribe":
            return Kind.GREETING
        case "click":
            key = fields.get("EventKey", "")
            kind = _MENU_KEYS.get(key) or kind_of(key)
            return Kind.HELP if kind is Kind.QUESTION else kind
    return None


def _key(fields: Mapping[str, str]) -> str:
    """What is the same each time that WeChat delivers a message: its id, or for events who, when and what."""
    if fields.get("MsgId", ""):
        return fields["MsgId"]
    parts = [fields.get(name, "") for name in ("FromUserName", "CreateTime", "Event", "EventKey")]
    if not parts[1]:
        raise malformed("The message has neither a MsgId nor a CreateTime")
    return "\n".join(parts)
