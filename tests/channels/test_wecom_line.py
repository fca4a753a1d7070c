"""`youju wecom-bot` from the settings to the answer, over restarts; and what `youju channels check` says of WeCom."""

import asyncio
from contextlib import asynccontextmanager, suppress

import pytest

from api.channels.calling import CallError
from api.channels.wechat.checking import Mark
from api.channels.wecom.app_platform import AppPlatform
from api.channels.wecom.checking import check
from api.channels.wecom.line_robot import CHANNEL, answer_over_line
from api.service import Service
from assistant.settings import Settings
from corpus.errors import SettingsError, StoreBusyError
from indexing.inbox import MessageState
from tests.api.fakes import UNANSWERABLE, URGENT, FakeYouju
from tests.channels import wecom_side as side
from tests.channels.test_wecom_robot import FAST
from tests.channels.wecom_server import BOT_ID, SECRET, WecomServer

SETTINGS = {"wecom_bot_id": BOT_ID, "wecom_bot_secret": SECRET}


@asynccontextmanager
async def robot_of(youju: FakeYouju, server: WecomServer):
    service = Service.of(youju)
    running = asyncio.create_task(answer_over_line(service, address=server.address, timing=FAST))
    try:
        yield running
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError, SettingsError, StoreBusyError):
            await running
        service.close()


async def until_settled(youju: FakeYouju) -> None:
    async with asyncio.timeout(10):
        while youju.library.inbox.unsettled(CHANNEL):  # noqa: ASYNC110 -- the store tells nobody
            await asyncio.sleep(0.01)


def test_a_question_is_answered_with_its_sources_and_settled():
    async def run() -> None:
        youju = FakeYouju(**SETTINGS)
        async with WecomServer() as server, robot_of(youju, server):
            await server.connected()
            first, second = await server.ask(URGENT), await server.ask(UNANSWERABLE, user="u2")
            await server.until(lambda: server.answers_to(first) and server.answers_to(second))
            content = server.streams[first.message_id][-1]["content"]
            assert "10分钟内" in content
            assert "https://youju.example/answers/" in content
            await server.event({"eventtype": "enter_chat"})
            await server.until(lambda: bool(server.welcomes))
            assert server.welcomes[0].startswith("您好")
            await until_settled(youju)
        assert len(youju.assistant.asked) == 2

    asyncio.run(run())


def test_a_question_that_was_open_when_the_program_ended_is_pushed_by_the_next():
    async def run() -> None:
        youju = FakeYouju(**SETTINGS)
        async with WecomServer(redelivers=False) as server:
            async with robot_of(youju, server):
                await server.connected()
                # The reply never arrives, and no other connection comes before the program ends.
                server.subscription_code, server.manner = -1, "lose"
                question = await server.ask(URGENT, user="user-never-in-clear")
                await server.until(lambda: server.n_breaks == 1)
            [left] = youju.library.inbox.unsettled(CHANNEL)
            assert left.state is MessageState.READY
            assert question.user not in left.recipient + left.user_hash
            server.subscription_code = 0
            async with robot_of(youju, server):
                await server.until(lambda: bool(server.pushes[question.user]))
                await until_settled(youju)
        assert server.notes_to(question) == 1
        assert f"https://youju.example/answers/{left.answer_id}" in server.pushes[question.user][0]
        assert len(youju.assistant.asked) == 1

    asyncio.run(run())


def test_one_process_of_a_home_runs_the_robot():
    async def run() -> None:
        youju = FakeYouju(**SETTINGS)
        async with WecomServer() as server, robot_of(youju, server):
            await server.connected()
            async with robot_of(youju, server) as second:
                with pytest.raises(StoreBusyError, match="wecom-bot"):
                    await second

    asyncio.run(run())


def test_the_command_needs_an_id_and_a_secret(run):
    outcome = run("wecom-bot")
    assert outcome.code == 2
    assert "YOUJU_WECOM_BOT_ID" in outcome.err


RIGHT = {
    **side.SETTINGS,
    **side.BOT_SETTINGS,
    **SETTINGS,
    "wecom_app_agent_id": "7",
    "wecom_app_secret": "planted-secret",
    "wecom_robot_webhook_url": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=planted-key",
    "public_url": "https://youju.example",
}
WRONG = {
    "wecom_app_token": "有空格 token",
    "wecom_app_corp_id": "corp",
    "wecom_app_encoding_aes_key": "planted-short-key",
    "wecom_bot_token": "a",
    "wecom_bot_encoding_aes_key": "planted-short-key",
    "wecom_robot_webhook_url": "http://qyapi/planted",
    "public_url": "",
}


def findings(settings: dict[str, str], **options: object):
    return list(check(Settings(**settings), **{"offline": True, **options}))


def test_nothing_is_wrong_with_what_is_right_and_no_secret_is_told():
    found = findings(RIGHT)
    assert not [each for each in found if each.mark is Mark.WRONG]
    assert "planted" not in repr(found)
    assert SECRET not in repr(found)
    assert {each.mark for each in findings({})} == {Mark.NOTED}


@pytest.mark.parametrize("name", WRONG)
def test_each_setting_that_is_wrong_is_named(name):
    found = findings({**RIGHT, name: WRONG[name]})
    assert {each.what for each in found if each.mark is Mark.WRONG} == {f"YOUJU_{name.upper()}"}
    assert "planted" not in repr(found)


def test_an_id_without_a_secret_is_wrong():
    assert [each.mark for each in findings({"wecom_bot_id": "b"}) if each.what == "YOUJU_WECOM_BOT_ID"] == [Mark.WRONG]


def unreachable(url: str) -> dict[str, object]:
    raise CallError("WeCom cannot be reached")


@pytest.mark.parametrize(
    ("got", "mark"),
    [
        (lambda url: {"errcode": 0, "access_token": "t", "expires_in": 7200}, Mark.FINE),
        (lambda url: {"errcode": 40001, "errmsg": "invalid credential"}, Mark.WRONG),
        (lambda url: {"errcode": 60020, "errmsg": "not allow"}, Mark.WRONG),
        (unreachable, Mark.NOTED),
    ],
)
def test_the_secret_is_tried_where_wecom_may_be_called(got, mark):
    found = findings(RIGHT, offline=False, platform=lambda settings: AppPlatform("c", 7, "s", got=got))
    assert [each.mark for each in found if each.what == "YOUJU_WECOM_APP_SECRET"] == [mark]
