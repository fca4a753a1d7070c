"""`youju channels`: what is set up wrongly is told without secrets, and a running server is asked as WeChat would."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import uvicorn

from api.app import create_app
from api.channels.calling import CallError, Verdict
from api.channels.findings import Mark
from api.channels.wechat.checking import check
from api.channels.wechat.platform import Platform, refused
from assistant.settings import Settings
from tests.api.fakes import URGENT, FakeYouju
from tests.channels import wechat_side as side
from tests.channels import wecom_side

RIGHT = {**side.SETTINGS, "wechat_app_id": "wx0123456789abcdef", "public_url": "https://youju.example"}
WRONG = {
    "wechat_token": "有空格 token",
    "wechat_app_id": "gh_account",
    "wechat_encoding_aes_key": "planted-short-key",
    "public_url": "http://127.0.0.1:8000",
}


class NoNetwork(Platform):
    """WeChat as it looks from a machine without a network, with a wrong address, or with a clock of its own."""

    def __init__(self, skew_seconds: float | None = None, code: int = 0) -> None:
        self._skew_seconds, self._code = skew_seconds, code

    def clock(self):
        if self._skew_seconds is None:
            raise CallError("WeChat cannot be reached")
        return datetime.now(UTC) - timedelta(seconds=self._skew_seconds)

    def token(self) -> str:
        if self._code:
            raise refused(Verdict(self._code))
        return "token"


def wrong_of(settings: Settings, platform: Platform | None = None) -> set[str]:
    return {finding.what for finding in check(settings, platform) if finding.mark is Mark.WRONG}


def test_nothing_is_wrong_with_what_is_right():
    assert wrong_of(Settings(**RIGHT)) == set()


@pytest.mark.parametrize("name", WRONG)
def test_each_setting_that_is_wrong_is_named(name):
    assert wrong_of(Settings(**{**RIGHT, name: WRONG[name]})) == {f"YOUJU_{name.upper()}"}


@pytest.mark.parametrize(("skew_seconds", "wrong"), [(0.0, set()), (-500.0, {"clock"}), (500.0, {"clock"}), (None, set())])
def test_a_clock_that_is_wrong_is_told(skew_seconds, wrong):
    assert wrong_of(Settings(**RIGHT), NoNetwork(skew_seconds)) == wrong


@pytest.mark.parametrize("code", [40164, 40125, 40013])
def test_a_whitelist_or_a_secret_that_is_wrong_is_told(code):
    settings = Settings(**RIGHT, wechat_app_secret="planted-secret")
    assert wrong_of(settings, NoNetwork(0.0, code)) == {"YOUJU_WECHAT_APP_SECRET"}


def test_no_secret_is_printed(run):
    youju = FakeYouju(**{**RIGHT, "wechat_encoding_aes_key": "planted-key", "wechat_app_secret": "planted-secret"})
    outcome = run("channels", "check", "--offline", over=youju)
    assert outcome.code == 1
    assert "YOUJU_WECHAT_ENCODING_AES_KEY" in outcome.out
    assert not any(secret in outcome.out + outcome.err for secret in ("planted", side.TOKEN))


def test_without_a_channel_there_is_nothing_wrong(run):
    outcome = run("channels", "check", "--offline")
    assert (outcome.code, "there is no WeChat channel" in outcome.out) == (0, True)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server that is set up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(FakeYouju(**side.SETTINGS, **wecom_side.SETTINGS)), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize("mode", ["safe", "compatible", "plain"])
def test_a_question_is_simulated_in_every_mode(run, url, mode):
    outcome = run("channels", "simulate", "wechat", URGENT, "--url", url, "--mode", mode, over=FakeYouju(**side.SETTINGS))
    assert outcome.code == 0, outcome.err
    assert outcome.out.startswith("10分钟内到位。")


def test_a_question_to_the_application_is_simulated(run, url):
    outcome = run("channels", "simulate", "wecom-app", URGENT, "--url", url, over=FakeYouju(**wecom_side.SETTINGS))
    assert (outcome.code, outcome.out.startswith("10分钟内到位。")) == (0, True), outcome.err
    refused = run(
        "channels", "simulate", "wecom-app", URGENT, "--url", url, over=FakeYouju(**{**wecom_side.SETTINGS, "wecom_app_token": "a"})
    )
    assert (refused.code, "403" in refused.err) == (1, True)
    assert "YOUJU_WECOM_APP_TOKEN" in run("channels", "simulate", "wecom-app", URGENT, "--url", url).err


def test_a_server_with_another_token_refuses(run, url):
    outcome = run("channels", "simulate", "wechat", URGENT, "--url", url, over=FakeYouju(**{**side.SETTINGS, "wechat_token": "another"}))
    assert outcome.code == 1
    assert "403" in outcome.err


def test_a_server_that_is_not_there_is_told(run):
    outcome = run("channels", "simulate", "wechat", URGENT, "--url", "http://127.0.0.1:9", over=FakeYouju(**side.SETTINGS))
    assert (outcome.code, "youju serve" in outcome.err) == (1, True)


@pytest.mark.parametrize("command", [("simulate", "wechat", "问"), ("menu",)])
def test_without_settings_it_is_told_which_are_missing(run, command):
    outcome = run("channels", *command)
    assert (outcome.code, "YOUJU_WECHAT" in outcome.err) == (2, True)
