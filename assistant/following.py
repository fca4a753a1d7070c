"""Follow-ups: what one asks next is not told by the very sentence that answered the question before.

Words carried over from an earlier question pull its sentence to the front again. Where that one says less of what is new in the follow-up
(another condition, another thing) than a sentence nearly as good, the new words decide.
"""

from collections.abc import Sequence

from assistant.meanings import likeness
from assistant.questions import Query, Term
from assistant.ranking import Ranked, rank
from assistant.refusal import can_answer
from assistant.understanding import normal, understand
from assistant.weighing import Weigher

TRIES = 5
MOST_BEHIND = 1.6
# A follow-up whose new words both sentences say about as much may ask another thing of the same sentence.
LEAST_GAIN = 0.15
# Up to the first a word of a text says nothing of the one asked, from the second on it stands for it.
STRANGE, SAME = 0.4, 0.7


def past_former(query: Query, history: Sequence[str], ranked: Sequence[Ranked], weigher: Weigher) -> Sequence[Ranked]:
    """The ranked; where the first answers the question before, with one first that is nearly as good and says more of the new words."""
    new = _new_terms(query, history)
    if not new or not ranked or not _answers_former(ranked, history):
        return ranked
    weights = {id(term): weight for term, weight in weigher.terms}
    near = [item for item in ranked[1:TRIES] if item.score >= ranked[0].score - MOST_BEHIND and can_answer(query, item.evidence)]
    shares = {id(item): _share(new, weights, item) for item in (ranked[0], *near)}
    best = max(near, key=lambda item: shares[id(item)], default=ranked[0])
    gained = shares[id(best)] - shares[id(ranked[0])] >= LEAST_GAIN
    # The former answer is no rival of the one that goes first.
    return [best, *(item for item in ranked[1:] if item is not best), ranked[0]] if gained else ranked


def _new_terms(query: Query, history: Sequence[str]) -> list[Term]:
    """The words of a follow-up that no question before it says in any form."""
    said = "\n".join(map(normal, history))
    return [term for term in query.terms if said and len(term.text) > 1 and term.text in query.asked and not term.found_in(said)]


def _answers_former(ranked: Sequence[Ranked], history: Sequence[str]) -> bool:
    """Whether of the sentences found the first is also the best for the question before."""
    evidences = [item.evidence for item in ranked]
    former = understand(history[-1], history=history[:-1])
    best = rank(former, evidences, Weigher.of(former, evidences))[0].evidence
    return best.policy is evidences[0].policy and best.span == evidences[0].span


def _share(terms: Sequence[Term], weights: dict[int, float], item: Ranked) -> float:
    """How much of the weight of some words a sentence says, in these words or in others that mean the same, 0..1."""
    text = item.evidence.whole_text
    total = sum(weights[id(term)] for term in terms)
    said = ((weights[id(term)], 1.0 if term.found_in(text) else _closeness(term.text, text)) for term in terms)
    return sum(weight * near for weight, near in said) / total if total else 0.0


def _closeness(word: str, text: str) -> float:
    return min(max((likeness(word, text) - STRANGE) / (SAME - STRANGE), 0.0), 1.0)
