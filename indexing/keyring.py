"""Access keys: made, listed, revoked and recognised; a key itself is told once and never stored.

A key is `yj_<id>_<secret>`. The secret has 256 random bits, which nobody guesses, so one keyed hash protects it; a hash made slow for the
sake of passwords would cost every request and protect nothing more.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sql

from corpus.errors import NotFoundError
from indexing.database import Database
from indexing.seals import sealed
from indexing.tables import API_KEYS

PREFIX = "yj"
_SCOPE = "keys"
_ID_BYTES, _SECRET_BYTES = 6, 32
_TIMES = ("created_at", "expires_at", "revoked_at")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is known of a key; times are in UTC, null where it does not expire and was not revoked."""

    key_id: str
    name: str
    scopes: frozenset[str]
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        """Whether it opens anything at this moment."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


class Keyring:
    """The access keys of one home.

    `pepper` is a secret that is not in the database, so that the hashes in it are of no use alone.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self, name: str, scopes: frozenset[str], *, pepper: bytes, now: datetime, expires_at: datetime | None = None
    ) -> tuple[ApiKey, str]:
        """A new key, and the words that open with it, which nobody can tell again."""
        key = ApiKey(secrets.token_hex(_ID_BYTES), name, scopes, now, expires_at)
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        with self._database.writing(_SCOPE) as connection:
            connection.execute(API_KEYS.insert(), [_row(key, _hash(secret, pepper))])
        return key, f"{PREFIX}_{key.key_id}_{secret}"

    def all_keys(self) -> list[ApiKey]:
        """All keys, the oldest first; revoked ones stay in the list."""
        with self._database.reading() as connection:
            found = connection.execute(sql.select(API_KEYS).order_by(API_KEYS.c.created_at, API_KEYS.c.key_id)).mappings().all()
        return [_key(dict(row)) for row in found]

    def recognise(self, words: str, *, pepper: bytes) -> ApiKey | None:
        """The key that these words are, valid or not; `None` where they are none of this home."""
        prefix, _, rest = words.partition("_")
        key_id, _, secret = rest.partition("_")
        with self._database.reading() as connection:
            row = connection.execute(sql.select(API_KEYS).where(API_KEYS.c.key_id == key_id)).mappings().one_or_none()
        expected = str(row["secret_hash"]) if row else _hash("", pepper)
        is_right = hmac.compare_digest(_hash(secret, pepper), expected)
        return _key(dict(row)) if row and is_right and prefix == PREFIX else None

    def revoke(self, key_id: str, *, now: datetime) -> None:
        """Closes a key for ever.

        Raises:
            NotFoundError: There is no such key.
        """
        with self._database.writing(_SCOPE) as connection:
            row = connection.execute(sql.select(API_KEYS).where(API_KEYS.c.key_id == key_id)).mappings().one_or_none()
            if row is None:
                raise NotFoundError(f"There is no key {key_id!r}: `youju keys list` lists them")
            values = {name: value for name, value in row.items() if name != "checksum"}
            revoked = sealed({**values, "revoked_at": values["revoked_at"] or now.isoformat()})
            connection.execute(API_KEYS.update().where(API_KEYS.c.key_id == key_id).values(**revoked))


def _hash(secret: str, pepper: bytes) -> str:
    return hmac.new(pepper, secret.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _row(key: ApiKey, secret_hash: str) -> dict[str, Any]:
    times = {name: moment.isoformat() if (moment := getattr(key, name)) else None for name in _TIMES}
    scopes = " ".join(sorted(key.scopes))
    return sealed({"key_id": key.key_id, "name": key.name, "secret_hash": secret_hash, "scopes": scopes, **times})


def _key(row: dict[str, Any]) -> ApiKey:
    times: dict[str, Any] = {name: datetime.fromisoformat(row[name]) if row[name] else None for name in _TIMES}
    return ApiKey(key_id=row["key_id"], name=row["name"], scopes=frozenset(row["scopes"].split()), **times)
