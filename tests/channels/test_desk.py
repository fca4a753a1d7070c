"""What becomes of a message whatever happens meanwhile, and of answers that come late."""

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from api.channels.calling import CallError, RefusedError
from api.channels.courier import INTERRUPTED, Courier
from api.channels.desk import Desk
from api.channels.messages import Incoming, Kind, Reply
from api.channels.responder import Response
from api.channels.sealing import Sealer
from api.channels.wechat.platform import Platform
from api.hashing import Hasher
from indexing.inbox import NOT_TOLD, Message, MessageState
from indexing.outbox import Push, PushState
from indexing.store import Store

HASHER = Hasher(b"secret")
SEALER = Sealer(HASHER.secret)
ASKED = Incoming("wechat", "100", "o_user", Kind.QUESTION, "急会诊多久到位")


@dataclass
class Answers:
    """Replies with the number of the call, after a while."""

    seconds: float = 0.0
    later: str = ""
    n_calls: int = 0
    failure: Exception | None = None

    async def respond(self, message: Message, *, ends: float) -> Response:
        self.n_calls += 1
        await asyncio.sleep(self.seconds)
        if self.failure:
            raise self.failure
        return Response(Reply(f"reply {self.n_calls}"), self._late() if self.later else None)

    async def _late(self) -> Reply:
        await asyncio.sleep(0.01)
        return Reply(self.later)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "youju.sqlite")
    yield store
    assert store.damage() == []
    store.close()


def a_desk(store: Store, answers: Answers, *, pushes: bool = False) -> Desk:
    return Desk("wechat", answers, boxes=(store.inbox, store.outbox), hasher=HASHER, pushes=pushes, retries_seconds=0.05)


def stored(store: Store) -> Message:
    return store.inbox.message(HASHER.user("channels/wechat/messages", ASKED.key))


def left_open(store: Store, *, state: MessageState = MessageState.RECEIVED, seconds_ago: float = 0.0) -> None:
    """What a process left that was killed."""
    moment = datetime.now(UTC) - timedelta(seconds=seconds_ago)
    key, user = HASHER.user("channels/wechat/messages", ASKED.key), HASHER.user("channels/wechat", ASKED.user)
    reply = Reply("reply before").to_json() if state is MessageState.READY else ""
    store.inbox.receive(Message(key, "wechat", user, "question", ASKED.text, SEALER.seal(ASKED.user), moment, state, reply))


def test_deliveries_at_once_share_one_work(store):
    answers = Answers(seconds=0.05)

    async def deliver() -> list[Reply]:
        desk = a_desk(store, answers)
        replies = await asyncio.gather(*(desk.reply(ASKED) for _ in range(5)))
        await desk.close()
        return replies

    assert asyncio.run(deliver()) == [Reply("reply 1")] * 5
    assert answers.n_calls == 1


def test_a_delivery_to_the_next_process_gets_the_reply_of_the_first(store):
    answers = Answers()

    async def deliver() -> Reply:
        desk = a_desk(store, answers)
        reply = await desk.reply(ASKED)
        await desk.close()
        return reply

    assert asyncio.run(deliver()) == asyncio.run(deliver())
    assert answers.n_calls == 1


def test_the_work_goes_on_when_nobody_listens_any_more(store):
    async def deliver() -> None:
        desk = a_desk(store, Answers(seconds=0.05))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(desk.reply(ASKED), 0.01)
        await asyncio.sleep(0.1)
        await desk.close()

    asyncio.run(deliver())
    assert stored(store).state is MessageState.READY


async def restarted(store: Store, answers: Answers, *, pushes: bool = False, asked_again: bool = False) -> None:
    desk = a_desk(store, answers, pushes=pushes)
    await desk.resume()
    if asked_again:
        await desk.reply(ASKED)
        await desk.note_told(ASKED)
    await asyncio.sleep(0.2)
    await desk.close()


def test_what_was_open_is_finished_and_noted_as_not_told_where_nobody_asks_again(store):
    left_open(store)
    asyncio.run(restarted(store, Answers()))
    message = stored(store)
    assert (message.state, message.problem, message.reply) == (MessageState.FAILED, NOT_TOLD, Reply("reply 1").to_json())
    assert message.recipient == ""


def test_what_was_open_is_told_where_it_is_delivered_again(store):
    left_open(store)
    answers = Answers()
    asyncio.run(restarted(store, answers, asked_again=True))
    assert (stored(store).state, answers.n_calls) == (MessageState.TOLD, 1)


def test_what_was_open_is_sent_afterwards_where_that_is_allowed(store):
    left_open(store)
    asyncio.run(restarted(store, Answers(), pushes=True))
    [push] = store.outbox.unfinished("wechat")
    assert (SEALER.open(push.recipient), Reply.from_json(push.body)) == (ASKED.user, Reply("reply 1"))
    assert stored(store).state is MessageState.TOLD


@pytest.mark.parametrize(("seconds_ago", "state"), [(0.0, MessageState.TOLD), (60.0, MessageState.FAILED)])
def test_a_reply_that_was_ready_is_never_sent_a_second_time(store, seconds_ago, state):
    left_open(store, state=MessageState.READY, seconds_ago=seconds_ago)
    answers = Answers()
    asyncio.run(restarted(store, answers, pushes=True))
    assert (stored(store).state, answers.n_calls, store.outbox.unfinished("wechat")) == (state, 0, [])


def test_what_comes_late_is_put_into_the_outbox_once(store):
    async def deliver() -> None:
        desk = a_desk(store, Answers(later="worded"), pushes=True)
        await desk.reply(ASKED)
        await desk.reply(ASKED)
        await asyncio.sleep(0.1)
        await desk.close()

    asyncio.run(deliver())
    [push] = store.outbox.unfinished("wechat")
    assert Reply.from_json(push.body).text == "worded"


def test_forgetting_a_user_takes_out_messages_and_pushes(store):
    left_open(store)
    user = HASHER.user("channels/wechat", ASKED.user)
    store.outbox.add(a_push(user_hash=user))
    store.journal.forget(user)
    assert (store.inbox.unsettled("wechat"), store.outbox.unfinished("wechat")) == ([], [])


def a_push(**members: object) -> Push:
    defaults = {"push_id": "p1", "channel": "wechat", "user_hash": "u", "recipient": SEALER.seal("o_user"), "body": Reply("late").to_json()}
    return Push(**{**defaults, "created_at": datetime.now(UTC), **members})


@dataclass
class WeChatInterface:
    """WeChat's interface: gives tokens, and answers each message with the next of `codes`."""

    codes: list[int]
    expires_in: int = 7200
    n_tokens: int = 0
    sent: list[dict[str, object]] = field(default_factory=list)
    used: list[str] = field(default_factory=list)

    def answer(self, path: str, body: dict[str, object]) -> dict[str, object]:
        if path == "/cgi-bin/stable_token":
            self.n_tokens += 1
            assert (body["appid"], body["secret"], body["grant_type"]) == ("wx1", "s1", "client_credential")
            return {"access_token": f"token{self.n_tokens}", "expires_in": self.expires_in}
        self.used.append(path.partition("access_token=")[2])
        code = self.codes.pop(0) if self.codes else 0
        if not code:
            self.sent.append(body)
        return {"errcode": code, "errmsg": "said"}


@pytest.fixture
def interface() -> Iterator[tuple[WeChatInterface, Platform]]:
    answering = WeChatInterface([])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            written = json.dumps(answering.answer(self.path, body)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    platform = Platform("wx1", "s1", address=f"http://127.0.0.1:{server.server_port}")
    yield answering, platform
    server.shutdown()
    server.server_close()


def test_one_token_serves_many_messages(interface):
    answering, platform = interface
    for _ in range(3):
        platform.send(Reply("late"), "o_user")
    assert answering.n_tokens == 1
    assert answering.sent[0] == {"touser": "o_user", "msgtype": "text", "text": {"content": "late"}}


@pytest.mark.parametrize("code", [40001, 42001])
def test_a_token_that_has_ended_is_renewed_once(interface, code):
    answering, platform = interface
    answering.codes = [code]
    platform.send(Reply("late"), "o_user")
    assert (answering.used, len(answering.sent)) == (["token1", "token2"], 1)
    answering.codes = [code, code]
    with pytest.raises(RefusedError):
        platform.send(Reply("late"), "o_user")
    assert len(answering.used) == 4


def test_a_token_that_ends_soon_is_not_kept(interface):
    answering, platform = interface
    answering.expires_in = 60
    platform.send(Reply("a"), "o_user")
    platform.send(Reply("b"), "o_user")
    assert answering.n_tokens == 2


@pytest.mark.parametrize("code", [45015, 45047, 40164, 48001])
def test_what_wechat_refuses_is_noted_as_undeliverable(store, interface, code):
    answering, platform = interface
    answering.codes = [code]
    store.outbox.add(a_push())
    courier = Courier("wechat", store.outbox, SEALER, platform.send)
    courier.deliver()
    courier.deliver()
    assert (store.outbox.unfinished("wechat"), len(answering.used)) == ([], 1)


def test_a_server_that_is_not_there_is_told_without_its_address():
    with pytest.raises(CallError) as caught:
        Platform("wx1", "secret-words", address="http://127.0.0.1:9").token()
    assert "secret-words" not in str(caught.value)


def test_what_cannot_be_sent_now_is_tried_again_some_times(store):
    tries = []

    def fail(reply: Reply, user: str) -> None:
        tries.append((reply.text, user))
        raise CallError("no network")

    store.outbox.add(a_push())
    courier = Courier("wechat", store.outbox, SEALER, fail)
    for _ in range(10):
        courier.deliver()
    assert (tries, store.outbox.unfinished("wechat")) == ([("late", "o_user")] * 5, [])


def test_what_was_being_sent_when_a_process_ended_is_not_sent_again(store):
    sent = []
    store.outbox.add(a_push(state=PushState.SENDING))
    courier = Courier("wechat", store.outbox, SEALER, lambda reply, user: sent.append(user), every_seconds=0.01)
    courier.start()
    courier.close()
    assert (sent, store.outbox.unfinished("wechat"), INTERRUPTED) == ([], [], "interrupted")


def test_a_thread_sends_what_waits(store):
    arrived = threading.Event()
    courier = Courier("wechat", store.outbox, SEALER, lambda reply, user: arrived.set(), every_seconds=0.01)
    courier.start()
    store.outbox.add(a_push())
    assert arrived.wait(5)
    courier.close()
    assert store.outbox.unfinished("wechat") == []
