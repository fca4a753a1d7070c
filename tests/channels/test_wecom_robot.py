"""The robot's long connection against a double of WeCom that breaks it in every way."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import pytest

from api.channels.wecom.bot_messages import BotMessage, Kind, Rating
from api.channels.wecom.long_connection import LongConnection, Timing
from api.channels.wecom.robot import Outcome, Robot, State, TakenOverError, Unfinished
from corpus.errors import SettingsError
from tests.channels.wecom_server import BOT_ID, SECRET, WecomServer

QUESTIONS, DROPS = 200, 20

FAST = Timing(ping=0.2, acknowledged=1.0, first_wait=0.01, longest_wait=0.05)


class Desk:
    """Keeps questions in memory."""

    def __init__(self, *left: Unfinished) -> None:
        self.left = left
        self.ends: dict[str, list[tuple[Outcome, str]]] = {each.message.message_id: [] for each in left}
        self.rated: list[tuple[str, Rating]] = []

    def take(self, message: BotMessage) -> bool:
        if message.message_id in self.ends:
            return False
        self.ends[message.message_id] = []
        return True

    def end(self, message_id: str, outcome: Outcome, detail: str) -> None:
        self.ends[message_id].append((outcome, detail))

    def unfinished(self) -> Sequence[Unfinished]:
        return self.left

    def rate(self, user_id: str, rating: Rating) -> None:
        self.rated.append((user_id, rating))

    def outcomes(self) -> list[Outcome]:
        return [outcome for ends in self.ends.values() for outcome, _ in ends]


class Echo:
    """Answers with the question, after a while where it is told to."""

    def __init__(self, *partly: str, seconds: float = 0) -> None:
        self.partly = partly
        self.seconds = seconds
        self.asked: list[str] = []

    async def states(self, message: BotMessage) -> AsyncIterator[State]:
        self.asked.append(message.message_id)
        for content in self.partly:
            yield State(content, is_finished=False)
            await asyncio.sleep(self.seconds)
        yield State(f"答：{message.text}", is_finished=True, note=f"连接中断过：{message.text}")


@asynccontextmanager
async def robot_at(server: WecomServer, desk: Desk, replies: Echo, *, timing: Timing = FAST, **options: str) -> AsyncIterator[asyncio.Task]:
    """A robot that is connected to the server; gives the task that keeps it so."""
    connection = LongConnection(server.address, **{"bot_id": BOT_ID, "secret": SECRET, **options}, timing=timing)
    robot = Robot(connection, replies, desk, greeting="您好，请问。")
    await robot.resume()
    running = asyncio.create_task(connection.run(robot.receive))
    try:
        yield running
        if not running.done():
            await robot.idle()
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError, SettingsError, TakenOverError):
            await running


def test_a_question_is_answered_in_states_and_under_its_own_req_id():
    async def run() -> None:
        desk = Desk()
        async with WecomServer() as server:
            async with robot_at(server, desk, Echo("正在", "正在查阅")):
                await server.connected()
                question = await server.ask("急会诊多久到位")
                await server.until(lambda: server.answers_to(question))
            states = server.streams[question.message_id]
            assert [state["content"] for state in states] == ["正在", "正在查阅", "答：急会诊多久到位"]
            assert [state["finish"] for state in states] == [False, False, True]
            assert {state["feedback"]["id"] for state in states} == {question.message_id}
            assert desk.ends == {question.message_id: [(Outcome.ANSWERED, "")]}

    asyncio.run(run())


@pytest.mark.parametrize(
    ("manner", "after", "redelivers", "answers", "notes", "outcome"),
    [
        pytest.param("take", True, False, 1, 0, Outcome.ANSWERED, id="lost-before-the-answer-was-there"),
        pytest.param("take", True, True, 1, 0, Outcome.ANSWERED, id="lost-and-asked-again"),
        pytest.param("mute", False, False, 1, 1, Outcome.LINKED, id="taken-but-not-said"),
        pytest.param("lose", False, False, 0, 1, Outcome.LINKED, id="lost-with-the-answer"),
        pytest.param("lose", False, True, 1, 0, Outcome.ANSWERED, id="lost-with-the-answer-and-asked-again"),
    ],
)
def test_a_reply_that_the_connection_breaks_under_is_told_once(manner, after, redelivers, answers, notes, outcome):
    async def run() -> None:
        desk = Desk()
        async with WecomServer(redelivers=redelivers) as server:
            server.manner, server.drops_after_question = manner, after
            # The answer takes longer than the break, so that it is the break which decides.
            async with robot_at(server, desk, Echo(*(["正在查阅"] if after else []), seconds=0.1)):
                await server.connected()
                question = await server.ask("急会诊多久到位")
                await server.until(lambda: server.n_subscriptions > 1 and server.is_told(question))
            assert (server.answers_to(question), server.notes_to(question)) == (answers, notes)
            assert desk.ends == {question.message_id: [(outcome, "")]}

    asyncio.run(run())


@pytest.mark.parametrize("redelivers", [False, True], ids=["once", "redelivered"])
def test_many_breaks_lose_no_question_and_answer_none_twice(redelivers):
    async def run() -> None:
        desk, replies = Desk(), Echo()
        async with WecomServer(redelivers=redelivers) as server:
            async with robot_at(server, desk, replies):
                await server.connected()
                every = QUESTIONS // DROPS
                for number in range(QUESTIONS):
                    if number % every == 0:
                        # One break at a time: the next one comes on a connection of its own.
                        await server.until(lambda: server.manner == "take")
                        await server.connected()
                        await break_in_one_of_three_ways(server, number // every)
                    await server.ask(f"第{number}问，急会诊多久到位", user=f"u{number % 20}")
                questions = list(server.questions.values())
                await server.until(lambda: all(map(server.is_told, questions)), seconds=120)
            assert server.n_breaks == DROPS
            assert all(server.answers_to(question) <= 1 for question in questions)
            assert all(server.answers_to(question) + server.notes_to(question) >= 1 for question in questions)
            assert sorted(replies.asked) == sorted(server.questions)
            assert len(desk.outcomes()) == QUESTIONS
            assert Outcome.FAILED not in desk.outcomes()

    asyncio.run(run())


async def break_in_one_of_three_ways(server: WecomServer, number: int) -> None:
    match number % 3:
        case 0:
            server.drop()
        case 1:
            server.manner = "mute"
        case 2:
            server.manner = "lose"


def test_what_an_earlier_run_left_is_pushed_and_what_may_be_shown_is_noted():
    async def run() -> None:
        left = [
            Unfinished(BotMessage("m1", Kind.QUESTION, "u1", "u1", is_group=False, text="甲问"), may_be_shown=False),
            Unfinished(BotMessage("m2", Kind.QUESTION, "u1", "u1", is_group=False, text="乙问"), may_be_shown=True),
        ]
        desk = Desk(*left)
        async with WecomServer(redelivers=False) as server:
            server.questions["m0"] = (await server.ask("从前的问题")).__class__("m0", "u1", "从前的问题", has_arrived=True)
            async with robot_at(server, desk, Echo()):
                await server.until(lambda: len(server.pushes["u1"]) >= 2)
            assert sorted(text for text in server.pushes["u1"] if "问" in text and "从前" not in text) == ["答：甲问", "连接中断过：乙问"]
            assert desk.ends["m1"] == [(Outcome.ANSWERED, "")]
            assert desk.ends["m2"] == [(Outcome.LINKED, "")]

    asyncio.run(run())


def test_who_opens_the_chat_is_greeted_and_feedback_is_kept():
    async def run() -> None:
        desk = Desk()
        async with WecomServer() as server:
            async with robot_at(server, desk, Echo()):
                await server.event({"eventtype": "enter_chat"})
                feedback = {"id": "m1", "type": 2, "content": "不对", "inaccurate_reason_list": [3]}
                await server.event({"eventtype": "feedback_event", "feedback_event": feedback})
                await server.event({"eventtype": "something_new"})
                await server.until(lambda: bool(server.welcomes))
            assert server.welcomes == ["您好，请问。"]
            assert desk.rated == [("u1", Rating("m1", "down", "不对", ("内容有错误",)))]

    asyncio.run(run())


def test_another_program_as_the_same_robot_ends_this_one():
    async def run() -> None:
        async with WecomServer() as server, robot_at(server, Desk(), Echo()) as first:
            await server.connected()
            async with robot_at(server, Desk(), Echo()) as second:
                with pytest.raises(TakenOverError, match="one connection"):
                    await asyncio.wait_for(first, 5)
                assert not second.done()

    asyncio.run(run())


def test_a_wrong_secret_ends_at_once_and_is_not_told():
    async def run() -> None:
        async with WecomServer() as server, robot_at(server, Desk(), Echo(), secret="no-such-secret") as running:
            with pytest.raises(SettingsError, match="600041") as caught:
                await asyncio.wait_for(running, 5)
            assert "no-such-secret" not in str(caught.value)

    asyncio.run(run())


def test_a_busy_wecom_is_asked_again():
    async def run() -> None:
        async with WecomServer() as server:
            server.subscription_code = -1
            async with robot_at(server, Desk(), Echo()) as running:
                await asyncio.sleep(0.1)
                assert not running.done()
                server.subscription_code = 0
                await asyncio.wait_for(server.connected(), 5)

    asyncio.run(run())


def test_a_connection_that_answers_no_ping_is_opened_anew():
    async def run() -> None:
        async with WecomServer() as server:
            server.answers_pings = False
            async with robot_at(server, Desk(), Echo(), timing=Timing(0.05, 0.05, 0.01, 0.05)):
                await server.until(lambda: server.n_subscriptions >= 3, seconds=5)
            assert server.n_pings >= 2

    asyncio.run(run())


@pytest.mark.parametrize(
    "junk",
    [
        *("", "null", "[]", "{}", '"x"', "{", "[" * 5000, '{"headers": {}}', '{"headers": {"req_id": 7}}', '{"headers": {"req_id": "x"}}'),
        '{"headers": {"req_id": "x"}, "errcode": 846605, "errmsg": "nobody asked"}',
        '{"cmd": "aibot_msg_callback", "headers": {"req_id": "x"}, "body": {}}',
        '{"cmd": "aibot_msg_callback", "headers": {"req_id": "x"}, "body": {"msgid": "", "msgtype": "text", "from": {"userid": "u"}}}',
        '{"cmd": "aibot_msg_callback", "headers": {"req_id": "x"}, "body": {"msgid": {}, "msgtype": 3, "from": []}}',
        '{"cmd": "aibot_event_callback", "headers": {"req_id": "x"}, "body": {"msgtype": "event", "event": {"eventtype": "new"}}}',
        '{"cmd": "something_new", "headers": {"req_id": "x"}, "body": {"a": 1}}',
    ],
)
def test_junk_is_passed_over_and_the_next_question_answered(junk, caplog):
    async def run() -> None:
        async with WecomServer() as server:
            async with robot_at(server, Desk(), Echo()):
                await server.send(junk)
                question = await server.ask("急会诊多久到位")
                await server.until(lambda: server.answers_to(question))
            assert server.n_subscriptions == 1

    with caplog.at_level(logging.ERROR):
        asyncio.run(run())
    assert not caplog.records


def test_an_address_that_is_none_is_a_fault_of_the_settings():
    async def run() -> None:
        connection = LongConnection("https://openws.example", bot_id=BOT_ID, secret=SECRET)
        with pytest.raises(SettingsError, match="wss://"):
            await connection.run(lambda line, frame: None)

    asyncio.run(run())
