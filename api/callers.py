"""Who calls: this machine itself, or the holder of an access key; and for which user.

A request counts as this machine's own when it comes from the loopback address, names the server by a loopback name, and bears no sign of a
proxy or of another site's page; a proxy on the same machine must not open the API to everyone behind it.
"""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Literal, Protocol
from urllib.parse import urlsplit

from starlette.requests import Request

from api.hashing import Hasher
from api.refusals import FORBIDDEN, UNAUTHORIZED, RefusalError
from api.scopes import Scope
from indexing.keyring import PREFIX, ApiKey

USER_HEADER = "X-User"
MAX_USER_CHARACTERS = 256

_FORWARDING = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "cf-connecting-ip")
_LOCAL_NAME = re.compile(r"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?")
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="youju"'}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls; `application` is the name of the key, and `user_hash` stands for the user of it, both empty where there is none."""

    scopes: frozenset[Scope]
    key_id: str = ""
    application: str = ""
    user_hash: str = ""
    is_local: bool = False

    def may(self, scope: Scope) -> bool:
        """Whether the caller has this scope, or all of them."""
        return bool({scope, Scope.ADMIN} & self.scopes)


class Keys(Protocol):
    """What recognises access keys."""

    def recognise(self, words: str, *, pepper: bytes) -> ApiKey | None:
        """The key that these words are, valid or not."""
        ...


class Callers:
    """Tells who calls."""

    def __init__(
        self,
        keys: Keys,
        hasher: Hasher,
        *,
        required: Literal["auto", "always", "never"],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._keys = keys
        self._hasher = hasher
        self._required = required
        self._now = now

    def caller(self, request: Request) -> Caller:
        """Who makes a request.

        Raises:
            RefusalError: A key is needed and there is none, or the one that was sent opens nothing.
        """
        words = _key_in(request.headers.get("authorization", "")) or request.headers.get("x-api-key", "")
        is_local = is_from_this_machine(request)
        if words.startswith(f"{PREFIX}_"):
            caller = self._holder(words)
        elif self._required == "never" or (self._required == "auto" and is_local):
            # Programs made for other servers always send some key; where none is needed it means nothing.
            caller = Caller(frozenset(Scope), is_local=is_local)
        else:
            raise RefusalError(UNAUTHORIZED, "Send an access key as `Authorization: Bearer yj_…`; `youju keys` makes one.", _CHALLENGE)
        return self.with_user(caller, request.headers.get(USER_HEADER, ""))

    def with_user(self, caller: Caller, user: str) -> Caller:
        """The caller for this user of its application, the same caller where none is named."""
        user = user.strip()[:MAX_USER_CHARACTERS]
        return replace(caller, user_hash=self._hasher.user(caller.application, user)) if user else caller

    def _holder(self, words: str) -> Caller:
        key = self._keys.recognise(words, pepper=self._hasher.pepper)
        if key is None:
            raise RefusalError(UNAUTHORIZED, "The access key is not one of this server; `youju keys list` shows its own.", _CHALLENGE)
        if not key.is_valid(self._now()):
            raise RefusalError(UNAUTHORIZED, f"The access key {key.key_id} has expired or was revoked; use another one.", _CHALLENGE)
        return Caller(frozenset(map(Scope, key.scopes)), key.key_id, key.name)


def check_scope(caller: Caller, scope: Scope) -> None:
    """Lets a caller through that has the scope.

    Raises:
        RefusalError: It does not.
    """
    if not caller.may(scope):
        held = ", ".join(sorted(caller.scopes)) or "none"
        raise RefusalError(FORBIDDEN, f"This needs the scope {scope!s}, and the access key {caller.key_id} has {held}; use another key.")


def is_from_this_machine(request: Request) -> bool:
    """Whether a request comes from a program on this machine, and not through a proxy or from a page of another site."""
    headers = request.headers
    if request.client is None or not _is_loopback(request.client.host) or any(name in headers for name in _FORWARDING):
        return False
    host = headers.get("host", "")
    origin = headers.get("origin", "")
    return bool(_LOCAL_NAME.fullmatch(host.lower())) and (not origin or urlsplit(origin).netloc == host)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _key_in(authorization: str) -> str:
    """The key of a Bearer header, or the password of a Basic one, which is what calendar programs can send.

    >>> _key_in("Bearer yj_a_b"), _key_in("Basic " + base64.b64encode(b"anyone:yj_a_b").decode()), _key_in("Basic ???")
    ('yj_a_b', 'yj_a_b', '')
    """
    scheme, _, words = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return words.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(words, validate=True).decode("utf-8").partition(":")[2]
    # No Base64, no ASCII, or no UTF-8 in it.
    except ValueError:
        return ""
