"""Hits → `Evidence`: the sentences of the found chunks, each with its clause and its place in the policy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from corpus.clause_order import number_above, number_at
from corpus.documents import Clause, ClauseKind, Header, Policy
from corpus.sentences import REMEMBERED_SENTENCES, sentences
from corpus.spans import Span
from indexing.hits import Hit

# A chunk whose score is a smaller share of the best one's is not read: they are a fifth of all, and of the questions held out one in six
# hundred is answered by one of them. The first few are read whatever their scores.
LEAST_SHARE, ALWAYS_READ = 0.35, 5


class Policies(Protocol):
    """Gives the policies that chunks belong to."""

    def policy(self, document_id: str) -> Policy:
        """The policy of a document."""
        ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer a question.

    `span` is in code points of the policy's clean text; `context` are the title and the headings above, `before` the words of the same
    chunk that stand before the sentence. `hit` is the hit that brought it. `lead` is the sentence that announces the list in which this
    one is an item: what it says holds for the item (有下列行为之一的，处五千元以下罚款：（一）…). `listed` is that whole list. `text`
    are the words of the sentence, `whole_text` those that announce it and its own.
    """

    policy: Policy
    clause: Clause
    span: Span
    before: str
    hit: Hit
    lead: Span | None = None
    listed: Span | None = None
    text: str = field(init=False, repr=False, compare=False)
    whole_text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for many times for each sentence that is weighed.
        text = self.span.of(self.document_text)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "whole_text", f"{self.lead_text}{text}")

    @property
    def previous(self) -> Span:
        """The sentence of the same chunk that stands right before, empty where there is none."""
        before = self.before.rstrip()
        last = max(len(before) - 1, 0)
        start = max(before.rfind("。", 0, last), before.rfind("；", 0, last), before.rfind("\n", 0, last)) + 1
        begin = self.span.start - len(self.before)
        return Span(begin + start, begin + len(before))

    @property
    def previous_text(self) -> str:
        """The words of the sentence right before."""
        return self.previous.of(self.document_text)

    @property
    def lead_text(self) -> str:
        """The words that announce the list of which the sentence is an item, empty where it is none."""
        return self.lead.of(self.document_text) if self.lead else ""

    @property
    def document_text(self) -> str:
        """The whole clean text."""
        return self.policy.document.text

    @property
    def context(self) -> str:
        """Title and headings above."""
        return self.hit.chunk.context

    @property
    def header(self) -> Header:
        """Who said it, where, and when."""
        return self.policy.header

    @property
    def is_heading(self) -> bool:
        """Whether the sentence is no more than the heading of its clause."""
        heading = _alphanumeric(self.clause.heading)
        if not heading:
            return False
        words = _alphanumeric(self.text)
        return words.endswith(heading) and len(words) <= len(heading) + 6

    @property
    def is_title(self) -> bool:
        """Whether the sentence is no more than the title of its text."""
        return _alphanumeric(self.text) == _alphanumeric(self.header.title)


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def _alphanumeric(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def gather(hits: Sequence[Hit], policies: Policies) -> list[Evidence]:
    """The sentences of the chunks that a search found, best chunk first, each sentence once; chunks far behind the best are left out."""
    found: dict[tuple[str, Span], Evidence] = {}
    known: dict[str, Policy] = {}
    least = LEAST_SHARE * max((hit.score for hit in hits), default=0.0)
    for hit in (*hits[:ALWAYS_READ], *(hit for hit in hits[ALWAYS_READ:] if hit.score >= least)):
        document_id = hit.chunk.document_id
        if document_id not in known:
            known[document_id] = policies.policy(document_id)
        for evidence in _of_chunk(known[document_id], hit):
            found.setdefault((document_id, evidence.span), evidence)
    return list(found.values())


def _of_chunk(policy: Policy, hit: Hit) -> Iterator[Evidence]:
    text = policy.document.text
    for span in _sentences(text, hit.chunk.span):
        number = number_at(policy.clauses, span.start)
        before = text[hit.chunk.span.start : span.start]
        yield Evidence(policy, policy.clauses[number], span, before, hit, *_list_of(policy, number))


def _list_of(policy: Policy, number: int) -> tuple[Span | None, Span | None]:
    """The last sentence of the clause above, where it ends with a colon, and with it all that the clause lists."""
    text, clause = policy.document.text, policy.clauses[number]
    number_of_list = number_above(policy.clauses, number) if clause.kind in _LISTED else None
    above = None if number_of_list is None else policy.clauses[number_of_list]
    own = above.own.trimmed(text) if above else None
    if above is None or not own or not text.endswith(_ANNOUNCING, own.start, own.end):
        return None, None
    lead = _sentences(text, own)[-1]
    return lead, Span(lead.start, above.span.end).trimmed(text)


def _sentences(text: str, within: Span) -> tuple[Span, ...]:
    """The sentences of a stretch of a text."""
    # Whether a mark ends a sentence depends on the character before it: that is all that counts of the rest of the text.
    first = max(within.start - 1, 0)
    return _sentences_at(text[first : within.end], first, within.start - first)


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def _sentences_at(text: str, first: int, skipped: int) -> tuple[Span, ...]:
    """The sentences of a text that stands at `first` in a longer one, without so many characters at its start."""
    return tuple(span.shifted(first) for span in sentences(text, Span(skipped, len(text))))


_LISTED = {ClauseKind.ITEM, ClauseKind.SUBITEM, ClauseKind.NUMBERED}
_ANNOUNCING = ("：", ":")


def clause_at(policy: Policy, place: int) -> Clause:
    """The clause in whose own text a code point of the clean text lies."""
    return policy.clauses[number_at(policy.clauses, place)]
