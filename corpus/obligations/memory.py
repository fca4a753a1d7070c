"""Remembers who was named, for the sentences that name nobody."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from corpus.obligations.actors import ActorKind, NamedActor
from corpus.obligations.grouping import Draft
from corpus.obligations.roles import ReadPiece, Role
from corpus.obligations.tables import any_pattern, rows
from corpus.spans import Span

# The state sets up a system; whom the sentences behind that bind is someone else.
_STATE = "国家"
_FOR_ALL = re.compile("禁止|严禁|提倡|倡导|鼓励")
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
    body, a person or who acts behind 由. `lead` is the subject of the lead-in whose items are being read. In an
    article of a law a sentence that forbids or encourages without saying whom is meant for all.
    """

    lasting: Actor | None = None
    spoken: Actor | None = None
    lead: Actor | None = None
    named: Counter[str] = field(default_factory=Counter)
    is_article: bool = False

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
        # Who broke a rule is told in the case, and is not who punishes.
        pieces += [piece for piece in reversed(draft.before) if not (piece.role is Role.CASE and _is_penalty(draft))]
        named = [(piece, piece.actor) for piece in pieces if piece.actor]
        return _placed(text, *named[0]) if named else None

    def _remembered(self, draft: Draft) -> Actor | None:
        spoken = self.spoken
        if spoken and spoken.kind is ActorKind.AGENT and draft.head.cue and draft.opens_run and not _goes_on(draft):
            spoken = None
        if self.is_article and spoken is None and self.lead is None and _is_for_all(draft):
            return None
        if _is_penalty(draft):
            return next((one for one in (spoken, self.lead, self.lasting) if one and _may_punish(one)), None)
        lasting = None if self.lasting and self.lasting.name == _STATE and draft.cue else self.lasting
        return spoken or self.lead or lasting


def _goes_on(draft: Draft) -> bool:
    """Whether a duty with a binding word goes on from the one before: 并应当公示, 五年内禁止其执业."""
    text = draft.head.piece.text
    return text.startswith(("并", "还", "同时", "也")) or "禁止其" in text


def _is_for_all(draft: Draft) -> bool:
    """Whether a sentence of a law forbids or encourages without saying whom: 禁止违法搭建, 提倡免费开放."""
    cue = draft.head.cue
    return cue is not None and draft.opens_run and _FOR_ALL.match(draft.head.piece.text, cue.start) is not None


def _is_penalty(draft: Draft) -> bool:
    """Whether a duty is to punish by law: who broke the rule, and was named last, is not who punishes."""
    return draft.head.actor is None and any_pattern("penalties").search(draft.head.piece.text) is not None


def _may_punish(actor: Actor) -> bool:
    return any_pattern("authorities").search(actor.name) is not None


def _placed(text: str, piece: ReadPiece, actor: NamedActor) -> Actor:
    span = Span(actor.start, actor.end).shifted(piece.piece.span.start).trimmed(text)
    return Actor(span.of(text), span, actor.kind)
