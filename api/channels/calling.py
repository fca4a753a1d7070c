"""Calls the HTTP interfaces of WeChat and WeCom: JSON there and back; the only module that knows httpx.

What goes wrong is told without the address, whose query holds a key or a token.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import urlsplit

import httpx

from corpus.errors import YoujuError

TIMEOUT_SECONDS = 10.0

# A token is renewed before it ends.
_MARGIN_SECONDS = 300

# The token is wrong or has ended; the platforms may end one early.
_TOKEN_CODES = frozenset({40001, 40014, 41001, 42001})

# What passes by itself: the system is busy, or there were too many calls.
_PASSING = frozenset({-1, 45009})

_JSON = {"Content-Type": "application/json"}

Json = Mapping[str, object]
Post = Callable[[str, Json], Json]
Get = Callable[[str], Json]


class CallError(YoujuError):
    """The platform could not be reached or was busy, or what came back is not what it answers with; it may be tried again."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a platform says of a call: 0 and `ok`, or what is wrong.

    >>> Verdict.of({"errcode": 45009, "errmsg": "api freq out of limit"})
    Verdict(code=45009, message='api freq out of limit')
    """

    code: int
    message: str = ""

    @classmethod
    def of(cls, reply: Json) -> "Verdict":
        """The verdict in a reply.

        Raises:
            CallError: There is none.
        """
        code = reply.get("errcode")
        if not isinstance(code, int) or isinstance(code, bool):
            raise CallError("The platform's reply has no errcode: look whether a proxy answers in its place")
        return cls(code, str(reply.get("errmsg", ""))[:200])


class RefusedError(YoujuError):
    """A platform said no; trying again would not help. `advice` says for some codes what to do."""

    def __init__(self, platform: str, verdict: Verdict, advice: Mapping[int, str]) -> None:
        super().__init__(f"{platform} refused: errcode {verdict.code}: {advice.get(verdict.code, verdict.message)}")
        self.verdict = verdict


class AccessToken:
    """The token that the calls of one account bear, kept until shortly before it ends; to be used from one thread."""

    def __init__(self, asked: Callable[[], Json], refused: Callable[[Verdict], RefusedError]) -> None:
        self._asked = asked
        self._refused = refused
        self._token = ""
        self._ends = 0.0

    def get(self) -> str:
        """The token.

        Raises:
            RefusedError: The platform gives none.
            CallError: It cannot be reached.
        """
        if time.monotonic() < self._ends:
            return self._token
        said = self._asked()
        token, seconds = said.get("access_token"), said.get("expires_in")
        if not isinstance(token, str) or not isinstance(seconds, int):
            raise self._refused(Verdict.of(said))
        self._token, self._ends = token, time.monotonic() + max(seconds - _MARGIN_SECONDS, 0)
        return token

    def use(self, call: Callable[[str], Json]) -> None:
        """Makes a call that bears the token, which is renewed once where it is not taken.

        Raises:
            RefusedError: The platform said no.
            CallError: It cannot be reached, or is busy.
        """
        verdict = Verdict.of(call(self.get()))
        if verdict.code in _TOKEN_CODES:
            self._ends = 0.0
            verdict = Verdict.of(call(self.get()))
        if verdict.code in _PASSING:
            raise CallError(f"errcode {verdict.code}: the platform is busy, or was called too often")
        if verdict.code:
            raise self._refused(verdict)


def post(url: str, body: Json) -> Json:
    """What comes back for a body that is sent by POST, through the proxy of the environment where there is one.

    Raises:
        CallError: The address is none, nothing came back in time, or no JSON object.
    """
    return _read(_called("POST", url, json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")))


def get(url: str) -> Json:
    """What comes back for an address.

    Raises:
        CallError: As `post` does.
    """
    return _read(_called("GET", url))


def clock(url: str) -> datetime:
    """The time of the server at an address, to the second.

    Raises:
        CallError: It cannot be reached, or does not tell.
    """
    try:
        return parsedate_to_datetime(_called("HEAD", url).headers["date"])
    except (KeyError, ValueError):
        raise CallError(f"{urlsplit(url).hostname} does not tell its time: look whether a proxy answers in its place") from None


def deliver(url: str, query: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
    """Calls one of our own servers as a platform does; gives the status and the body of its reply.

    Raises:
        CallError: Nothing listens there.
    """
    try:
        reply = httpx.post(url, params=dict(query), content=body, timeout=TIMEOUT_SECONDS, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise CallError(f"No server answers at {url!r} ({type(error).__name__}): start it with `youju serve`, or give --url") from None
    return reply.status_code, reply.content


@cache
def _client() -> httpx.Client:
    """What all calls go through; connections end with their reply, so that none has to be closed."""
    return httpx.Client(timeout=TIMEOUT_SECONDS, limits=httpx.Limits(max_keepalive_connections=0))


def _called(method: str, url: str, content: bytes | None = None) -> httpx.Response:
    host = urlsplit(url).hostname
    if urlsplit(url).scheme not in {"https", "http"} or not host:
        raise CallError("The address of the platform does not begin with https://: correct the setting")
    try:
        reply = _client().request(method, url, content=content, headers=_JSON if content else None)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise CallError(f"{host} cannot be reached ({type(error).__name__}): check the network and the proxy of this machine") from None
    if reply.is_error and method != "HEAD":
        raise CallError(f"{host} answered HTTP {reply.status_code}: look whether the address in the settings is whole")
    return reply


def _read(reply: httpx.Response) -> Json:
    try:
        record = reply.json()
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise CallError(f"{reply.url.host} answered no JSON object: look whether a proxy answers in its place")
    return record
