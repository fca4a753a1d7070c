"""Remembers who was named, for the sentences that name nobody."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from corpus.obligations.actors import ActorKind, NamedActor
from corpus.obligations.grouping import Draft
from corpus.obligations.roles import ReadPiece
from corpus.obligations.tables import rows
from corpus.spans import Span

# The state sets up a system; whom the sentences behind that bind is someone else.
_STATE = "国家"
_LASTING = frozenset({ActorKind.BODY, ActorKind.REGION})


@cache
def _subset() -> re.Pattern[str]:
    return re.compile("|".join(row[0] for row in rows("subsets")))


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor with its place in the clean text."""

    name: str
    span: Span
    kind: ActorKind


@dataclass(slots=True)
class Memory:
    """The actors of one article or numbered clause.

    `lasting` is the body named last: it is the subject of later sentences too. `spoken` is the subject of the sentence being read, be it a
    body, a person or who acts behind 由. `lead` is the subject of the lead-in whose items are being read.
    """

    lasting: Actor | None = None
    spoken: Actor | None = None
    lead: Actor | None = None
    named: Counter[str] = field(default_factory=Counter)

    def end_sentence(self) -> None:
        """Forgets who was only the sentence's own subject."""
        self.spoken = None

    def hear(self, text: str, draft: Draft) -> Actor | None:
        """The actor of a draft: named by itself, by the case before it, or remembered; `None` where nobody was named."""
        own = self._own(text, draft)
        if own:
            self.spoken = own
            self.named[own.name] += 1
            if own.kind in _LASTING and not _subset().match(own.name):
                self.lasting = own
            return own
        return self._remembered(draft)

    def _own(self, text: str, draft: Draft) -> Actor | None:
        pieces = [draft.head] if draft.opens_run else []
        pieces += reversed(draft.before)
        named = [(piece, piece.actor) for piece in pieces if piece.actor]
        return _placed(text, *named[0]) if named else None

    def _remembered(self, draft: Draft) -> Actor | None:
        spoken = self.spoken
        if spoken and spoken.kind is ActorKind.AGENT and draft.head.cue and draft.opens_run and not _goes_on(draft):
            spoken = None
        lasting = None if self.lasting and self.lasting.name == _STATE and draft.cue else self.lasting
        return spoken or self.lead or lasting


def _goes_on(draft: Draft) -> bool:
    return draft.head.piece.text.startswith(("并", "还", "同时", "也"))


def _placed(text: str, piece: ReadPiece, actor: NamedActor) -> Actor:
    span = Span(actor.start, actor.end).shifted(piece.piece.span.start).trimmed(text)
    return Actor(span.of(text), span, actor.kind)
