"""WeChat's own interfaces, as far as they are called: access token, customer-service messages, menu."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from api.channels.calling import AccessToken, Json, RefusedError, clock, post
from api.channels.messages import Reply
from api.channels.wechat.messages import pushed

API_ADDRESS = "https://api.weixin.qq.com"

ADVICE = {
    40001: "the AppSecret or the token is wrong: copy YOUJU_WECHAT_APP_SECRET again",
    40013: "the AppID is wrong: copy YOUJU_WECHAT_APP_ID again",
    40125: "the AppSecret is wrong: copy YOUJU_WECHAT_APP_SECRET again",
    40164: "this machine's address is not on the IP whitelist: add it in the console",
    45015: "the user's last message is more than 48 hours ago",
    45047: "the user was sent all messages that one of theirs allows",
    48001: "the account has no right to customer-service messages: it has to be verified, or YOUJU_WECHAT_APP_SECRET unset",
}

refused = partial(RefusedError, "WeChat", advice=ADVICE)


class Platform:
    """Calls WeChat for one account; safe to use from one thread."""

    def __init__(self, app_id: str, app_secret: str, *, address: str = API_ADDRESS) -> None:
        self._address = address
        # By stable_token in normal mode, which leaves the tokens of other programs as they are.
        asked = {"grant_type": "client_credential", "appid": app_id, "secret": app_secret}
        self._token = AccessToken(lambda: post(f"{address}/cgi-bin/stable_token", asked), refused)

    def token(self) -> str:
        """The access token.

        Raises:
            RefusedError: AppID, AppSecret or whitelist are wrong.
            CallError: WeChat cannot be reached.
        """
        return self._token.get()

    def send(self, reply: Reply, user: str) -> None:
        """Sends a reply to a user as a customer-service message.

        Raises:
            RefusedError: The message cannot be delivered.
            CallError: It was not sent, and may be tried again.
        """
        self._token.use(lambda token: self._post("message/custom/send", pushed(reply, user), token))

    def create_menu(self, menu: Mapping[str, object]) -> None:
        """Puts a menu into the account, in place of the one that it has.

        Raises:
            RefusedError: WeChat does not take it.
            CallError: WeChat cannot be reached.
        """
        self._token.use(lambda token: self._post("menu/create", menu, token))

    def clock(self) -> datetime:
        """WeChat's time, to the second.

        Raises:
            CallError: WeChat cannot be reached, or does not tell.
        """
        return clock(self._address)

    def _post(self, name: str, body: Json, token: str) -> Json:
        return post(f"{self._address}/cgi-bin/{name}?{urlencode({'access_token': token})}", body)
