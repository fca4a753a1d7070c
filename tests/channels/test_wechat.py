"""The official account over HTTP: every mode, every kind of message, the same bytes for a message that comes again, and what is refused."""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response as HttpResponse

from api.app import create_app
from corpus.errors import SettingsError, StoreError
from indexing.inbox import MessageState
from tests.api.fakes import UNANSWERABLE, URGENT, FakeYouju
from tests.channels import wechat_side as side

MODES: dict[str, tuple[Callable[[str], side.Delivery], Callable[[bytes], dict[str, object]]]] = {
    "plain": (side.plain, side.read),
    "compatible": (lambda xml: side.safe(xml, beside=xml.removeprefix("<xml>").removesuffix("</xml>")), side.opened),
    "safe": (side.safe, side.opened),
}


@pytest.fixture
def youju() -> FakeYouju:
    return FakeYouju(**side.SETTINGS)


@pytest.fixture
def client(youju: FakeYouju) -> Iterator[TestClient]:
    with TestClient(create_app(youju), raise_server_exceptions=False) as client:
        yield client


def post(client: TestClient, delivery: side.Delivery) -> HttpResponse:
    return client.post(delivery.path, content=delivery.body)


def told(client: TestClient, xml: str) -> str:
    reply = post(client, side.safe(xml))
    assert reply.status_code == 200, reply.text
    return str(side.opened(reply.content)["Content"])


def test_the_consoles_check_is_answered_with_its_own_words(client):
    query = side.plain("").query
    assert client.get("/channels/wechat", params={**query, "echostr": "43751209"}).text == "43751209"
    assert client.get("/channels/wechat", params={**query, "signature": "0" * 40, "echostr": "43751209"}).status_code == 403


@pytest.mark.parametrize("mode", MODES)
def test_a_question_is_answered_in_the_mode_in_which_it_came(client, mode):
    made, read = MODES[mode]
    reply = post(client, made(side.text_xml(URGENT)))
    fields = read(reply.content)
    assert (fields["ToUserName"], fields["FromUserName"], fields["MsgType"]) == ("o_user", side.ACCOUNT, "text")
    assert str(fields["Content"]).startswith(
        "10分钟内到位。\n注意：该办法已结束。\n依据：《某省会诊管理办法》第一条\nhttps://youju.example/answers/"
    )


@pytest.mark.parametrize("mode", MODES)
def test_a_message_that_comes_again_gets_the_same_bytes_and_is_worked_on_once(client, youju, mode):
    made, _ = MODES[mode]
    replies = {post(client, made(side.text_xml(URGENT))).content for _ in range(3)}
    assert (len(replies), len(youju.assistant.asked)) == (1, 1)


def test_a_very_message_that_is_replayed_gets_the_same_bytes(client):
    delivery = side.safe(side.text_xml(URGENT))
    assert post(client, delivery).content == post(client, delivery).content


def test_what_the_texts_do_not_answer_is_said(client):
    assert told(client, side.text_xml(UNANSWERABLE)).startswith("已收录的文件没有给出依据。")


def test_a_question_follows_the_one_before_of_the_same_user_only(client, youju):
    for number, (user, question) in enumerate([("o_a", URGENT), ("o_b", "病历保存多久"), ("o_a", "那普通会诊多久")]):
        told(client, side.text_xml(question, user=user, message_id=str(number)))
    assert [history for _, history, _ in youju.assistant.asked] == [(), (), (URGENT,)]


EVENTS = {
    "subscribe": (side.event_xml("subscribe"), "您好"),
    "help": (side.event_xml("CLICK", key="帮助"), "直接发送问题"),
    "deadlines": (side.event_xml("CLICK", key="YOUJU_DEADLINES"), "到期"),
    "department": (side.event_xml("CLICK", key="我的科室要做什么"), "请告诉我您的科室"),
    "unknown key": (side.event_xml("CLICK", key="else"), "直接发送问题"),
    "voice": (side.xml_of({"ToUserName": "g", "FromUserName": "o", "CreateTime": 1, "MsgType": "voice", "MsgId": 1}), "看懂文字"),
    "picture": (side.xml_of({"ToUserName": "g", "FromUserName": "o", "CreateTime": 1, "MsgType": "image", "MsgId": 2}), "看懂文字"),
    "unknown type": (side.xml_of({"ToUserName": "g", "FromUserName": "o", "CreateTime": 1, "MsgType": "hologram", "MsgId": 3}), "看懂文字"),
    "help in words": (side.text_xml("帮助"), "直接发送问题"),
    "nothing": (side.text_xml(""), "读不了"),
    "too long": (side.text_xml("问" * 2000), "1000个字以内"),
    "emoji": (side.text_xml("😀🏥"), "没有给出依据"),
}


@pytest.mark.parametrize("case", EVENTS)
def test_everything_that_is_no_question_gets_a_polite_word(client, case):
    xml, expected = EVENTS[case]
    assert expected in told(client, xml)


@pytest.mark.parametrize("event", ["unsubscribe", "VIEW", "TEMPLATESENDJOBFINISH", ""])
def test_events_that_want_no_reply_are_taken_note_of(client, event):
    assert post(client, side.safe(side.event_xml(event))).text == "success"


def test_the_name_of_a_department_is_asked_for_its_duties(client, youju):
    told(client, side.event_xml("CLICK", key="我的科室要做什么"))
    told(client, side.text_xml("急诊科"))
    assert youju.assistant.asked[-1][0] == "急诊科要做什么"


def test_users_are_kept_as_keyed_hashes_only(client, youju):
    told(client, side.text_xml(URGENT, user="o_person"))
    [message] = [youju.library.inbox.message(key) for key in _keys(youju)]
    assert "o_person" not in repr(message)
    assert (message.state, message.recipient) == (MessageState.TOLD, "")


def test_who_asks_too_fast_is_told_to_wait():
    youju = FakeYouju(**side.SETTINGS, user_requests_per_minute=1)
    with TestClient(create_app(youju)) as client:
        said = [told(client, side.text_xml(URGENT, message_id=str(number))) for number in range(2)]
    assert "有点快" in said[1]


def test_a_store_that_fails_while_answering_gets_a_polite_word(client, youju):
    youju.assistant.failure = StoreError("private words")
    assert told(client, side.text_xml(URGENT)) == "抱歉，现在无法回答，请稍后再发一次。"


def test_a_defect_gets_a_polite_word(client, youju):
    youju.assistant.failure = ZeroDivisionError("defect")
    assert "稍后" in told(client, side.text_xml(URGENT))


def _entity(body: str) -> side.Delivery:
    return side.plain(f'<!DOCTYPE x [<!ENTITY a "{"ha" * 50}">]>{body}')


LEVELS = "".join(f'<!ENTITY {level} "{f"&{lower};" * 10}">' for lower, level in pairwise("abcdefghi"))
BOMB = f'<!DOCTYPE x [<!ENTITY a "ha">{LEVELS}]>'
LATE = 1_500_000_000
REFUSED = {
    "forged": (
        lambda: side.Delivery({**side.safe(side.text_xml(URGENT)).query, "msg_signature": "0" * 40}, side.safe(side.text_xml(URGENT)).body),
        403,
    ),
    "signature of another text": (lambda: side.Delivery(side.safe(side.text_xml("甲")).query, side.safe(side.text_xml("乙")).body), 403),
    "no signature": (lambda: side.Delivery({}, side.text_xml(URGENT).encode()), 403),
    "non-ascii signature": (lambda: side.Delivery({"signature": "签名", "timestamp": "1", "nonce": "1"}, b""), 403),
    "expired": (lambda: side.safe(side.text_xml(URGENT), timestamp=LATE), 403),
    "expired and plain": (lambda: side.plain(side.text_xml(URGENT), timestamp=LATE), 403),
    "from a clock ahead": (lambda: side.plain(side.text_xml(URGENT), timestamp=int(time.time()) + 400), 403),
    "of another account": (lambda: side.safe(side.text_xml(URGENT), app_id="wxanother"), 403),
    "of another key": (lambda: side.safe(side.text_xml(URGENT), key="A" * 43), 403),
    "empty": (lambda: side.plain(""), 400),
    "no XML": (lambda: side.plain('{"json": 1}'), 400),
    "entities": (lambda: _entity(side.text_xml("&a;")), 400),
    "a bomb": (lambda: side.plain(BOMB + "<xml>&i;</xml>"), 400),
    "a bomb inside": (lambda: side.safe(BOMB + "<xml>&i;</xml>"), 400),
    "another root": (lambda: side.plain("<html/>"), 400),
    "no sender": (lambda: side.plain("<xml><MsgType>text</MsgType></xml>"), 400),
    "no id": (lambda: side.plain("<xml><FromUserName>o</FromUserName><MsgType>text</MsgType></xml>"), 400),
    "oversized": (lambda: side.plain(side.text_xml("问" * 30_000)), 413),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_wechat_did_not_send_is_refused_without_a_trace(client, youju, case, caplog):
    caplog.set_level(logging.DEBUG)
    made, status = REFUSED[case]
    reply = post(client, made())
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert "Traceback" not in reply.text
    assert not youju.assistant.asked
    assert URGENT not in caplog.text
    assert "Traceback" not in caplog.text


def test_nothing_of_a_message_stands_in_the_log(client, caplog):
    caplog.set_level(logging.DEBUG)
    told(client, side.text_xml(URGENT, user="o_person"))
    assert caplog.records
    logged = "\n".join(record.getMessage() + str(record.__dict__) for record in caplog.records)
    assert not any(word in logged for word in (URGENT, "o_person", side.TOKEN))


def test_a_key_that_is_none_is_told_of_when_the_server_starts():
    with pytest.raises(SettingsError, match="43"):
        create_app(FakeYouju(**{**side.SETTINGS, "wechat_encoding_aes_key": "short"}))
    with pytest.raises(SettingsError, match="WECHAT_APP_ID"):
        create_app(FakeYouju(**{**side.SETTINGS, "wechat_app_id": ""}))


def test_a_channel_that_is_not_set_up_is_not_there():
    with TestClient(create_app(FakeYouju())) as client:
        assert client.get("/channels/wechat").status_code == 404


def _keys(youju: FakeYouju) -> list[str]:
    with sqlite3.connect(youju.library.home / "youju.sqlite") as connection:
        return [key for (key,) in connection.execute("SELECT key FROM inbox")]
