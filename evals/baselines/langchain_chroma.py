"""The pipeline of LangChain's own tutorial: texts cut by length, embedded, kept in Chroma, asked for the nearest.

The only module that knows langchain_chroma and langchain_text_splitters, which need not be installed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING
from uuid import uuid4

from corpus.spans import Span

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings

# The values of the tutorial "Build a semantic search engine".
CHUNK_CHARACTERS = 1000
OVERLAP_CHARACTERS = 200

# Chroma takes 5461 at most, and the store does not divide what it is given.
BATCH_SIZE = 5000

PACKAGES = ("langchain_chroma", "langchain_text_splitters")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of an original that a search found."""

    source_name: str
    span: Span


class StockSearch:
    """A search as the tutorial builds it; vectors and texts live in memory."""

    def __init__(self, store: "Chroma") -> None:
        self._store = store

    @classmethod
    def over(cls, originals: Mapping[str, str], embeddings: "Embeddings", *, chunk_characters: int = CHUNK_CHARACTERS) -> "StockSearch":
        """A search over texts by their names."""
        # What is not installed everywhere is imported where it is used.
        from chromadb import EphemeralClient  # noqa: PLC0415
        from chromadb.config import Settings  # noqa: PLC0415
        from langchain_chroma import Chroma  # noqa: PLC0415

        client = EphemeralClient(Settings(anonymized_telemetry=False))
        store = Chroma(collection_name=f"stock-{uuid4().hex}", embedding_function=embeddings, client=client)
        pieces = cut(originals, chunk_characters=chunk_characters)
        for start in range(0, len(pieces), BATCH_SIZE):
            store.add_documents(pieces[start : start + BATCH_SIZE])
        return cls(store)

    def search(self, text: str, *, limit: int) -> list[Found]:
        """At most `limit` stretches, nearest first."""
        documents = self._store.similarity_search(text, k=limit)
        return [
            Found(document.metadata["source"], Span(start, start + len(document.page_content)))
            for document in documents
            for start in (int(document.metadata["start_index"]),)
        ]


def cut(originals: Mapping[str, str], *, chunk_characters: int = CHUNK_CHARACTERS) -> "list[Document]":
    """The texts in the pieces of the tutorial, each with the name of its text as `source` and with its `start_index`."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # noqa: PLC0415 -- what is not installed everywhere

    overlap = chunk_characters * OVERLAP_CHARACTERS // CHUNK_CHARACTERS
    splitter = RecursiveCharacterTextSplitter(chunk_size=chunk_characters, chunk_overlap=overlap, add_start_index=True)
    return splitter.create_documents(list(originals.values()), [{"source": name} for name in originals])


def not_installed() -> str:
    """Why the pipeline cannot be built, empty where it can."""
    absent = [package for package in PACKAGES if find_spec(package) is None]
    return f"not installed: {', '.join(absent)} (`pip install 'youju[evals]'`)" if absent else ""


def default_model_missing() -> str:
    """Why Chroma's default model cannot be used, empty where it can; it is never downloaded here."""
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2  # noqa: PLC0415 -- importing chromadb takes about a second

    model = ONNXMiniLM_L6_V2.DOWNLOAD_PATH / ONNXMiniLM_L6_V2.EXTRACTED_FOLDER_NAME / "model.onnx"
    if find_spec("onnxruntime") is None or not model.is_file():
        return f"Chroma's default model, all-MiniLM-L6-v2, is not on this machine ({str(model)!r})"
    return ""


def default_embeddings() -> "Embeddings":
    """Chroma's default model as LangChain's `Embeddings`."""
    from chromadb.utils.embedding_functions import DefaultEmbeddingFunction  # noqa: PLC0415
    from langchain_core.embeddings import Embeddings  # noqa: PLC0415

    class DefaultEmbeddings(Embeddings):
        def __init__(self) -> None:
            self._function = DefaultEmbeddingFunction()

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(value) for value in vector] for vector in self._function(texts) or ()]

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    return DefaultEmbeddings()
