"""WeCom's side of callbacks: what it signs and encrypts, and what it reads of a reply; wechatpy does it, not our code."""

import json
import time
from itertools import count
from urllib.parse import urlencode

import xmltodict
from wechatpy.enterprise.crypto import WeChatCrypto

from tests.channels.wechat_side import Delivery, read, signed, xml_of

TOKEN = "wecomtests2026"
AES_KEY = "WecomTestsEncodingAesKey0123456789abcdefghi"
CORP_ID = "wwcorptests"
SETTINGS = {"wecom_app_token": TOKEN, "wecom_app_encoding_aes_key": AES_KEY, "wecom_app_corp_id": CORP_ID}
BOT_SETTINGS = {"wecom_bot_token": TOKEN, "wecom_bot_encoding_aes_key": AES_KEY}

_nonces = count(1)


def _sealed(text: str, receive_id: str, *, key: str = AES_KEY, timestamp: int | None = None) -> tuple[dict[str, str], str]:
    """The query and what is encrypted."""
    stamp, nonce = str(timestamp or int(time.time())), f"nonce{next(_nonces)}"
    written = xmltodict.parse(WeChatCrypto(TOKEN, key, receive_id).encrypt_message(text, nonce, stamp))
    encrypted = written["xml"]["Encrypt"]
    return {"msg_signature": signed(TOKEN, stamp, nonce, encrypted), "timestamp": stamp, "nonce": nonce}, encrypted


def echo(words: str, receive_id: str) -> dict[str, str]:
    query, encrypted = _sealed(words, receive_id)
    return {**query, "echostr": encrypted}


def app_call(xml: str, *, corp_id: str = CORP_ID, **options: object) -> Delivery:
    query, encrypted = _sealed(xml, corp_id, **options)
    return Delivery(query, f"<xml><ToUserName>{CORP_ID}</ToUserName><Encrypt>{encrypted}</Encrypt><AgentID>7</AgentID></xml>".encode())


def bot_call(record: object, *, receive_id: str = "", **options: object) -> Delivery:
    text = record if isinstance(record, str) else json.dumps(record)
    query, encrypted = _sealed(text, receive_id, **options)
    return Delivery(query, json.dumps({"encrypt": encrypted}).encode())


def path(route: str, delivery: Delivery) -> str:
    return f"/channels/wecom/{route}?{urlencode(delivery.query)}"


def app_xml(content: str, *, user: str = "li", message_id: str = "1", kind: str = "text") -> str:
    fields = {"ToUserName": CORP_ID, "FromUserName": user, "CreateTime": 1, "MsgType": kind, "Content": content}
    return xml_of({**fields, "MsgId": message_id, "AgentID": 7})


def question(text: str, *, user: str = "li", message_id: str = "m1", **members: object) -> dict[str, object]:
    sender = {"msgid": message_id, "aibotid": "a", "chattype": "single", "from": {"userid": user}}
    return {**sender, "msgtype": "text", "text": {"content": text}, **members}


def refresh(stream_id: str, *, user: str = "li") -> dict[str, object]:
    return {"msgid": "r1", "chattype": "single", "from": {"userid": user}, "msgtype": "stream", "stream": {"id": stream_id}}


def event(kind: str, **members: object) -> dict[str, object]:
    return {"msgid": "e1", "from": {"userid": "li"}, "msgtype": "event", "event": {"eventtype": kind, **members}}


def app_opened(reply: bytes) -> dict[str, object]:
    envelope = xmltodict.parse(reply)["xml"]
    crypto = WeChatCrypto(TOKEN, AES_KEY, CORP_ID)
    return read(crypto.decrypt_message(reply.decode(), envelope["MsgSignature"], envelope["TimeStamp"], envelope["Nonce"]))


def bot_opened(reply: bytes) -> dict[str, object]:
    envelope = json.loads(reply)
    body = f"<xml><Encrypt>{envelope['encrypt']}</Encrypt></xml>"
    crypto = WeChatCrypto(TOKEN, AES_KEY, "")
    return json.loads(crypto.decrypt_message(body, envelope["msgsignature"], str(envelope["timestamp"]), envelope["nonce"]))
