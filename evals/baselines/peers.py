"""How others would search the same files: one function a pipeline, each as its own tutorial has it, imported only where it is run.

Each takes the texts by their names and gives a search: from a question to the stretch of a text that it ranks first. One that does not cut
texts itself gets the pieces of LangChain's splitter.
"""

from collections.abc import Callable, Mapping
from importlib.util import find_spec

from corpus.spans import Span
from evals.baselines.langchain_chroma import CHUNK_CHARACTERS, OVERLAP_CHARACTERS, Found, StockSearch, cut
from indexing.embedding import load_embedder
from indexing.langchain_retriever import PolicyEmbeddings

Search = Callable[[str], Found | None]
Texts = Mapping[str, str]


def langchain_chroma(texts: Texts) -> Search:
    """LangChain's splitter and Chroma, with the vectors of this project's own model."""
    search = StockSearch.over(texts, PolicyEmbeddings(load_embedder()))
    return lambda question: next(iter(search.search(question, limit=1)), None)


def llama_index_bm25(texts: Texts) -> Search:
    """LlamaIndex's `SentenceSplitter` and `BM25Retriever` as they come."""
    from llama_index.core import Document  # noqa: PLC0415 -- comes with the extra `bench`, as the others below
    from llama_index.core.node_parser import SentenceSplitter  # noqa: PLC0415
    from llama_index.retrievers.bm25 import BM25Retriever  # noqa: PLC0415

    documents = [Document(text=text, metadata={"name": name}) for name, text in texts.items()]
    nodes = SentenceSplitter().get_nodes_from_documents(documents)
    retriever = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=1)

    def search(question: str) -> Found | None:
        nodes = (hit.node for hit in retriever.retrieve(question))
        return next((_found(node.metadata["name"], node.start_char_idx, node.text) for node in nodes), None)

    return search


def haystack_bm25(texts: Texts) -> Search:
    """Haystack's `RecursiveDocumentSplitter` by characters, and its BM25 in memory."""
    from haystack import Document  # noqa: PLC0415
    from haystack.components.preprocessors import RecursiveDocumentSplitter  # noqa: PLC0415
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever  # noqa: PLC0415
    from haystack.document_stores.in_memory import InMemoryDocumentStore  # noqa: PLC0415

    # The splitter's own separators include one that is downloaded.
    splitter = RecursiveDocumentSplitter(
        split_length=CHUNK_CHARACTERS, split_overlap=OVERLAP_CHARACTERS, split_unit="char", separators=["\n\n", "\n", "。", " "]
    )
    documents = [Document(content=text, meta={"name": name}) for name, text in texts.items()]
    store = InMemoryDocumentStore()
    store.write_documents(splitter.run(documents)["documents"])
    retriever = InMemoryBM25Retriever(store, top_k=1)

    def search(question: str) -> Found | None:
        hits = retriever.run(query=question)["documents"]
        return next((_found(hit.meta["name"], hit.meta["split_idx_start"], hit.content or "") for hit in hits), None)

    return search


def txtai_bm25(texts: Texts) -> Search:
    """The BM25 of txtai over LangChain's pieces."""
    return _txtai(texts, {"keyword": True})


def txtai_vectors(texts: Texts) -> Search:
    """The vectors of txtai's default index, made by this project's own model, over LangChain's pieces."""
    embedder = load_embedder()
    return _txtai(texts, {"method": "external", "transform": lambda batch: embedder.embed(list(batch), role="passage")})


def _txtai(texts: Texts, configuration: dict[str, object]) -> Search:
    from txtai import Embeddings  # noqa: PLC0415

    pieces = [(each.metadata["source"], each.metadata["start_index"], each.page_content) for each in cut(texts)]
    embeddings = Embeddings(configuration)
    embeddings.index((number, text, None) for number, (_, _, text) in enumerate(pieces))

    def search(question: str) -> Found | None:
        return next((_found(*pieces[int(number)]) for number, _ in embeddings.search(question, 1)), None)

    return search


def _found(name: str, start: int | None, text: str) -> Found:
    begin = start or 0
    return Found(name, Span(begin, begin + len(text)))


# The pipelines, each with what it needs.
PEERS: Mapping[str, tuple[Callable[[Texts], Search], tuple[str, ...]]] = {
    "langchain_chroma": (langchain_chroma, ("langchain_chroma", "langchain_text_splitters")),
    "llama_index_bm25": (llama_index_bm25, ("llama_index", "bm25s")),
    "haystack_bm25": (haystack_bm25, ("haystack",)),
    "txtai_bm25": (txtai_bm25, ("txtai", "langchain_text_splitters")),
    "txtai_vectors": (txtai_vectors, ("txtai", "langchain_text_splitters")),
}


def lacking(name: str) -> str:
    """What a pipeline needs and is not installed, empty where all is."""
    return ", ".join(package for package in PEERS[name][1] if find_spec(package) is None)
