"""Policies, chunks and vectors as rows of tables, and back.

Nothing here knows a database: rows are plain dictionaries of strings, integers and bytes, which `seals` adds a checksum to.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.deferred import Deferred
from corpus.documents import Anchor, Clause, ClauseKind, CleanDocument, Header, Policy, Reference, SourceDocument
from corpus.offsets import Edit
from corpus.spans import Span
from indexing.chunking import Chunk
from indexing.header_json import header_json, header_of, is_repaired
from indexing.seals import Row, Value, not_as_written

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What a list of documents tells about one of them; `ingested_at` is in UTC."""

    document_id: str
    source_name: str
    sha256: str
    header: Header
    n_clauses: int
    n_edits: int
    ingested_at: datetime


class Versioned(NamedTuple):
    """A document, and what `Store.version` said of it at the same moment."""

    version: str
    policy: Policy


class Known(NamedTuple):
    """The clean texts of some documents, by their ids, as they were at a generation."""

    generation: int
    texts: Mapping[str, str]


def document_row(policy: Policy, *, recipe: str, ingested_at: datetime, counts: tuple[int, int]) -> Row:
    """The row of a document: what was read, what was repaired, what the header says; `counts` are its chunks and obligations."""
    document, source = policy.document, policy.document.source
    return {
        "document_id": source.document_id,
        "sha256": source.sha256,
        "raw": source.text,
        "anchors": as_json([anchor.as_json() for anchor in source.anchors]),
        "clean": document.text,
        "edits": as_json([[edit.span.start, edit.span.end, edit.replacement, edit.rule] for edit in document.edits]),
        "header": header_json(policy.header, repaired=document.repaired),
        "furniture": as_json([[span.start, span.end] for span in policy.furniture]),
        "recipe": recipe,
        "n_clauses": len(policy.clauses),
        "n_edits": len(document.edits),
        "n_chunks": counts[0],
        "n_obligations": counts[1],
        "ingested_at": ingested_at.isoformat(),
    }


def origin_row(document_id: str, *, origin: str, source_name: str) -> Row:
    """The row of the place that a document came from; one document may have come from several."""
    return {"origin": origin, "source_name": source_name, "document_id": document_id}


def clause_rows(policy: Policy) -> list[Row]:
    """The rows of the clause tree, in the order of the text."""
    return [
        {
            "document_id": policy.document.source.document_id,
            "position": position,
            "clause_id": clause.clause_id,
            "parent_id": clause.parent_id,
            "kind": str(clause.kind),
            "label": clause.label,
            "heading": clause.heading,
            "start": clause.span.start,
            "end": clause.span.end,
            "own_start": clause.own.start,
            "own_end": clause.own.end,
        }
        for position, clause in enumerate(policy.clauses)
    ]


def reference_rows(policy: Policy) -> list[Row]:
    """The rows of the mentions of other clauses and documents."""
    return [
        {
            "document_id": policy.document.source.document_id,
            "position": position,
            "start": reference.span.start,
            "end": reference.span.end,
            "text": reference.text,
            "target": reference.target,
        }
        for position, reference in enumerate(policy.references)
    ]


def chunk_rows(chunks: Iterable[Chunk]) -> list[Row]:
    """The rows of chunks; their text is not repeated, it is the document's at their span."""
    return [
        {
            "chunk_id": chunk.chunk_id,
            "document_id": chunk.document_id,
            "position": position,
            "clause_id": chunk.clause_id,
            "start": chunk.span.start,
            "end": chunk.span.end,
            "context": chunk.context,
            "furniture": int(chunk.furniture),
        }
        for position, chunk in enumerate(chunks)
    ]


def vector_rows(chunk_ids: Sequence[str], vectors: NDArray[np.float32], embedder: str) -> list[Row]:
    """The rows of vectors, (n_chunks, dimensions) float32, as little-endian bytes."""
    written = np.ascontiguousarray(vectors, dtype="<f4")
    return [
        {"chunk_id": chunk_id, "vector": vector.tobytes(), "embedder": embedder}
        for chunk_id, vector in zip(chunk_ids, written, strict=True)
    ]


def matrix_of(vectors: Sequence[bytes]) -> NDArray[np.float32]:
    """The vectors as one matrix, (n_vectors, dimensions) float32; (0, 0) where there are none."""
    if not vectors:
        return np.zeros((0, 0), dtype=np.float32)
    return np.frombuffer(b"".join(vectors), dtype="<f4").reshape(len(vectors), -1)


def policy_of(
    document: Mapping[str, Value],
    origin: Mapping[str, Value],
    clauses: Sequence[Clause],
    references: Sequence[Reference],
) -> Policy:
    """The policy that the rows of one document were written from; clauses and references in order of `position`."""
    return Policy(
        document=document_of(document, origin),
        header=header_of(_text(document["header"])),
        clauses=clauses,
        references=references,
        furniture=tuple(Span(start, end) for start, end in json.loads(_text(document["furniture"]))),
    )


def document_of(document: Mapping[str, Value], origin: Mapping[str, Value]) -> CleanDocument:
    """The clean text that the row of a document was written from, with its original."""
    source = SourceDocument(
        document_id=_text(document["document_id"]),
        source_name=_text(origin["source_name"]),
        origin=_text(origin["origin"]),
        sha256=_text(document["sha256"]),
        text=_text(document["raw"]),
        anchors=tuple(map(Anchor.from_json, json.loads(_text(document["anchors"])))),
    )
    edits = Deferred(partial(_edits, _text(document["edits"])))
    return CleanDocument(source, _text(document["clean"]), edits, is_repaired(_text(document["header"])))


def _edits(written: str) -> Iterator[Edit]:
    return (Edit(Span(start, end), replacement, rule) for start, end, replacement, rule in json.loads(written))


def summary_of(document: Mapping[str, Value], origin: Mapping[str, Value]) -> DocumentSummary:
    """What a list tells of the document in this row.

    Raises:
        StoreError: The row cannot be read. It does not hold all that the checksum is of, so that other damage shows when the whole is read.
    """
    try:
        return DocumentSummary(
            document_id=_text(document["document_id"]),
            source_name=_text(origin["source_name"]),
            sha256=_text(document["sha256"]),
            header=header_of(_text(document["header"])),
            n_clauses=_number(document["n_clauses"]),
            n_edits=_number(document["n_edits"]),
            ingested_at=datetime.fromisoformat(_text(document["ingested_at"])),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise not_as_written(document) from error


def chunk_of(row: Mapping[str, Value], document_text: str) -> Chunk:
    """The chunk that a row was written from; the text is the whole clean one of its document."""
    span = Span(_number(row["start"]), _number(row["end"]))
    return Chunk(
        chunk_id=_text(row["chunk_id"]),
        document_id=_text(row["document_id"]),
        clause_id=_text(row["clause_id"]),
        span=span,
        text=span.of(document_text),
        context=_text(row["context"]),
        furniture=bool(row["furniture"]),
    )


# A look-up takes a fraction of what making a member takes, and a policy has hundreds of clauses.
_KINDS = {str(kind): kind for kind in ClauseKind}


_IN_ORDER = itemgetter("clause_id", "parent_id", "kind", "label", "heading", "start", "end", "own_start", "own_end")


def clause_of(row: Mapping[str, Value]) -> Clause:
    """The clause that a row was written from, which was found to be intact: its checksum says of what kind each value is."""
    clause_id, parent_id, kind, label, heading, start, end, own_start, own_end = _IN_ORDER(row)
    return Clause(clause_id, parent_id, _KINDS[kind], label, heading, Span(start, end), Span(own_start, own_end))


def reference_of(row: Mapping[str, Value]) -> Reference:
    """The mention that a row was written from."""
    target = None if row["target"] is None else _text(row["target"])
    return Reference(Span(_number(row["start"]), _number(row["end"])), _text(row["text"]), target)


def as_json(value: object) -> str:
    """A value of a row, such as a list, as JSON without spaces."""
    # Of most rows a list is empty, and the encoder takes long to begin.
    return "[]" if value == [] else _COMPACT.encode(value)


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError(f"A text was written here, not {value!r}")
    return value


def _number(value: Value) -> int:
    if not isinstance(value, int):
        raise TypeError(f"A number was written here, not {value!r}")
    return value
