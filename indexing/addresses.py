"""Addresses of servers, which may hold a name and a password: what is no address is refused without being repeated."""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit

from corpus.errors import SettingsError

_SCHEMES = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class Address:
    """An http address; `port` is `None` where none is given.

    >>> address = Address.of("https://youju:p%40ss@chroma.example", setting="YOUJU_CHROMA_URL", such_as="http://127.0.0.1:8000")
    >>> address, address.password
    (Address(scheme='https', host='chroma.example', port=None), 'p@ss')
    """

    scheme: str
    host: str
    port: int | None
    user: str = field(repr=False)
    password: str = field(repr=False)

    @classmethod
    def of(cls, url: str, *, setting: str, such_as: str) -> Self:
        """The parts of a URL.

        Args:
            url: The URL.
            setting: The variable that holds it, which a refusal names.
            such_as: An address of the kind that is wanted.

        Raises:
            SettingsError: It is no http address.
        """
        try:
            parts = urlsplit(url)
            scheme, host, port = parts.scheme, parts.hostname, parts.port
        except ValueError:
            # Its message repeats a part of what may be the password; so would the chain of errors.
            scheme, host, port = "", None, None
        if scheme not in _SCHEMES or not host:
            raise SettingsError(f"{setting} is no address of a server: give one such as {such_as}, with special characters as %XX")
        return cls(scheme, host, port, unquote(parts.username or ""), unquote(parts.password or ""))

    def without_password(self, default_port: int) -> str:
        """The address to show, and to call where name and password are sent in another way."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port or default_port}"
