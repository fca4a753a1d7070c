"""Fits which sentence comes first: weights of the features for every question, and what each kind of question adds to them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.fitting.matching import Contested, fit_matcher
from assistant.fitting.models import Floats, Group, fit_ranking
from assistant.fitting.observing import Observation
from assistant.fitting.prior import known_before
from assistant.matching import Matcher
from assistant.ranking import FIRST, Ranked, reweighed, weights_for
from assistant.refusal import ASKED

RIDGE = 3e-3
# What people ask about rules counts for most; natural questions about anything and those made by rules are many, and count for little each.
WEIGHT = {"reading": 0.1, "laws": 0.25, "questions": 0.5, "hospital": 0.5, "cases": 3.0}


@dataclass(frozen=True, slots=True)
class Weights:
    """What the features weigh, and for each kind of question what is added to that."""

    shared: Mapping[str, float]
    by_kind: Mapping[str, Mapping[str, float]]

    def of(self, observation: Observation) -> dict[str, float]:
        """What the features weigh for a question."""
        return weights_for(observation.query.kinds, self.shared, self.by_kind)


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """The weights of the first ranking, those of the second, and what the second adds: how well the words match."""

    first: Weights
    second: Weights
    matcher: Matcher

    def ranked(self, observation: Observation) -> tuple[list[Ranked], list[int]]:
        """The sentences, best first, and their places in the observation."""
        found, places = first_ranked(observation, self.first)
        matches = self.matcher.match(observation.query.in_chinese, [item.evidence for item in found[:FIRST]])
        ranked = reweighed(found, matches.tolist(), self.second.of(observation))
        place_of = {id(item.evidence): place for item, place in zip(found, places, strict=True)}
        return ranked, [place_of[id(item.evidence)] for item in ranked]


def first_ranked(observation: Observation, weights: Weights) -> tuple[list[Ranked], list[int]]:
    """The sentences as the first ranking has them, best first, and their places in the observation."""
    weight_of = weights.of(observation)
    scores = observation.rows @ np.array([weight_of[name] for name in observation.names])
    places = np.argsort(-scores, kind="stable").tolist()
    rows = observation.rows.tolist()
    return [Ranked(observation.evidences[i], float(scores[i]), dict(zip(observation.names, rows[i], strict=True))) for i in places], places


def fit_order(observations: Sequence[Observation]) -> Order:
    """The weights and the matcher under which the sentences that answer come first; those held out are left alone.

    The second ranking is fitted on questions that the matcher has not learnt from: of those it knows too well which sentence answers.
    """
    chosen = [each for each in observations if each.answers.any()]
    weighed = [each for each in chosen if each.example.is_for_weights]
    first = _fitted([(each, each.rows, each.answers) for each in weighed], chosen[0].names, known_before("ranking"))
    matcher = fit_matcher(list(contested(observations, first)))
    groups = [(each.observation, _with_matches(each, matcher), each.answers) for each in [_first_of(each, first) for each in weighed]]
    groups = [each for each in groups if each[2].any()]
    second = _fitted(groups, (*chosen[0].names, "match"), {**first.shared, "match": 1.0}, first.by_kind)
    return Order(first, second, matcher)


def contested(observations: Iterable[Observation], weights: Weights) -> Iterator[Contested]:
    """The questions that how words match is learnt from, where one of the first sentences answers."""
    learnt = (_first_of(each, weights) for each in observations if each.example.is_for_matching)
    return (each for each in learnt if each.answers.any())


def _first_of(observation: Observation, weights: Weights) -> Contested:
    found, places = first_ranked(observation, weights)
    return Contested(observation, tuple(found[:FIRST]), observation.answers[places[:FIRST]])


def _with_matches(contested: Contested, matcher: Matcher) -> Floats:
    matches = matcher.match(contested.observation.query.in_chinese, [item.evidence for item in contested.first])
    return np.hstack([np.array([list(item.features.values()) for item in contested.first]), matches[:, None]])


def _fitted(
    questions: Sequence[tuple[Observation, Floats, NDArray[np.bool_]]],
    names: tuple[str, ...],
    known: Mapping[str, float],
    known_by_kind: Mapping[str, Mapping[str, float]] | None = None,
) -> Weights:
    """The weights of features under which the sentences that answer come first, kept near those `known` before."""
    by_kind = known_by_kind or {}
    groups = [Group(_by_kind(each, rows), answers, WEIGHT[each.example.source]) for each, rows, answers in questions]
    prior = [known.get(name, 0.0) for name in names]
    prior += [by_kind.get(kind.value, {}).get(name, 0.0) for kind in ASKED for name in names]
    shared, *added = fit_ranking(groups, np.array(prior), ridge=RIDGE).reshape(1 + len(ASKED), len(names)).tolist()
    tables = {kind.value: dict(zip(names, weights, strict=True)) for kind, weights in zip(ASKED, added, strict=True)}
    return Weights(dict(zip(names, shared, strict=True)), tables)


def _by_kind(observation: Observation, rows: Floats) -> Floats:
    """The features once for all questions, and once for each kind, zero where the question is of another."""
    asked = observation.query.kinds
    return np.hstack([rows, *(rows * (kind in asked) for kind in ASKED)])


def report(observations: Sequence[Observation], order: Order) -> Iterable[str]:
    """The share of first sentences that answer, for each source, of those fitted on and of those held out."""
    for source in WEIGHT:
        for held_out in (False, True):
            asked = [each for each in observations if each.example.source == source and each.variant == "whole" and each.example.places]
            asked = [each for each in asked if (each.example.is_held_out if held_out else each.example.is_for_weights)]
            first = [bool(each.answers[order.ranked(each)[1][0]]) for each in asked]
            found = [bool(each.answers.any()) for each in asked]
            name = "held out" if held_out else "fitted"
            yield f"ranking {source:10} {name:9} n={len(asked):4} first={np.mean(first):.3f} found={np.mean(found):.3f}"
