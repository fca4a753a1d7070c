"""`youju notify deadlines` against a double of WeCom's group robot."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.channels.calling import CallError, get, post
from api.channels.limits import GROUP_MARKDOWN_BYTES, cut, n_bytes
from api.channels.wecom.deadlines import MOST_MESSAGES, Window, deadline_messages, due_within
from api.channels.wecom.group_robot import send_markdown
from assistant.obligations.wording import link_to_clause
from corpus.errors import SettingsError
from tests.api.fakes import FakeYouju
from tests.builders import a_policy

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
RULES = a_policy(
    "滨海市质控办法\n第一条 医疗机构应当于每年11月25日前向质控中心报送总结。\n第二条 医疗机构应当于每年11月29日前完成自查[附表](http://x)。\n"
    "第三条 医疗机构应当于每年12月20日前上报<b>数据</b>。\n",
    name="新办法.txt",
    place="滨海市",
)
MANY = a_policy(
    "滨海市报送办法\n" + "".join(f"第{n}条 医疗机构应当于每年11月25日前报送第{n}项总结，" + "内容详实" * 60 + "。\n" for n in range(1, 40)),
    name="多.txt",
)
WEEK = Window.of(date(2026, 11, 22), 7)


class Robot:
    """Takes what is posted to it, and answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, dict[str, object]]] = []
        self.replies: list[tuple[int, bytes]] = []
        robot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                robot.taken.append((self.path, json.loads(body)))
                status, reply = robot.replies.pop(0) if robot.replies else (200, b'{"errcode": 0, "errmsg": "ok"}')
                self.send_response(status)
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/cgi-bin/webhook/send?key={KEY}"

    @property
    def texts(self) -> list[str]:
        return [body["markdown"]["content"] for _, body in self.taken]


@pytest.fixture
def robot() -> Iterator[Robot]:
    robot = Robot()
    thread = threading.Thread(target=robot.server.serve_forever, args=(0.01,))
    thread.start()
    yield robot
    robot.server.shutdown()
    robot.server.server_close()
    thread.join()


def youju_for(url: str) -> FakeYouju:
    return FakeYouju(RULES, wecom_robot_webhook_url=url)


def test_what_falls_due_in_the_days_is_posted_with_its_clause(run, robot):
    outcome = run("notify", "deadlines", "--days", 7, over=youju_for(robot.url))
    assert (outcome.code, outcome.err) == (0, "")
    assert KEY not in outcome.out
    [(path, body)] = robot.taken
    assert path.endswith(KEY)
    assert body["msgtype"] == "markdown"
    [text] = robot.texts
    assert text.startswith("## 2026年11月22日至2026年11月28日到期事项：1 项\n")
    assert "**2026年11月25日 星期三**" in text
    assert "\n> 医疗机构应当于每年11月25日前向质控中心报送总结 [《滨海市" in text
    assert "《滨海市质控办法》第一条](https://youju.example/documents/" in text
    assert "11月29日" not in text


def test_a_longer_window_holds_more_and_words_of_a_text_make_no_link_or_tag(run, robot):
    run("notify", "deadlines", "--days", 30, over=youju_for(robot.url))
    [text] = robot.texts
    assert "到期事项：3 项" in text
    assert text.index("11月25日") < text.index("11月29日") < text.index("12月20日")
    assert "当日不上班" in text
    assert "](http://x)" not in text
    assert "<b>" not in text


def test_a_quiet_week_is_told_or_passed_over(run, robot):
    over = FakeYouju(a_policy("无期办法\n第一条 医疗机构应当报告。\n"), wecom_robot_webhook_url=robot.url)
    assert run("notify", "deadlines", "--if-any", over=over).code == 0
    assert robot.taken == []
    run("notify", "deadlines", over=over)
    assert "没有到期事项" in robot.texts[0]


def test_a_dry_run_needs_no_robot(run):
    outcome = run("notify", "deadlines", "--dry-run", over=FakeYouju(RULES))
    assert outcome.code == 0
    assert "到期事项：1 项" in outcome.out


@pytest.mark.parametrize(
    ("reply", "code", "words"),
    [
        pytest.param((200, b'{"errcode": 93000, "errmsg": "invalid webhook url"}'), 2, "copy it", id="no-such-robot"),
        pytest.param((200, b'{"errcode": 40058, "errmsg": "too long"}'), 1, "40058", id="refused"),
        pytest.param((200, b"<html>login</html>"), 1, "no JSON object", id="a-proxy"),
        pytest.param((200, b"[]"), 1, "no JSON object", id="no-object"),
        pytest.param((200, b'{"errcode": "0"}'), 1, "no errcode", id="no-code"),
        pytest.param((200, b"\xff\xfe"), 1, "no JSON object", id="no-text"),
        pytest.param((502, b""), 1, "HTTP 502", id="bad-gateway"),
    ],
)
def test_what_is_not_taken_is_told_without_the_key(run, robot, reply, code, words):
    robot.replies = [reply]
    outcome = run("notify", "deadlines", over=youju_for(robot.url))
    assert outcome.code == code
    assert words in outcome.err
    assert KEY not in outcome.out + outcome.err


@pytest.mark.parametrize(
    ("url", "words"),
    [
        pytest.param("", "Set YOUJU_WECOM_ROBOT_WEBHOOK_URL", id="none"),
        pytest.param(f"file:///etc/passwd?key={KEY}", "https://", id="a-file"),
        pytest.param(f"http://127.0.0.1:1/?key={KEY}", "cannot be reached", id="nobody-there"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_the_key(run, url, words):
    outcome = run("notify", "deadlines", over=youju_for(url))
    assert outcome.code in {1, 2}
    assert words in outcome.err
    assert KEY not in outcome.out + outcome.err


def test_too_many_messages_wait_a_minute_once(robot):
    robot.replies = [(200, b'{"errcode": 45009, "errmsg": "often"}')] * 1
    waited: list[float] = []
    send_markdown(robot.url, ["一"], sleep=waited.append)
    assert (waited, robot.texts) == ([60.0], ["一", "一"])
    robot.replies = [(200, b'{"errcode": 45009, "errmsg": "often"}')] * 2
    with pytest.raises(CallError, match="45009"):
        send_markdown(robot.url, ["一"], sleep=waited.append)


def test_a_key_in_what_wecom_says_is_not_repeated(robot):
    robot.replies = [(200, json.dumps({"errcode": 40001, "errmsg": f"bad {KEY}"}).encode())]
    with pytest.raises(CallError) as caught:
        send_markdown(robot.url, ["一"])
    assert KEY not in str(caught.value)


def test_a_long_list_is_cut_into_messages_that_wecom_takes():
    youju = FakeYouju(MANY)
    due = due_within(youju.register, WEEK)
    assert len(due) == 39
    messages = deadline_messages(due, WEEK, link_to_clause("https://youju.example"), "https://youju.example/obligations")
    assert len(messages) == MOST_MESSAGES
    assert all(n_bytes(message) <= GROUP_MARKDOWN_BYTES for message in messages)
    assert "[义务清单](https://youju.example/obligations)" in messages[-1]
    assert "还有更多" not in "".join(messages[:-1])


@given(st.text(alphabet="甲。乙\n😀a[", max_size=40), st.integers(30, 90))
def test_what_is_cut_fits_and_begins_as_the_text_does(text, most):
    shown = cut(text, most, tail="……")
    assert n_bytes(shown) <= most
    assert shown == text or (shown.endswith("……") and text.startswith(shown.removesuffix("……")))


def test_a_settings_error_and_a_call_error_come_of_the_calls_too(robot):
    with pytest.raises(CallError):
        get("ftp://host/x")
    robot.replies = [(200, b'{"errcode": 93000, "errmsg": "x"}')]
    with pytest.raises(SettingsError):
        send_markdown(robot.url, ["一"])
    assert post(robot.url, {"msgtype": "\ud800"})["errcode"] == 0
