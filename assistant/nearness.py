"""How near sentences come to the words of a question in what they mean, where they do not say them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.evidence import Evidence
from assistant.meanings import Floats, meanings, register, rows_in, unit, vector_of
from assistant.questions import Term
from corpus.spans import Span

Key = tuple[str, Span]

# A cosine up to the first says nothing, from the second on two words are as good as one.
STRANGE, SAME = 0.4, 0.7


@dataclass(frozen=True, slots=True)
class Nearness:
    """What one sentence comes near to.

    `own`, `near` and `around` are for each term of the question how close the closest word is, 0..1: of the sentence, of that with the
    sentence right before and the words that announce it, and of all that was found of the chunk with title and headings. `sense` and
    `near_sense` are the cosines of the question with the whole of the first two.
    """

    own: Sequence[float] = ()
    near: Sequence[float] = ()
    around: Sequence[float] = ()
    sense: float = 0.0
    near_sense: float = 0.0


@dataclass(frozen=True, slots=True)
class Nearnesses:
    """The nearness of each sentence that was found for a question, and for each of its terms how much it is a word of rules, 0..1."""

    registers: Sequence[float] = ()
    found: Mapping[Key, Nearness] = field(default_factory=dict)

    @classmethod
    def of(cls, terms: Sequence[Term], content: str, evidences: Sequence[Evidence]) -> "Nearnesses":
        """What is near to the terms of a question, and to all its words together."""
        registers = [register(term.forms) for term in terms]
        return cls(registers, _found([vector_of(term.forms) for term in terms], content, evidences) if terms and evidences else {})

    def of_evidence(self, evidence: Evidence) -> Nearness:
        """The nearness of a sentence; of one that is not among those found, none."""
        return self.found.get(_key(evidence), _NOTHING)


_NOTHING = Nearness()


def _found(asked: Sequence[Floats | None], content: str, evidences: Sequence[Evidence]) -> dict[Key, Nearness]:
    pieces = [(each.text, each.previous_text, each.lead_text, each.header.title, each.context) for each in evidences]
    places = {text: place for place, text in enumerate(dict.fromkeys(text for each in pieces for text in each))}
    closest, sums = _of_pieces(asked, list(places))
    text, previous, lead, title, context = np.array([[places[piece] for piece in each] for each in pieces], dtype=np.intp).T
    own = closest[text]
    near = np.maximum.reduce([own, closest[previous], closest[lead]])
    around = np.maximum.reduce([near, closest[title], closest[context], _chunkwise(own, evidences)])
    meant = _sum_of(content)
    sense = unit(sums[text]) @ meant
    near_sense = unit(sums[text] + sums[previous] + sums[lead]) @ meant
    columns = zip(own.tolist(), near.tolist(), around.tolist(), sense.tolist(), near_sense.tolist(), strict=True)
    return {_key(each): Nearness(*values) for each, values in zip(evidences, columns, strict=True)}


def _of_pieces(asked: Sequence[Floats | None], texts: Sequence[str]) -> tuple[Floats, Floats]:
    """For each text how close its closest word is to each term, (n_texts, n_terms), and the sum of what its words mean."""
    rows = [rows_in(text) for text in texts]
    known = list(dict.fromkeys(row for each in rows for row in each))
    places = {row: place for place, row in enumerate(known)}
    units = meanings().units(known)
    terms = np.stack([np.zeros(units.shape[1], np.float32) if vector is None else vector for vector in asked])
    cosines = np.clip((units @ terms.T - STRANGE) / (SAME - STRANGE), 0.0, 1.0)
    weighed = units * _weights(known)[:, None]
    # An empty text has one place of its own, of nothing: `reduceat` gives what stands at a place where a stretch is empty.
    flat = np.array([place for each in rows for place in ([places[row] for row in each] or [len(known)])], dtype=np.intp)
    starts = np.concatenate(([0], np.cumsum([max(len(each), 1) for each in rows])[:-1])).astype(np.intp)
    with_nothing = np.vstack([cosines, np.zeros((1, cosines.shape[1]), np.float32)])
    without = np.vstack([weighed, np.zeros((1, weighed.shape[1]), np.float32)])
    return np.maximum.reduceat(with_nothing[flat], starts), np.add.reduceat(without[flat], starts)


def _chunkwise(own: Floats, evidences: Sequence[Evidence]) -> Floats:
    """For each sentence the closest in any sentence of its chunk."""
    numbers: dict[str, int] = {}
    chunk = np.array([numbers.setdefault(each.hit.chunk.chunk_id, len(numbers)) for each in evidences], dtype=np.intp)
    closest = np.zeros((len(numbers), own.shape[1]), dtype=np.float32)
    np.maximum.at(closest, chunk, own)
    return np.asarray(closest[chunk])


def _sum_of(text: str) -> Floats:
    """What the words of a text mean together, as a unit vector."""
    rows = rows_in(text)
    return np.asarray(unit((meanings().units(rows) * _weights(rows)[:, None]).sum(axis=0, keepdims=True))[0])


def _weights(rows: Iterable[int]) -> Floats:
    """What words count for in a sum: less, the more frequent they are; the table has them by their frequency."""
    return np.asarray(np.log1p(np.fromiter(rows, dtype=np.float32)) + 1)


def _key(evidence: Evidence) -> Key:
    return evidence.hit.chunk.document_id, evidence.span
