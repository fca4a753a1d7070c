"""Fits which sentence comes first: weights of the features for every question, and what each kind of question adds to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.fitting.models import Floats, Group, fit_ranking
from assistant.fitting.observing import Observation
from assistant.fitting.prior import known_before
from assistant.ranking import Ranked, weights_for
from assistant.refusal import ASKED

RIDGE = 3e-3
# What people ask about rules counts for most; natural questions about anything and those made by rules are many, and count for little each.
WEIGHT = {"reading": 0.1, "laws": 0.25, "questions": 1.0, "cases": 0.7}


@dataclass(frozen=True, slots=True)
class Order:
    """The weights of the features, and for each kind of question what is added to them."""

    shared: Mapping[str, float]
    by_kind: Mapping[str, Mapping[str, float]]

    def ranked(self, observation: Observation) -> tuple[list[Ranked], NDArray[np.int64]]:
        """The sentences, best first, and their places in the observation."""
        weights = weights_for(observation.query.kinds, self.shared, self.by_kind)
        names = observation.names
        scores = observation.rows @ np.array([weights[name] for name in names])
        order = np.argsort(-scores, kind="stable")
        rows = observation.rows.tolist()
        found = [Ranked(observation.evidences[i], float(scores[i]), dict(zip(names, rows[i], strict=True))) for i in order]
        return found, order


def fit_order(observations: Iterable[Observation]) -> Order:
    """The weights under which the sentences that answer come first; those held out are left alone."""
    chosen = [each for each in observations if each.answers.any() and not each.example.is_held_out]
    names, known = chosen[0].names, known_before("ranking")
    groups = [Group(_by_kind(each), each.answers, WEIGHT[each.example.source]) for each in chosen]
    prior = np.array([known.get(name, 0.0) for name in names] + [0.0] * len(names) * len(ASKED))
    shared, *added = fit_ranking(groups, prior, ridge=RIDGE).reshape(1 + len(ASKED), len(names)).tolist()
    tables = {kind.value: dict(zip(names, weights, strict=True)) for kind, weights in zip(ASKED, added, strict=True)}
    return Order(dict(zip(names, shared, strict=True)), tables)


def _by_kind(observation: Observation) -> Floats:
    """The features once for all questions, and once for each kind, zero where the question is of another."""
    asked = observation.query.kinds
    return np.hstack([observation.rows, *(observation.rows * (kind in asked) for kind in ASKED)])


def report(observations: Sequence[Observation], order: Order) -> Iterable[str]:
    """The share of first sentences that answer, for each source, of those fitted on and of those held out."""
    for source in WEIGHT:
        for held_out in (False, True):
            asked = [each for each in observations if each.example.source == source and each.variant == "whole" and each.example.places]
            asked = [each for each in asked if each.example.is_held_out is held_out]
            first = [bool(each.answers[order.ranked(each)[1][0]]) for each in asked]
            found = [bool(each.answers.any()) for each in asked]
            name = "held out" if held_out else "fitted"
            yield f"ranking {source:10} {name:9} n={len(asked):4} first={np.mean(first):.3f} found={np.mean(found):.3f}"
