"""WeCom's callbacks over HTTP: the application and the robot, what each replies, and what is refused."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import parse_qsl

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response as HttpResponse
from hypothesis import given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.channels.calling import CallError, RefusedError
from api.channels.crypto import Callbacks
from api.channels.limits import STREAM_BYTES, n_bytes
from api.channels.messages import Card, Reply
from api.channels.queries import Query
from api.channels.responder import Response
from api.channels.wecom import bot_callback
from api.channels.wecom.app_platform import AppPlatform
from api.channels.wecom.bot_callback import Envelope
from api.channels.wecom.bot_messages import Kind, MessageError, read_message
from corpus.errors import SettingsError
from indexing.inbox import MessageState
from tests.api.fakes import UNANSWERABLE, URGENT, FakeYouju, an_answer
from tests.channels import wecom_side as side
from tests.channels.wechat_side import Delivery, xml_of


@pytest.fixture
def youju() -> FakeYouju:
    return FakeYouju(**side.SETTINGS, **side.BOT_SETTINGS)


@pytest.fixture
def client(youju: FakeYouju) -> Iterator[TestClient]:
    with TestClient(create_app(youju), raise_server_exceptions=False) as client:
        yield client


def post(client: TestClient, route: str, delivery: Delivery) -> HttpResponse:
    return client.post(side.path(route, delivery), content=delivery.body)


def told(client: TestClient, text: str, **options: str) -> dict[str, object]:
    reply = post(client, "app", side.app_call(side.app_xml(text, **options)))
    assert reply.status_code == 200, reply.text
    return side.app_opened(reply.content)


def shown(client: TestClient, record: dict[str, object]) -> dict[str, object]:
    reply = post(client, "bot", side.bot_call(record))
    assert reply.status_code == 200, reply.text
    return side.bot_opened(reply.content)


def test_the_consoles_check_is_answered_with_the_words_it_encrypted(client):
    assert client.get("/channels/wecom/app", params=side.echo("1616140317555161061", side.CORP_ID)).text == "1616140317555161061"
    assert client.get("/channels/wecom/bot", params=side.echo("77", "")).text == "77"
    assert client.get("/channels/wecom/app", params=side.echo("77", "wwother")).status_code == 403
    assert client.get("/channels/wecom/app").status_code in {400, 403}


def test_the_official_vector_of_the_address_check_opens(shared_data):
    vectors = json.loads((shared_data / "wechat_vectors.json").read_text(encoding="utf-8"))
    [vector] = vectors["official_wecom_url_verify"]
    callbacks = Callbacks.of(vector["encoding_aes_key"], vector["receive_id"], setting="key")
    envelope = Envelope(vector["token"], callbacks, now=lambda: int(vector["timestamp"]))
    query = Query(timestamp=vector["timestamp"], nonce=vector["nonce"], msg_signature=vector["msg_signature"])
    assert envelope.opened(query, vector["echostr"]) == vector["expect_body"]


def test_the_vectors_of_the_robot_open_and_are_made_alike(shared_data):
    vectors = json.loads((shared_data / "wechat_vectors.json").read_text(encoding="utf-8"))
    for vector in vectors["wechatpy_wecom_aibot_json"]:
        callbacks = Callbacks.of(vector["encoding_aes_key"], "", setting="key")
        envelope = Envelope(vector["token"], callbacks, now=lambda at=vector["timestamp"]: int(at))
        query = Query(**dict(parse_qsl(vector["request_query"])))
        assert envelope.opened(query, json.loads(vector["request_body"])["encrypt"]) == vector["plaintext"]
        assert callbacks.encrypt(vector["plaintext"], random=vector["random"].encode()) == vector["encrypt"]


def test_the_application_answers_like_the_account(client, youju):
    fields = told(client, URGENT)
    assert (fields["ToUserName"], fields["FromUserName"], fields["MsgType"]) == ("li", side.CORP_ID, "text")
    assert str(fields["Content"]).startswith("10分钟内到位。")
    assert told(client, "帮助", message_id="2")["Content"].startswith("直接发送问题")
    assert "看懂文字" in told(client, "", message_id="3", kind="voice")["Content"]
    again = [post(client, "app", side.app_call(side.app_xml(URGENT))).content for _ in range(2)]
    assert again[0] == again[1]
    assert len(youju.assistant.asked) == 1


def test_the_robot_answers_with_all_sources_in_one_finished_state(client, youju):
    reply = shown(client, side.question(URGENT))
    stream = reply["stream"]
    assert (reply["msgtype"], stream["id"], stream["finish"], stream["feedback"]) == ("stream", "m1", True, {"id": "m1"})
    assert "10分钟内" in stream["content"]
    assert "《某省会诊管理办法》" in stream["content"]
    assert "https://youju.example/answers/" in stream["content"]
    assert shown(client, side.question(URGENT))["stream"]["content"] == stream["content"]
    assert shown(client, side.refresh("m1"))["stream"]["content"] == stream["content"]
    assert len(youju.assistant.asked) == 1


def test_a_reply_that_a_model_words_is_refreshed_until_it_is_finished(client, monkeypatch):
    monkeypatch.setattr(bot_callback, "FIRST_SECONDS", 0.1)
    monkeypatch.setattr(bot_callback, "NEXT_SECONDS", 0.1)

    class Slow:
        async def respond(self, message, *, ends: float) -> Response:
            async def later() -> Reply:
                await asyncio.sleep(0.5)
                return Reply("十分钟内到位，不得延误。")

            return Response(Reply("10分钟内到位。"), later())

        def close(self) -> None:
            """Holds nothing."""

    monkeypatch.setattr(client.app.state.channels.wecom_bot.desk, "_responder", Slow())
    states = [shown(client, side.question(URGENT))["stream"]]
    while not states[-1]["finish"] and len(states) < 20:
        states.append(shown(client, side.refresh("m1"))["stream"])
    assert states[0]["content"].startswith("10分钟内到位。\n\n正在")
    assert len(states) > 2
    assert (states[-1]["finish"], states[-1]["content"]) == (True, "十分钟内到位，不得延误。")


def test_a_reply_outlives_the_process(youju):
    with TestClient(create_app(youju)) as client:
        first = shown(client, side.question(URGENT))["stream"]["content"]
    with TestClient(create_app(youju)) as client:
        assert shown(client, side.refresh("m1"))["stream"]["content"] == first
        assert "无法回答" in shown(client, side.refresh("m1", user="another"))["stream"]["content"]
        assert shown(client, side.refresh("never"))["stream"]["finish"] is True
    assert len(youju.assistant.asked) == 1


def test_feedback_on_an_answer_is_kept(client, youju):
    shown(client, side.question(URGENT))
    [state] = [youju.library.inbox.message(key) for key in _keys(youju)]
    assert (state.state, state.recipient) == (MessageState.TOLD, "")
    assert "li" not in state.user_hash
    feedback = {"id": "m1", "type": 2, "content": "应为10分钟", "inaccurate_reason_list": [3, 99]}
    assert post(client, "bot", side.bot_call(side.event("feedback_event", feedback_event=feedback))).text == ""
    [kept] = youju.library.journal.feedback(state.answer_id)
    assert (kept.rating, kept.reason, kept.comment) == ("down", "内容有错误；99", "应为10分钟")
    for other in ({"id": "m1", "type": 3}, {"id": "unknown", "type": 1}):
        assert post(client, "bot", side.bot_call(side.event("feedback_event", feedback_event=other))).status_code == 200
    assert len(youju.library.journal.feedback(state.answer_id)) == 1


@pytest.mark.parametrize(
    ("record", "words"),
    [
        pytest.param(side.question(UNANSWERABLE), "没有给出依据", id="no-answer"),
        pytest.param(side.question("帮助"), "直接发送问题", id="help"),
        pytest.param(side.question("近期截止"), "到期", id="deadlines"),
        pytest.param(side.question("问" * 2000), "1000个字以内", id="too-long"),
        pytest.param(side.question(""), "读不了", id="empty"),
        pytest.param(side.question("😀🏥"), "没有给出依据", id="emoji"),
        pytest.param(side.question("", msgtype="image"), "看懂文字", id="picture"),
        pytest.param(side.question("", msgtype="voice", voice={"content": URGENT}), "10分钟内", id="voice-understood"),
        pytest.param(side.question("", msgtype="voice", voice={"content": ""}), "看懂文字", id="voice-not-understood"),
        pytest.param(side.question(f"@有据 {URGENT}", chattype="group", chatid="c1"), "10分钟内", id="group"),
        pytest.param(
            side.question(
                "", msgtype="mixed", mixed={"msg_item": [{"msgtype": "image"}, {"msgtype": "text", "text": {"content": URGENT}}]}
            ),
            "10分钟内",
            id="words-with-a-picture",
        ),
    ],
)
def test_the_robot_has_a_word_for_everything(client, record, words):
    stream = shown(client, record)["stream"]
    assert stream["finish"] is True
    assert words in stream["content"]


def test_who_opens_the_chat_is_greeted_and_other_events_are_taken_note_of(client):
    assert shown(client, side.event("enter_chat"))["text"]["content"].startswith("您好")
    for record in (side.event("new_event"), {"msgtype": "hologram"}, side.question(URGENT, message_id="")):
        assert post(client, "bot", side.bot_call(record)).text == ""


def test_a_defect_gets_a_polite_word_and_is_a_recorded_failure(client, youju):
    youju.assistant.failure = ZeroDivisionError("defect")
    assert "稍后" in shown(client, side.question(URGENT))["stream"]["content"]
    [state] = [youju.library.inbox.message(key) for key in _keys(youju)]
    assert (state.state, state.problem) == (MessageState.FAILED, "ZeroDivisionError")


def test_a_long_answer_is_cut_to_what_wecom_takes(client, youju):
    youju.assistant.ask = lambda question, **_: an_answer(question, id="long", answer="应当报告。" * 5000)
    content = shown(client, side.question(URGENT))["stream"]["content"]
    assert n_bytes(content) <= STREAM_BYTES
    assert content.endswith("https://youju.example/answers/long")


REFUSED: dict[str, Callable[[], tuple[str, Delivery]]] = {
    "app, wrong corp": lambda: ("app", side.app_call(side.app_xml(URGENT), corp_id="wwother")),
    "app, wrong key": lambda: ("app", side.app_call(side.app_xml(URGENT), key="X" * 43)),
    "app, old": lambda: ("app", side.app_call(side.app_xml(URGENT), timestamp=1_500_000_000)),
    "app, not signed": lambda: ("app", Delivery({}, b"<xml><Encrypt>YWJj</Encrypt></xml>")),
    "app, empty": lambda: ("app", Delivery(side.app_call("x").query, b"")),
    "app, a document type": lambda: ("app", Delivery({}, b'<!DOCTYPE x [<!ENTITY e "x">]><xml><Encrypt>&e;</Encrypt></xml>')),
    "app, entities within": lambda: ("app", side.app_call('<!DOCTYPE x [<!ENTITY e "x">]><xml><Content>&e;</Content></xml>')),
    "app, no user": lambda: ("app", side.app_call(xml_of({"MsgType": "text"}))),
    "bot, wrong receive id": lambda: ("bot", side.bot_call(side.question(URGENT), receive_id="wwcorp")),
    "bot, wrong key": lambda: ("bot", side.bot_call(side.question(URGENT), key="X" * 43)),
    "bot, old": lambda: ("bot", side.bot_call(side.question(URGENT), timestamp=1_500_000_000)),
    "bot, no json": lambda: ("bot", side.bot_call("<xml/>")),
    "bot, no object": lambda: ("bot", side.bot_call("[1]")),
    "bot, of another form": lambda: ("bot", side.bot_call({"msgtype": 7, "from": []})),
    "bot, empty": lambda: ("bot", Delivery({}, b"")),
    "bot, deep": lambda: ("bot", Delivery({}, b"[" * 50_000)),
    "bot, no text": lambda: ("bot", Delivery({}, b'{"encrypt": 7}')),
    "bot, too large": lambda: ("bot", Delivery({}, b" " * 70_000)),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_wecom_did_not_send_is_refused(client, youju, case, caplog):
    with caplog.at_level(logging.DEBUG):
        reply = post(client, *REFUSED[case]())
    assert 400 <= reply.status_code < 500
    assert youju.assistant.asked == []
    assert URGENT not in caplog.text
    assert "Traceback" not in caplog.text + reply.text


def test_any_junk_is_refused(client):
    @settings(max_examples=40, deadline=None)
    @given(st.binary(max_size=300))
    def is_refused(body: bytes) -> None:
        for route in ("app", "bot"):
            assert 400 <= client.post(f"/channels/wecom/{route}", content=body).status_code < 500

    is_refused()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)
MEMBERS = ("msgid", "msgtype", "chattype", "from", "text", "event", "stream", "mixed")


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(MEMBERS), JSON))
def test_any_json_is_a_message_or_refused(body):
    with suppress(MessageError):
        assert read_message(body).kind in Kind


def test_channels_that_are_not_set_up_are_not_there():
    with TestClient(create_app(FakeYouju())) as client:
        assert client.post("/channels/wecom/app").status_code == 404
        assert client.post("/channels/wecom/bot").status_code == 404


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param({**side.SETTINGS, "wecom_app_corp_id": ""}, id="no-corp-id"),
        pytest.param({**side.SETTINGS, "wecom_app_encoding_aes_key": "short"}, id="short-key"),
        pytest.param({**side.SETTINGS, "wecom_app_secret": "s", "wecom_app_agent_id": "x"}, id="agent-id"),
        pytest.param({**side.BOT_SETTINGS, "wecom_bot_encoding_aes_key": ""}, id="no-key-of-the-robot"),
    ],
)
def test_wrong_settings_are_told_at_the_start(chosen):
    with pytest.raises(SettingsError, match="YOUJU_WECOM"):
        create_app(FakeYouju(**chosen))


class Api:
    """What answers an application's calls."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)
        self.sent: list[dict[str, object]] = []
        self.n_tokens = 0

    def get(self, url: str) -> dict[str, object]:
        self.n_tokens += 1
        return {"errcode": 0, "access_token": f"t{self.n_tokens}", "expires_in": 7200}

    def post(self, url: str, body: dict[str, object]) -> dict[str, object]:
        assert url.endswith(f"access_token=t{self.n_tokens}")
        self.sent.append(body)
        return {"errcode": self.codes.pop(0), "errmsg": "no"}


def platform(api: Api) -> AppPlatform:
    return AppPlatform("corp", 7, "secret", posted=api.post, got=api.get)


def test_a_late_answer_is_pushed_and_the_token_renewed_once():
    api = Api(0, 42001, 0)
    sender = platform(api)
    sender.send(Reply("甲"), "li")
    sender.send(Reply("", Card("题", "述", "https://a")), "li")
    assert (api.n_tokens, len(api.sent)) == (2, 3)
    assert api.sent[0] == {"touser": "li", "msgtype": "text", "text": {"content": "甲"}, "agentid": 7}
    assert api.sent[2]["msgtype"] == "news"


@pytest.mark.parametrize(
    ("codes", "error"),
    [((60020,), RefusedError), ((40014, 40014), RefusedError), ((45009,), CallError), ((-1,), CallError), ((81013,), RefusedError)],
)
def test_what_wecom_does_not_take_is_told(codes, error):
    with pytest.raises(error):
        platform(Api(*codes)).send(Reply("甲"), "li")


def _keys(youju: FakeYouju) -> list[str]:
    import sqlite3  # noqa: PLC0415 -- only the store's own file tells every key

    with sqlite3.connect(youju.library.home / "youju.sqlite") as connection:
        found = [row[0] for row in connection.execute("SELECT key FROM inbox")]
    connection.close()
    return found
