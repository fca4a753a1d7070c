"""Ranks for every answerable question as the stock pipeline of LangChain and Chroma does, over the same files.

BM25 alone, vectors alone and reciprocal rank fusion are measured with `retrieval`, since they are ways to read the product's own indexes.
"""

from collections.abc import Iterator

from assistant.settings import load_settings
from evals.baselines.langchain_chroma import StockSearch, default_embeddings, default_model_missing, not_installed
from evals.case import CaseSet
from evals.score import Report
from evals.skipping import Skipped
from evals.tasks.retrieval import CUTOFF, judged, sources_in
from indexing.embedding import load_embedder
from indexing.langchain_retriever import PolicyEmbeddings

TASK = "baselines"

# About as long as a chunk of the product: a longer stretch holds a wanted span more easily, and says less about where it stands.
SHORT_CHARACTERS = 300


def measure(case_set: CaseSet) -> Iterator[Report | Skipped]:
    """One report a pipeline; those whose parts are not installed are skipped."""
    reason = not_installed()
    if reason:
        yield Skipped(f"{TASK}.{case_set.name}", reason)
        return
    embeddings = PolicyEmbeddings(load_embedder(load_settings().embedding_model))
    originals = case_set.originals()
    yield report(case_set, StockSearch.over(originals, embeddings), "langchain_1000")
    short = StockSearch.over(originals, embeddings, chunk_characters=SHORT_CHARACTERS)
    yield report(case_set, short, "langchain_300")
    reason = default_model_missing()
    if reason:
        yield Skipped(f"{TASK}.{case_set.name}.langchain_1000_minilm", reason)
        return
    yield report(case_set, StockSearch.over(originals, default_embeddings()), "langchain_1000_minilm")


def report(case_set: CaseSet, search: StockSearch, variant: str) -> Report:
    """How one pipeline ranks for the questions of a set."""
    found = ((case, search.search(case.question, limit=CUTOFF)) for case in case_set.answerable)
    results = (judged(case, [sources_in(case, each.source_name, each.span) for each in hits]) for case, hits in found)
    return Report(TASK, variant, case_set.name, tuple(results))
