"""WeCom's interfaces that an application calls: its access token, and messages of its own accord.

developer.work.weixin.qq.com/document/path/91039 and 90236: texts of at most 2,048 bytes, 30 a minute and 1,000 an hour for each member.
"""

import time
from urllib.parse import urlencode

from api.channels.courier import TryAgainError
from api.channels.messages import Reply
from api.channels.wechat.messages import pushed
from api.channels.wecom.calling import API_ADDRESS, CallError, Get, Json, Post, Verdict, get, post
from corpus.errors import YoujuError

# A token is renewed before it ends.
_MARGIN_SECONDS = 300

# The token is wrong or has ended; WeCom may end one early.
_TOKEN_CODES = frozenset({40014, 42001, 41001})

# What passes by itself: the system is busy, or there were too many calls.
_PASSING = frozenset({-1, 45009})

ADVICE = {
    40001: "the Secret is wrong: copy YOUJU_WECOM_APP_SECRET again",
    40013: "the CorpID is wrong: copy YOUJU_WECOM_APP_CORP_ID again",
    40056: "the AgentId is wrong: copy YOUJU_WECOM_APP_AGENT_ID again",
    60020: "this machine's address is not among the application's trusted addresses: add it in the console",
    81013: "the member is not within sight of the application",
}


class RefusedError(YoujuError):
    """WeCom said no; trying again would not help."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(f"WeCom refused: errcode {verdict.code}: {ADVICE.get(verdict.code, verdict.message)}")
        self.verdict = verdict


class AppPlatform:
    """Calls WeCom for one application; safe to use from one thread."""

    def __init__(
        self, corp_id: str, agent_id: int, secret: str, *, address: str = API_ADDRESS, posted: Post = post, got: Get = get
    ) -> None:
        self._corp_id = corp_id
        self._agent_id = agent_id
        self._secret = secret
        self._address = address
        self._posted = posted
        self._got = got
        self._token = ""
        self._token_ends = 0.0

    def token(self) -> str:
        """The access token, kept until shortly before it ends.

        Raises:
            RefusedError: CorpID or Secret are wrong, or this machine is not trusted.
            CallError: WeCom cannot be reached.
        """
        if time.monotonic() < self._token_ends:
            return self._token
        said = self._got(f"{self._address}/cgi-bin/gettoken?{urlencode({'corpid': self._corp_id, 'corpsecret': self._secret})}")
        token, seconds = said.get("access_token"), said.get("expires_in")
        if not isinstance(token, str) or not isinstance(seconds, int):
            raise RefusedError(Verdict.of(said))
        self._token, self._token_ends = token, time.monotonic() + max(seconds - _MARGIN_SECONDS, 0)
        return token

    def send(self, reply: Reply, user: str) -> None:
        """Sends a reply to a member; the token is renewed once where WeCom does not take it.

        Raises:
            RefusedError: The reply cannot be delivered.
            TryAgainError: It was not sent, and may be tried again.
        """
        message = {**pushed(reply, user), "agentid": self._agent_id}
        try:
            verdict = self._sent(message)
            if verdict.code in _TOKEN_CODES:
                self._token_ends = 0.0
                verdict = self._sent(message)
        except CallError as error:
            raise TryAgainError(str(error)) from error
        if verdict.code in _PASSING:
            raise TryAgainError(f"errcode {verdict.code}")
        if verdict.code:
            raise RefusedError(verdict)

    def _sent(self, message: Json) -> Verdict:
        return Verdict.of(self._posted(f"{self._address}/cgi-bin/message/send?{urlencode({'access_token': self.token()})}", message))
