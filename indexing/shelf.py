"""What readers of a home ask for again and again, kept until the truth changes: headers, policies, chunks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from corpus.documents import Header, Policy
from corpus.succession import successions
from indexing.chunking import Chunk, document_of
from indexing.recent import Recent
from indexing.rows import DocumentSummary, Known, Versioned
from indexing.store import Store

# Clean text of policies, and text of chunks, that is kept at most; with all that belongs to it a character takes about 10 bytes.
MAX_POLICY_CHARACTERS = 24_000_000
MAX_CHUNK_CHARACTERS = 2_000_000

# What a policy and a chunk take however short they are, in characters.
POLICY_COST, CHUNK_COST = 2000, 50

# Policies carry their version with them.
_ANY = None


class Shelf:
    """The documents of a store as they are at the moment; safe to use from several threads.

    Each answer is that of the present generation of the truth, whoever wrote it. A policy that a change did not touch is not read again.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._summaries: tuple[int, list[DocumentSummary], Mapping[str, Header]] = (-1, [], {})
        self._policies = Recent[Versioned](max_size=MAX_POLICY_CHARACTERS, size=lambda read: POLICY_COST + len(read.policy.document.text))
        self._versions = Recent[str](max_size=MAX_POLICY_CHARACTERS, size=len)
        self._chunks = Recent[Chunk](max_size=MAX_CHUNK_CHARACTERS, size=lambda chunk: CHUNK_COST + len(chunk.text) + len(chunk.context))

    def documents(self) -> list[DocumentSummary]:
        """All documents, by source name."""
        return list(self._listed(self._store.generation())[1])

    def headers(self) -> Mapping[str, Header]:
        """The headers of all documents, by document id."""
        return self._listed(self._store.generation())[2]

    def policy(self, document_id: str) -> Policy:
        """The whole document.

        Raises:
            NotFoundError: There is no such document.
        """
        generation = self._store.generation()
        policy = self._held(document_id, generation) or self._read(document_id, generation)
        # The header of a list tells what other documents say of this one, which its own version does not.
        header = self._listed(generation)[2].get(document_id, policy.header)
        return policy if header == policy.header else replace(policy, header=replace(header, spans=policy.header.spans))

    def chunks(self, chunk_ids: Iterable[str]) -> dict[str, Chunk]:
        """The chunks of these ids that exist, by id."""
        generation = self._store.generation()
        found = {chunk_id: self._chunks.get(chunk_id, generation) for chunk_id in chunk_ids}
        here = {chunk_id: chunk for chunk_id, chunk in found.items() if chunk is not None}
        missing = [chunk_id for chunk_id, chunk in found.items() if chunk is None]
        read = self._store.chunks(missing, self._known(missing, generation)) if missing else {}
        for chunk_id, chunk in read.items():
            self._chunks.put(chunk_id, generation, chunk)
        return here | read

    def _known(self, chunk_ids: Iterable[str], generation: int) -> Known:
        """The texts of the documents of these chunks that are here and were found to be those of this generation."""
        held = {document_id: self._policies.get(document_id, _ANY) for document_id in set(map(document_of, chunk_ids))}
        now = {each: read for each, read in held.items() if read and read.version == self._versions.get(each, generation)}
        return Known(generation, {document_id: read.policy.document.text for document_id, read in now.items()})

    def _held(self, document_id: str, generation: int) -> Policy | None:
        """The document where it was read before and has not changed since."""
        read = self._policies.get(document_id, _ANY)
        return read.policy if read and read.version == self._version(document_id, generation) else None

    def _read(self, document_id: str, generation: int) -> Policy:
        read = self._store.versioned(document_id)
        self._policies.put(document_id, _ANY, read)
        self._versions.put(document_id, generation, read.version)
        return read.policy

    def _version(self, document_id: str, generation: int) -> str:
        """The version of the document, asked for once a generation."""
        version = self._versions.get(document_id, generation)
        if version is None:
            version = self._store.version(document_id)
            self._versions.put(document_id, generation, version)
        return version

    def _listed(self, generation: int) -> tuple[int, list[DocumentSummary], Mapping[str, Header]]:
        listed = self._summaries
        if listed[0] != generation:
            summaries = _with_successions(self._store.summaries())
            listed = (generation, summaries, MappingProxyType({each.document_id: each.header for each in summaries}))
            self._summaries = listed
            # What was taken out, or was of another generation, is not asked for again, and would stay until as much else has been read.
            self._policies.retain(lambda document_id, _version: document_id in listed[2])
            for kept in (self._chunks, self._versions):
                kept.retain(lambda _key, version: version == generation)
        return listed


def _with_successions(summaries: Sequence[DocumentSummary]) -> list[DocumentSummary]:
    """The documents, their headers told what stands in their place; what somebody said of one himself holds."""
    found = successions({summary.document_id: summary.header for summary in summaries})
    return [
        replace(summary, header=replace(summary.header, succession=found[summary.document_id]))
        if summary.document_id in found and summary.header.succession is None
        else summary
        for summary in summaries
    ]
