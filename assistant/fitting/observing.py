"""Runs examples through the search and keeps what the models see: the features of the sentences, and which of them answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Evidence, gather
from assistant.features import features_of
from assistant.fitting.examples import Example, Place
from assistant.questions import Query
from assistant.service import Assistant, may_speak
from assistant.weighing import Weigher
from indexing.hits import Hit


@dataclass(frozen=True, slots=True)
class Observation:
    """An example as it was searched for; `rows` are the features of its sentences, (n_sentences, n_features), `answers` which answer.

    `variant` is what was taken away: nothing (`whole`), or the chunks that the sentences that answer stand in (`passage`).
    """

    example: Example
    variant: str
    query: Query
    weigher: Weigher
    evidences: tuple[Evidence, ...]
    names: tuple[str, ...]
    rows: NDArray[np.float64]
    answers: NDArray[np.bool_]


def observed(assistant: Assistant, examples: Sequence[Example]) -> Iterator[Observation]:
    """Each example as it is, and where it can be answered, and is not for the matcher alone, also with its answer taken away."""
    for example in examples:
        query, hits = assistant.find(example.question, example.history, example.place)
        found = [evidence for evidence in gather(hits, assistant.catalogue) if may_speak(evidence, query)]
        right = _answering(example, found)
        if found:
            yield _observation(example, "whole", query, found, right)
        if not any(right) or example.is_for_matching:
            continue
        chunks = {evidence.hit.chunk.chunk_id for evidence, answers in zip(found, right, strict=True) if answers}
        others = gather(_spread([hit for hit in hits if hit.chunk.chunk_id not in chunks]), assistant.catalogue)
        left = [each for each in others if may_speak(each, query)]
        if left:
            yield _observation(example, "passage", query, left, [False] * len(left))


def _observation(example: Example, variant: str, query: Query, found: Sequence[Evidence], right: Sequence[bool]) -> Observation:
    weigher = Weigher.of(query, found)
    features = [features_of(query, evidence, weigher) for evidence in found]
    names = tuple(features[0])
    rows = np.array([[each[name] for name in names] for each in features])
    return Observation(example, variant, query, weigher, tuple(found), names, rows, np.array(right, dtype=bool))


def _answering(example: Example, found: Sequence[Evidence]) -> list[bool]:
    """Which sentences share a code point with a place that answers; where some of these hold what the answer must, only they."""
    there = [_stands_at(example.places, evidence) for evidence in found]
    told = [
        at and bool(example.telling) and bool(re.search(example.telling, each.whole_text)) for at, each in zip(there, found, strict=True)
    ]
    return told if any(told) else there


def _stands_at(places: Sequence[Place], evidence: Evidence) -> bool:
    document = evidence.policy.document
    raw = document.offsets.to_raw(evidence.span)
    return any(document.source.source_name.startswith(place.source_name) and raw.overlaps(place.span) for place in places)


def _spread(hits: Sequence[Hit]) -> list[Hit]:
    """The hits with the scores that they would have had without those taken away: the best has 1 again."""
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    return [replace(hit, score=hit.score / best) for hit in hits]
