"""Keyed hashes: of access keys, and of users, whose own names are neither stored nor logged."""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from assistant.settings import Settings
from corpus.errors import SettingsError

FILE_NAME = "secret.key"
_SECRET_BYTES = 32
_USER_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Hasher:
    """Hashes with one secret; what it hashes for different purposes never compares.

    >>> hasher = Hasher(b"secret")
    >>> hasher.user("", "Li"), hasher.user("", "Li") == hasher.user("other", "Li"), hasher.user("", "")
    ('35f243afff094507f6d36b8b9fe4f888', False, '')
    """

    secret: bytes = field(repr=False)

    @property
    def pepper(self) -> bytes:
        """What the hashes of access keys are made with."""
        return hmac.digest(self.secret, b"keys", "sha256")

    def user(self, application: str, name: str) -> str:
        """What stands for a user of an application, 32 hexadecimal digits; nothing for nobody."""
        if not name:
            return ""
        written = f"{application}\0{name}".encode("utf-8", "surrogatepass")
        return hmac.new(hmac.digest(self.secret, b"users", "sha256"), written, hashlib.sha256).hexdigest()[:_USER_DIGITS]


def load_hasher(settings: Settings) -> Hasher:
    """The hasher of the settings' secret, or of the one in the home folder, which is made where there is none.

    Raises:
        SettingsError: The file cannot be read or made.
    """
    given = settings.secret_key.get_secret_value()
    if given:
        return Hasher(given.encode())
    path = settings.home / FILE_NAME
    try:
        return Hasher(_made(path) if not path.exists() else path.read_bytes())
    except OSError as error:
        raise SettingsError(f"{str(path)!r} cannot be used ({error.strerror}): make it readable, or set YOUJU_SECRET_KEY") from error


def _made(path: Path) -> bytes:
    """The secret in a new file that nobody else can read; another process may be first."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(_SECRET_BYTES))
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    return path.read_bytes()
