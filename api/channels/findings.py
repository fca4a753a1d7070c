"""What there is to say of the settings of a channel, one line each; no secret is told."""

import re
from dataclasses import dataclass
from enum import StrEnum

from api.channels.crypto import Callbacks
from corpus.errors import SettingsError

_TOKEN = re.compile(r"[A-Za-z0-9]{3,32}")


class Mark(StrEnum):
    """How a finding stands."""

    FINE = "ok"
    NOTED = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, and what was found; `words` say what to do where something is wrong."""

    mark: Mark
    what: str
    words: str


def found(is_fine: bool, what: str, fine: str, wrong: str) -> Finding:  # noqa: FBT001 -- it is what the finding is about
    """The finding with the words of either case."""
    return Finding(Mark.FINE, what, fine) if is_fine else Finding(Mark.WRONG, what, wrong)


def token_found(name: str, token: str) -> Finding:
    """What there is to say of a token that signs callbacks."""
    return found(bool(_TOKEN.fullmatch(token)), name, f"set, {len(token)} characters", "the console takes 3 to 32 letters and digits")


def key_found(name: str, key: str, receive_id: str, *, fine: str = "set, 43 characters") -> Finding:
    """What there is to say of an EncodingAESKey."""
    try:
        Callbacks.of(key, receive_id, setting=name)
    except SettingsError as error:
        return Finding(Mark.WRONG, name, str(error))
    return Finding(Mark.FINE, name, fine)
