"""WeChat's side of a callback: messages as it signs and encrypts them, and what it reads of a reply; wechatpy does it, not our code."""

import time
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

import xmltodict
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

TOKEN = "channeltoken2026"
AES_KEY = "ChannelTestsEncodingKey0123456789abcdefghij"
APP_ID = "wxchanneltests0001"
ACCOUNT = "gh_account"

SETTINGS = {"wechat_token": TOKEN, "wechat_encoding_aes_key": AES_KEY, "wechat_app_id": APP_ID}

_nonces = count(1)


def signed(*parts: str) -> str:
    signer = WeChatSigner()
    signer.add_data(*parts)
    return signer.signature


@dataclass(frozen=True)
class Delivery:
    """A call as it goes over the wire."""

    query: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return f"/channels/wechat?{urlencode(self.query)}"


def text_xml(content: str, *, user: str = "o_user", message_id: str = "100", created: int = 1_800_000_000) -> str:
    fields = {
        "ToUserName": ACCOUNT,
        "FromUserName": user,
        "CreateTime": created,
        "MsgType": "text",
        "Content": content,
        "MsgId": message_id,
    }
    return xml_of(fields)


def event_xml(event: str, *, user: str = "o_user", created: int = 1_800_000_000, key: str = "") -> str:
    fields = {"ToUserName": ACCOUNT, "FromUserName": user, "CreateTime": created, "MsgType": "event", "Event": event, "EventKey": key}
    return xml_of(fields)


def xml_of(fields: dict[str, object]) -> str:
    return xmltodict.unparse({"xml": {name: str(value) for name, value in fields.items()}}, full_document=False)


def plain(xml: str, *, timestamp: int | None = None) -> Delivery:
    stamp, nonce = str(timestamp or int(time.time())), f"nonce{next(_nonces)}"
    return Delivery({"signature": signed(TOKEN, stamp, nonce), "timestamp": stamp, "nonce": nonce}, xml.encode())


def safe(xml: str, *, timestamp: int | None = None, beside: str = "", app_id: str = APP_ID, key: str = AES_KEY) -> Delivery:
    """`beside` are plain fields beside what is encrypted: the compatible mode."""
    delivery = plain(xml, timestamp=timestamp)
    query = delivery.query
    encrypted = xmltodict.parse(WeChatCrypto(TOKEN, key, app_id).encrypt_message(xml, query["nonce"], query["timestamp"]))["xml"]["Encrypt"]
    body = f"<xml><ToUserName>{ACCOUNT}</ToUserName>{beside}<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
    extra = {"encrypt_type": "aes", "msg_signature": signed(TOKEN, query["timestamp"], query["nonce"], encrypted)}
    return Delivery({**query, **extra}, body.encode())


def opened(reply: bytes) -> dict[str, object]:
    """The fields of an encrypted reply."""
    envelope = xmltodict.parse(reply)["xml"]
    crypto = WeChatCrypto(TOKEN, AES_KEY, APP_ID)
    return read(crypto.decrypt_message(reply.decode(), envelope["MsgSignature"], envelope["TimeStamp"], envelope["Nonce"]).encode())


def read(reply: bytes) -> dict[str, object]:
    return dict(xmltodict.parse(reply)["xml"])
