"""WeCom's interfaces that an application calls: its access token, and messages of its own accord.

developer.work.weixin.qq.com/document/path/91039 and 90236: texts of at most 2,048 bytes, 30 a minute and 1,000 an hour for each member.
"""

from functools import partial
from urllib.parse import urlencode

from api.channels.calling import AccessToken, Get, Post, RefusedError, get, post
from api.channels.messages import Reply
from api.channels.wechat.messages import pushed

API_ADDRESS = "https://qyapi.weixin.qq.com"

ADVICE = {
    40001: "the Secret is wrong: copy YOUJU_WECOM_APP_SECRET again",
    40013: "the CorpID is wrong: copy YOUJU_WECOM_APP_CORP_ID again",
    40056: "the AgentId is wrong: copy YOUJU_WECOM_APP_AGENT_ID again",
    60020: "this machine's address is not among the application's trusted addresses: add it in the console",
    81013: "the member is not within sight of the application",
}


class AppPlatform:
    """Calls WeCom for one application; safe to use from one thread."""

    def __init__(
        self, corp_id: str, agent_id: int, secret: str, *, address: str = API_ADDRESS, posted: Post = post, got: Get = get
    ) -> None:
        self._agent_id = agent_id
        self._address = address
        self._posted = posted
        asked = f"{address}/cgi-bin/gettoken?{urlencode({'corpid': corp_id, 'corpsecret': secret})}"
        self._token = AccessToken(lambda: got(asked), partial(RefusedError, "WeCom", advice=ADVICE))

    def token(self) -> str:
        """The access token.

        Raises:
            RefusedError: CorpID or Secret are wrong, or this machine is not trusted.
            CallError: WeCom cannot be reached.
        """
        return self._token.get()

    def send(self, reply: Reply, user: str) -> None:
        """Sends a reply to a member.

        Raises:
            RefusedError: The reply cannot be delivered.
            CallError: It was not sent, and may be tried again.
        """
        message = {**pushed(reply, user), "agentid": self._agent_id}
        sent = f"{self._address}/cgi-bin/message/send"
        self._token.use(lambda token: self._posted(f"{sent}?{urlencode({'access_token': token})}", message))
