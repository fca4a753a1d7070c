"""How near a sentence comes to the words of a question in what they mean, where it does not say them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evidence import Evidence
from assistant.meanings import Floats, meanings, rows_in, unit, vector_of
from assistant.questions import Term

# A cosine up to the first says nothing, from the second on two words are as good as one.
STRANGE, SAME = 0.4, 0.7


@dataclass(frozen=True, slots=True)
class Nearness:
    """What a sentence comes near to.

    `own`, `near` and `around` are for each term of the question how close the closest word is, 0..1: of the sentence, of that with the
    words that announce it and the sentence right before, and of these with all above them. `sense` and `near_sense` are the cosines of
    the question with the whole of the first two.
    """

    own: Sequence[float]
    near: Sequence[float]
    around: Sequence[float]
    sense: float
    near_sense: float


def nearness(terms: Sequence[Term], content: str, evidence: Evidence) -> Nearness:
    """How near a sentence comes to the terms of a question, and to all its words together."""
    asked = [vector_of(term.forms) for term in terms]
    own = (evidence.text,)
    near = (*own, evidence.previous_text, evidence.lead_text)
    around = (*near, evidence.before, evidence.context, evidence.header.title)
    meant = _sum_of((content,))
    return Nearness(
        own=_closest(asked, _rows(own)),
        near=_closest(asked, _rows(near)),
        around=_closest(asked, _rows(around)),
        sense=float(_sum_of(own) @ meant),
        near_sense=float(_sum_of(near) @ meant),
    )


def _closest(asked: Sequence[Floats | None], rows: Sequence[int]) -> list[float]:
    """For each vector how close the closest of the words in these rows is, 0..1."""
    units = meanings().units(rows)
    found = [float((units @ vector).max(initial=0.0)) if vector is not None else 0.0 for vector in asked]
    return [min(max((cosine - STRANGE) / (SAME - STRANGE), 0.0), 1.0) for cosine in found]


def _sum_of(texts: Iterable[str]) -> Floats:
    """What the words of some texts mean together, as a unit vector; they count for less, the more frequent they are."""
    rows = _rows(texts)
    # The table has words by their frequency.
    weights = np.log1p(np.array(rows, dtype=np.float32)) + 1
    return np.asarray(unit((meanings().units(rows) * weights[:, None]).sum(axis=0, keepdims=True))[0])


def _rows(texts: Iterable[str]) -> list[int]:
    return [row for text in texts for row in rows_in(text)]
