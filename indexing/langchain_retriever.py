"""Youju's search and embedding as LangChain sees them; the only module that knows langchain_core.

```python
retriever = PolicyRetriever(library=library, limit=5)
retriever.invoke("急会诊多久到位")
```
"""

from collections.abc import Sequence

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from indexing.embedding import Embedder, Role
from indexing.hits import Hit
from indexing.library import Library


class PolicyRetriever(BaseRetriever):
    """The hybrid search as a retriever: a document for each hit, best first.

    `page_content` is the repaired text. The metadata tell where it stands: `document_id`, `source_name`, `title`, `clause_id`,
    `clause_label`, `raw_start` and `raw_end` (code points of the original, half-open), and `score` (0..1, within one query).
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    limit: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002 -- the interface asks for it
        return [self._document(hit) for hit in self.library.searcher.search(query, limit=self.limit)]

    def _document(self, hit: Hit) -> Document:
        policy = self.library.policy(hit.chunk.document_id)
        label = next((clause.label for clause in policy.clauses if clause.clause_id == hit.chunk.clause_id), "")
        raw = policy.document.offsets.to_raw(hit.chunk.span)
        metadata = {
            "document_id": hit.chunk.document_id,
            "source_name": policy.document.source.source_name,
            "title": policy.header.title,
            "clause_id": hit.chunk.clause_id,
            "clause_label": label,
            "raw_start": raw.start,
            "raw_end": raw.end,
            "score": hit.score,
        }
        return Document(id=hit.chunk.chunk_id, page_content=hit.chunk.text, metadata=metadata)


class PolicyEmbeddings(Embeddings):
    """An embedder as LangChain's `Embeddings`: the same vectors as lists of floats."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of passages, in order."""
        return self._vectors(texts, "passage")

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._vectors([text], "query")[0]

    def _vectors(self, texts: Sequence[str], role: Role) -> list[list[float]]:
        return [[float(value) for value in vector] for vector in self._embedder.embed(texts, role=role)]
