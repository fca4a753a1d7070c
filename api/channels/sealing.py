"""Seals the names of people that a late answer has to be sent to, so that the store holds none that could be read."""

import base64
import binascii
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


class Sealer:
    """Seals and opens texts with a key of its own under the secret of the home.

    >>> sealer = Sealer(b"secret")
    >>> sealer.open(sealer.seal("user")), Sealer(b"another").open(sealer.seal("user")), sealer.open("")
    ('user', '', '')
    """

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESGCM(hmac.digest(secret, b"recipients", "sha256"))

    def seal(self, text: str) -> str:
        """The text sealed, in Base64."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, text.encode("utf-8", "surrogatepass"), None)).decode()

    def open(self, sealed: str) -> str:
        """The text; empty where nothing was sealed, or with another secret."""
        try:
            written = base64.b64decode(sealed, validate=True)
            opened = self._cipher.decrypt(written[:_NONCE_BYTES], written[_NONCE_BYTES:], None)
        except (InvalidTag, binascii.Error, ValueError):
            return ""
        return opened.decode("utf-8", "surrogatepass")
