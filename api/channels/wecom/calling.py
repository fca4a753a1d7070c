"""Calls WeCom's HTTP interfaces: JSON there and back, through the proxy of the environment, where there is one.

What goes wrong is told without the address, whose query holds a key or a token.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from corpus.errors import YoujuError

API_ADDRESS = "https://qyapi.weixin.qq.com"
TIMEOUT_SECONDS = 10.0

# Replies are a code and some words.
_MOST_BYTES = 1 << 20

Json = Mapping[str, object]
Post = Callable[[str, Json], Json]
Get = Callable[[str], Json]


class CallError(YoujuError):
    """WeCom could not be reached, or what came back is not what it answers with."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What WeCom says of a call: 0 and `ok`, or what is wrong.

    >>> Verdict.of({"errcode": 45009, "errmsg": "api freq out of limit"})
    Verdict(code=45009, message='api freq out of limit')
    """

    code: int
    message: str

    @classmethod
    def of(cls, reply: Json) -> "Verdict":
        """The verdict in a reply.

        Raises:
            CallError: There is none.
        """
        code = reply.get("errcode")
        if not isinstance(code, int) or isinstance(code, bool):
            raise CallError("WeCom's reply has no errcode: look whether a proxy answers in its place")
        return cls(code, str(reply.get("errmsg", ""))[:200])


def post(url: str, body: Json) -> Json:
    """What comes back for a body that is sent by POST.

    Raises:
        CallError: The address is none, nothing came back in time, or no JSON object.
    """
    return _called(urllib.request.Request(_checked(url), _written(body), {"Content-Type": "application/json"}))  # noqa: S310 -- checked


def get(url: str) -> Json:
    """What comes back for an address.

    Raises:
        CallError: As `post` does.
    """
    return _called(urllib.request.Request(_checked(url)))  # noqa: S310 -- checked


def _checked(url: str) -> str:
    if urlsplit(url).scheme not in {"https", "http"}:
        raise CallError("The address of WeCom does not begin with https://: correct the setting")
    return url


def _written(body: Json) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")


def _called(request: urllib.request.Request) -> Json:
    host = request.host
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as reply:  # noqa: S310 -- `_checked` lets HTTP through only
            content = reply.read(_MOST_BYTES)
    except urllib.error.HTTPError as error:
        error.close()
        raise CallError(f"{host} answered HTTP {error.code}: look whether the address in the settings is whole") from None
    except (OSError, ValueError) as error:
        raise CallError(f"{host} cannot be reached ({type(error).__name__}): check the network and the proxy of this machine") from None
    return _read(content, host)


def _read(content: bytes, host: str | None) -> Json:
    try:
        record = json.loads(content)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise CallError(f"{host} answered no JSON object: look whether a proxy answers in its place")
    return record
