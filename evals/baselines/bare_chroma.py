"""Chroma by itself: the vectors of a home added to a new collection, ids and vectors and nothing else; the only module of it here."""

from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from evals.baselines.langchain_chroma import BATCH_SIZE


def seconds_to_add(chunk_ids: list[str], vectors: NDArray[np.float32], folder: Path) -> float:
    """How long `collection.add` takes with Chroma's own settings, `vectors` being (n_chunks, dimensions) float32."""
    from chromadb import PersistentClient  # noqa: PLC0415 -- importing chromadb takes about a second
    from chromadb.config import Settings  # noqa: PLC0415

    client = PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection("bare", embedding_function=None)
    started = perf_counter()
    for start in range(0, len(chunk_ids), BATCH_SIZE):
        collection.add(ids=chunk_ids[start : start + BATCH_SIZE], embeddings=vectors[start : start + BATCH_SIZE])
    return perf_counter() - started
