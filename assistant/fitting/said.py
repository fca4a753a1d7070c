"""Fits how surely the sentence that answers says a word of the question: a logistic regression for each reach (`assistant.expecting`)."""

from collections.abc import Iterable, Sequence

import numpy as np

from assistant.expecting import REACHES, Models, seen_words
from assistant.features import held_by
from assistant.fitting.models import fit_logistic, probability
from assistant.fitting.observing import Observation
from assistant.fitting.ordering import Order

RIDGE = 1e-4
# Questions that people ask about rules; passages of other kinds, and questions made from the words of a law, would tell of other words.
SOURCES = ("questions", "hospital", "cases")

# Of one word of one question: its traits, and for each reach whether the sentence that answers says it.
_Word = tuple[dict[str, float], tuple[bool, ...]]


def fit_said(observations: Iterable[Observation], order: Order) -> Models:
    """The models, by reach; the examples held out are left alone."""
    seen = [word for each in _answered(observations, held_out=False) for word in _words(each, order)]
    return {reach: _fitted(seen, number) for number, reach in enumerate(REACHES)}


def _fitted(seen: Sequence[_Word], reach: int) -> dict[str, float]:
    names = tuple(seen[0][0])
    rows = np.array([list(each.values()) for each, _ in seen])
    said = np.array([said[reach] for _, said in seen])
    weights = fit_logistic(rows, said, np.ones(len(rows)), np.zeros(len(names) + 1), ridge=RIDGE)
    return dict(zip((*names, "bias"), weights.tolist(), strict=True))


def _answered(observations: Iterable[Observation], *, held_out: bool) -> list[Observation]:
    asked = [each for each in observations if each.example.source in SOURCES and each.answers.any()]
    return [each for each in asked if (each.example.is_held_out if held_out else each.example.is_for_weights)]


def _words(observation: Observation, order: Order) -> list[_Word]:
    """The words of a question, held against the first of the sentences that answer it."""
    ranked, places = order.ranked(observation)
    best = next(item.evidence for item, place in zip(ranked, places, strict=True) if observation.answers[place])
    weigher = observation.weigher
    held = [{id(term) for term, _ in each.terms} for each in held_by(best, weigher)[: len(REACHES)]]
    said = [tuple(id(term) in kept for kept in held) for term, _ in weigher.terms]
    return list(zip(seen_words(weigher), said, strict=True))


def report(observations: Iterable[Observation], order: Order, models: Models) -> Iterable[str]:
    """Of the words of questions held out: how many are said, and how sure of that the model was of those that are and are not."""
    seen = [word for each in _answered(observations, held_out=True) for word in _words(each, order)]
    rows = np.array([list(each.values()) for each, _ in seen])
    for number, reach in enumerate(REACHES):
        said = np.array([said[number] for _, said in seen])
        given = probability(rows, np.array(list(models[reach].values())))
        sure, unsure = given[said].mean(), given[~said].mean()
        yield f"said    {reach:10} held out n={len(said):4} said={said.mean():.3f} sure={sure:.3f} unsure={unsure:.3f}"
