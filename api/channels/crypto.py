"""How WeChat and WeCom sign and encrypt callbacks: SHA-1 over sorted parts, AES-256-CBC with PKCS#7 of 32-byte blocks.

The source of each rule is developers.weixin.qq.com, 消息加解密说明; both platforms use the same scheme.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import struct
from dataclasses import dataclass
from typing import Self

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from api.channels.refusing import forged, malformed
from corpus.errors import SettingsError

WINDOW_SECONDS = 300

_BLOCK_BYTES = 32
_RANDOM_BYTES = 16
_HEAD_BYTES = _RANDOM_BYTES + 4
_ENCODED_KEY = re.compile(r"[A-Za-z0-9+/]{43}")


def signature(*parts: str) -> str:
    """The signature of parts such as token, timestamp and nonce, in any order.

    >>> signature("AAAAA", "1714036504", "1514711492")
    'f464b24fc39322e44b38aa78f5edd27bd1441696'
    """
    # The scheme is the platform's; the token keeps it from being computed by others.
    return hashlib.sha1("".join(sorted(parts)).encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def check_signature(signed: str, *parts: str) -> None:
    """Lets through what bears the signature of its parts, in constant time.

    Raises:
        RefusalError: It does not.
    """
    if not hmac.compare_digest(signature(*parts).encode(), signed.encode("utf-8", "surrogatepass")):
        raise forged("The signature is wrong")


def check_moment(timestamp: str, now: float) -> None:
    """Lets through what was signed within `WINDOW_SECONDS` of now; both are Unix seconds.

    Raises:
        RefusalError: It is older, or from a clock that is ahead.
    """
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        raise malformed("The timestamp is no number of seconds")
    if abs(int(timestamp) - now) > WINDOW_SECONDS:
        raise forged(f"The timestamp is more than {WINDOW_SECONDS} seconds from this machine's clock")


@dataclass(frozen=True, slots=True, repr=False)
class Callbacks:
    """Encrypts and decrypts for one `receive_id`: the AppID, the CorpID, or nothing for a WeCom robot."""

    key: bytes
    receive_id: str

    @classmethod
    def of(cls, encoded_key: str, receive_id: str, *, setting: str) -> Self:
        """The callbacks of an EncodingAESKey.

        Raises:
            SettingsError: It is none; `setting` names where it was read.
        """
        if not _ENCODED_KEY.fullmatch(encoded_key):
            raise SettingsError(
                f"{setting} has {len(encoded_key)} characters: copy the 43 letters and digits of the console's EncodingAESKey"
            )
        return cls(base64.b64decode(f"{encoded_key}="), receive_id)

    def encrypt(self, text: str, *, random: bytes | None = None) -> str:
        """The text encrypted, in Base64; the same for the same 16 `random` bytes."""
        written = text.encode("utf-8", "replace")
        plain = (random or secrets.token_bytes(_RANDOM_BYTES)) + struct.pack(">I", len(written)) + written + self.receive_id.encode()
        n_padding = _BLOCK_BYTES - len(plain) % _BLOCK_BYTES
        encryptor = self._cipher().encryptor()
        return base64.b64encode(encryptor.update(plain + bytes([n_padding]) * n_padding) + encryptor.finalize()).decode()

    def decrypt(self, encrypted: str) -> str:
        """What was encrypted for this receive id.

        Raises:
            RefusalError: It is no Base64 of whole blocks, wrongly padded, of another receive id or length, or no UTF-8.
        """
        try:
            blocks = base64.b64decode(encrypted, validate=True)
        except (binascii.Error, ValueError):
            raise malformed("What is encrypted is not in Base64") from None
        if not blocks or len(blocks) % _BLOCK_BYTES:
            raise malformed("What is encrypted is not of whole blocks")
        decryptor = self._cipher().decryptor()
        return self._opened(_unpadded(decryptor.update(blocks) + decryptor.finalize()))

    def _opened(self, plain: bytes) -> str:
        if len(plain) < _HEAD_BYTES:
            raise forged("What is encrypted is too short")
        (length,) = struct.unpack(">I", plain[_RANDOM_BYTES:_HEAD_BYTES])
        written, receive_id = plain[_HEAD_BYTES : _HEAD_BYTES + length], plain[_HEAD_BYTES + length :]
        if not hmac.compare_digest(receive_id, self.receive_id.encode()) or len(written) != length:
            raise forged("What is encrypted was not meant for this receive id")
        try:
            return written.decode("utf-8")
        except UnicodeDecodeError:
            raise malformed("What is encrypted is not in UTF-8") from None

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self.key), modes.CBC(self.key[:16]))


def _unpadded(plain: bytes) -> bytes:
    """What stands before the padding, every byte of which is checked."""
    n_padding = plain[-1]
    if not 1 <= n_padding <= _BLOCK_BYTES or not hmac.compare_digest(plain[-n_padding:], bytes([n_padding]) * n_padding):
        raise forged("What is encrypted is wrongly padded, or encrypted with another key")
    return plain[:-n_padding]
