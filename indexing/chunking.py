"""Cuts a policy into the stretches that are embedded and found."""

from dataclasses import dataclass

from corpus.spans import Span


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one policy's clean text that a search can find.

    `text` is `span.of(clean text)` and may be quoted; `context` (title and headings above it) is embedded with it and never quoted.
    `clause_id` is the clause that the chunk belongs to: the one it lies in, or the first of the short siblings that it joins.
    `furniture` says that the web site said it and not the policy.
    """

    chunk_id: str
    document_id: str
    clause_id: str
    span: Span
    text: str
    context: str
    furniture: bool = False
