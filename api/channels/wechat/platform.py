"""WeChat's own interfaces, as far as they are called: access token, customer-service messages, menu; the only module that knows httpx.

What goes wrong is told without addresses, whose queries hold tokens.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from corpus.errors import YoujuError

API_ADDRESS = "https://api.weixin.qq.com"
TIMEOUT_SECONDS = 10.0

# A token is renewed before it ends.
_MARGIN_SECONDS = 300

# The token is wrong or has ended; WeChat may end one early.
_TOKEN_CODES = frozenset({40001, 42001, 40014})

ADVICE = {
    40001: "the AppSecret or the token is wrong: copy YOUJU_WECHAT_APP_SECRET again",
    40013: "the AppID is wrong: copy YOUJU_WECHAT_APP_ID again",
    40125: "the AppSecret is wrong: copy YOUJU_WECHAT_APP_SECRET again",
    40164: "this machine's address is not on the IP whitelist: add it in the console",
    45015: "the user's last message is more than 48 hours ago",
    45047: "the user was sent all messages that one of theirs allows",
    48001: "the account has no right to customer-service messages: it has to be verified, or YOUJU_WECHAT_APP_SECRET unset",
}


class PlatformError(YoujuError):
    """WeChat could not be reached; what was to be done may be tried again."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What WeChat says of a call; 0 is well."""

    code: int
    message: str = ""

    @property
    def words(self) -> str:
        """The code with what to do about it, where that is known.

        >>> Verdict(45015).words
        "errcode 45015: the user's last message is more than 48 hours ago"
        """
        return f"errcode {self.code}: {ADVICE.get(self.code, self.message)}"


class RejectedError(YoujuError):
    """WeChat said no; trying again would not help."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(f"WeChat refused: {verdict.words}")
        self.verdict = verdict


class Platform:
    """Calls WeChat for one account; safe to use from one thread."""

    def __init__(self, app_id: str, app_secret: str, *, address: str = API_ADDRESS) -> None:
        self._app_id = app_id
        self._app_secret = app_secret
        self._client = httpx.Client(base_url=address, timeout=TIMEOUT_SECONDS)
        self._token = ""
        self._token_ends = 0.0

    def close(self) -> None:
        """Ends the connections."""
        self._client.close()

    def token(self) -> str:
        """The access token, by stable_token in normal mode, which leaves the tokens of other programs as they are.

        Raises:
            RejectedError: AppID, AppSecret or whitelist are wrong.
            PlatformError: WeChat cannot be reached.
        """
        if time.monotonic() < self._token_ends:
            return self._token
        asked = {"grant_type": "client_credential", "appid": self._app_id, "secret": self._app_secret}
        said = self._post("/cgi-bin/stable_token", asked, {})
        token, seconds = said.get("access_token"), said.get("expires_in")
        if not isinstance(token, str) or not isinstance(seconds, int):
            raise RejectedError(_verdict(said))
        self._token, self._token_ends = token, time.monotonic() + max(seconds - _MARGIN_SECONDS, 0)
        return token

    def send(self, message: Mapping[str, object]) -> None:
        """Sends a customer-service message; the token is renewed once where WeChat does not take it.

        Raises:
            RejectedError: The message cannot be delivered.
            PlatformError: WeChat cannot be reached.
        """
        verdict = self._sent(message)
        if verdict.code in _TOKEN_CODES:
            self._token_ends = 0.0
            verdict = self._sent(message)
        if verdict.code:
            raise RejectedError(verdict)

    def create_menu(self, menu: Mapping[str, object]) -> None:
        """Puts a menu into the account, in place of the one that it has.

        Raises:
            RejectedError: WeChat does not take it.
            PlatformError: WeChat cannot be reached.
        """
        verdict = _verdict(self._post("/cgi-bin/menu/create", menu, {"access_token": self.token()}))
        if verdict.code:
            raise RejectedError(verdict)

    def clock(self) -> datetime:
        """WeChat's time, to the second.

        Raises:
            PlatformError: WeChat cannot be reached, or does not tell.
        """
        try:
            return parsedate_to_datetime(self._client.head("/").headers["date"])
        except (httpx.HTTPError, KeyError, ValueError) as error:
            raise _unreachable(error) from None

    def _sent(self, message: Mapping[str, object]) -> Verdict:
        return _verdict(self._post("/cgi-bin/message/custom/send", message, {"access_token": self.token()}))

    def _post(self, path: str, body: Mapping[str, object], query: Mapping[str, str]) -> Mapping[str, object]:
        try:
            said = self._client.post(path, json=body, params=dict(query)).raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise _unreachable(error) from None
        if not isinstance(said, dict):
            raise PlatformError("WeChat answered no JSON object: look whether a proxy answers in its place")
        return said


def deliver(url: str, query: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
    """Calls a server as WeChat does; gives the status and the body of its reply.

    Raises:
        PlatformError: Nothing listens there.
    """
    try:
        reply = httpx.post(url, params=dict(query), content=body, timeout=TIMEOUT_SECONDS, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise PlatformError(f"No server answers at {url!r} ({type(error).__name__}): start it with `youju serve`, or give --url") from None
    return reply.status_code, reply.content


def _unreachable(error: Exception) -> PlatformError:
    return PlatformError(f"WeChat cannot be reached ({type(error).__name__}): check the network and the proxy of this machine")


def _verdict(said: Mapping[str, object]) -> Verdict:
    code = said.get("errcode", 0)
    return Verdict(code if isinstance(code, int) else -1, str(said.get("errmsg", ""))[:200])
