"""The robot of a group chat: it only speaks, by one address that holds its key.

developer.work.weixin.qq.com/document/path/91770: at most 20 messages a minute, Markdown of at most 4,096 bytes.
"""

import time
from collections.abc import Callable, Sequence
from urllib.parse import parse_qs, urlsplit

from api.channels.calling import CallError, Post, Verdict, post
from corpus.errors import SettingsError

# 93000: no such robot, its key is wrong or it was taken out of the group.
_NO_ROBOT = 93000
_TOO_OFTEN = 45009
_MINUTE_SECONDS = 60.0


def send_markdown(url: str, messages: Sequence[str], *, posted: Post = post, sleep: Callable[[float], None] = time.sleep) -> None:
    """Sends messages in order; waits a minute once where WeCom says that there were too many.

    Raises:
        SettingsError: No robot is at this address.
        CallError: A message was not taken; those before it were.
    """
    for number, message in enumerate(messages, 1):
        body = {"msgtype": "markdown", "markdown": {"content": message}}
        verdict = Verdict.of(posted(url, body))
        if verdict.code == _TOO_OFTEN:
            sleep(_MINUTE_SECONDS)
            verdict = Verdict.of(posted(url, body))
        if verdict.code == _NO_ROBOT:
            raise SettingsError(
                "WeCom knows no robot of the address in YOUJU_WECOM_ROBOT_WEBHOOK_URL: copy it from the group's settings again"
            )
        if verdict.code:
            said = verdict.message.replace(parse_qs(urlsplit(url).query).get("key", [url])[0], "…")
            raise CallError(f"WeCom did not take message {number} of {len(messages)}: errcode {verdict.code}, {said!r}")
