"""What a platform writes behind the address that it calls."""

from dataclasses import dataclass, fields
from typing import Annotated

from fastapi import Depends, Request

from api.channels.crypto import Callbacks, check_moment, check_signature
from api.channels.refusing import malformed

# WeChat sends twenty digits.
MAX_QUERY_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Query:
    """Who signed a call and when; `encrypt_type` and `signature` are WeChat's only."""

    signature: str = ""
    timestamp: str = ""
    nonce: str = ""
    msg_signature: str = ""
    encrypt_type: str = ""


async def _query(request: Request) -> Query:
    found = {field.name: request.query_params.get(field.name, "") for field in fields(Query)}
    if any(len(value) > MAX_QUERY_CHARACTERS for value in found.values()):
        raise malformed("A value behind the address is too long")
    return Query(**found)


SignedQuery = Annotated[Query, Depends(_query)]


def opened(query: Query, encrypted: str, *, token: str, callbacks: Callbacks, now: float) -> str:
    """What a platform encrypted and signed just now.

    Raises:
        RefusalError: It did not, or it cannot be read.
    """
    check_signature(query.msg_signature, token, query.timestamp, query.nonce, encrypted)
    check_moment(query.timestamp, now)
    return callbacks.decrypt(encrypted)
