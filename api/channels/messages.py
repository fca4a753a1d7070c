"""What comes in through any channel, and what goes back."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """What a message wants."""

    QUESTION = "question"
    GREETING = "greeting"
    HELP = "help"
    DEADLINES = "deadlines"
    DEPARTMENT = "department"
    NO_TEXT = "no_text"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as a channel read it; `key` is the same each time that it is delivered, `user` is the platform's name of who wrote it."""

    channel: str
    key: str
    user: str
    kind: Kind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A title, some words and a link, for what is too long for a message."""

    title: str
    description: str
    url: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A text, or a card in its place; the ids are those of the answer that it tells, empty where it tells none.

    `problem` says why there is no answer where there should be one.
    """

    text: str
    card: Card | None = None
    answer_id: str = ""
    conversation_id: str = ""
    problem: str = ""

    def to_json(self) -> str:
        """The reply as it is stored."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, written: str) -> Self:
        """The reply that was stored.

        >>> reply = Reply("", Card("会诊", "10分钟内", "https://youju.example/answers/1"))
        >>> Reply.from_json(reply.to_json()) == reply
        True
        """
        members = json.loads(written)
        card = Card(**members.pop("card")) if members["card"] else members.pop("card")
        return cls(card=card, **members)
