"""Hits → `Evidence`: the sentences of the found chunks, each with its clause and its place in the policy."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from corpus.documents import Clause, Header, Policy
from corpus.sentences import sentences
from corpus.spans import Span
from indexing.hits import Hit


class Policies(Protocol):
    """Gives the policies that chunks belong to."""

    def policy(self, document_id: str) -> Policy:
        """The policy of a document."""
        ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer a question.

    `span` is in code points of the policy's clean text; `context` are the title and the headings above, `before` the words of the same
    chunk that stand before the sentence. `hit` is the hit that brought it.
    """

    policy: Policy
    clause: Clause
    span: Span
    before: str
    hit: Hit

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.span.of(self.policy.document.text)

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
        words = "".join(character for character in self.text if character.isalnum())
        heading = "".join(character for character in self.clause.heading if character.isalnum())
        return bool(heading) and words.endswith(heading) and len(words) <= len(heading) + 6


def gather(hits: Iterable[Hit], policies: Policies) -> list[Evidence]:
    """The sentences of the chunks that a search found, best chunk first, each sentence once."""
    found: dict[tuple[str, Span], Evidence] = {}
    known: dict[str, Policy] = {}
    for hit in hits:
        document_id = hit.chunk.document_id
        if document_id not in known:
            known[document_id] = policies.policy(document_id)
        for evidence in _of_chunk(hit, known[document_id]):
            found.setdefault((document_id, evidence.span), evidence)
    return list(found.values())


def _of_chunk(hit: Hit, policy: Policy) -> Iterator[Evidence]:
    text = policy.document.text
    starts = [clause.own.start for clause in policy.clauses]
    for span in sentences(text, hit.chunk.span):
        before = text[hit.chunk.span.start : span.start]
        yield Evidence(policy, clause_at(policy, span.start, starts), span, before, hit)


def clause_at(policy: Policy, place: int, starts: list[int] | None = None) -> Clause:
    """The clause in whose own text a code point of the clean text lies."""
    order = starts or [clause.own.start for clause in policy.clauses]
    return policy.clauses[max(bisect_right(order, place) - 1, 0)]
