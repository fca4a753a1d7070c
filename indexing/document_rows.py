"""All that the store writes of one document but its vectors: plain rows, which a process of its own can make and hand over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from corpus.documents import Policy
from corpus.errors import UnreadableDocumentError
from corpus.obligations.records import Obligation
from indexing import rows
from indexing.chunking import Chunk, text_to_embed
from indexing.obligation_rows import obligation_rows
from indexing.seals import Row, sealed
from indexing.terms import Readings, readings


@dataclass(frozen=True, slots=True, eq=False)
class Embedded:
    """The vectors of a document's chunks, (n_chunks, dimensions) float32, and the identity of what made them."""

    vectors: NDArray[np.float32]
    embedder: str


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """The rows of one document, each sealed, and of each chunk, in their order, its id, its terms, and the text that stands for its vector.

    `texts` are left out where the chunks are `embedded`.
    """

    document_id: str
    origin: str
    document: Row
    origins: Row
    clauses: tuple[Row, ...]
    references: tuple[Row, ...]
    chunks: tuple[Row, ...]
    obligations: tuple[Row, ...]
    chunk_ids: tuple[str, ...]
    readings: tuple[Readings, ...]
    texts: tuple[str, ...]
    n_edits: int
    embedded: Embedded | None = None

    @property
    def n_clauses(self) -> int:
        """How many clauses there are."""
        return len(self.clauses)


def document_rows(policy: Policy, chunks: Sequence[Chunk], *, recipe: str = "", obligations: Sequence[Obligation] = ()) -> DocumentRows:
    """The rows of a document.

    Args:
        policy: The document.
        chunks: All its chunks.
        recipe: Names what read, cleaned, parsed and cut it.
        obligations: All its obligations, in the order of the text.

    Raises:
        UnreadableDocumentError: It holds NUL characters.
    """
    source, offsets = policy.document.source, policy.document.offsets
    if "\0" in policy.document.text:
        raise UnreadableDocumentError(f"{source.source_name!r} holds NUL characters, which no text has: convert it to plain text")
    document = rows.document_row(policy, recipe=recipe, ingested_at=datetime.now(UTC), counts=(len(chunks), len(obligations)))
    return DocumentRows(
        document_id=source.document_id,
        origin=source.origin,
        document=sealed(document),
        origins=sealed(rows.origin_row(source.document_id, origin=source.origin, source_name=source.source_name)),
        clauses=tuple(map(sealed, rows.clause_rows(policy))),
        references=tuple(map(sealed, rows.reference_rows(policy))),
        chunks=tuple(map(sealed, rows.chunk_rows(chunks))),
        obligations=tuple(map(sealed, obligation_rows(policy, obligations))),
        chunk_ids=tuple(chunk.chunk_id for chunk in chunks),
        readings=tuple(readings(chunk, offsets.to_raw(chunk.span).of(source.text)) for chunk in chunks),
        texts=tuple(map(text_to_embed, chunks)),
        n_edits=len(policy.document.edits),
    )
