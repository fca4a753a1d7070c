"""Observations → fitted weights, with what they do on examples that were not fitted on."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.fitting.models import Floats, Group, calibration_error, fit_logistic, fit_ranking, probability
from assistant.fitting.observing import Observation
from assistant.ranking import Ranked
from assistant.refusal import can_answer, confidence_features

PRIOR = Path(__file__).parent / "prior.toml"
RANKING_RIDGE = 1e-2
CONFIDENCE_RIDGE = 0.03
# A wrong answer costs more than a right one brings; between 0.5 and 0.55 two of five were right on the laws that were fitted on.
THRESHOLD = 0.55
TRIES = 5
# What people ask about rules counts for most; natural questions about anything and those made by rules are many, and count for little each.
RANKING_WEIGHT = {"reading": 0.1, "laws": 0.25, "questions": 1.0, "cases": 0.7}
CONFIDENCE_WEIGHT = {"reading": 0.01, "laws": 0.08, "questions": 1.0, "cases": 2.0}
# What was taken away is two of three observations. With the whole passage gone, a question is like one that people ask in vain; a passage
# that only lacks the sentence is mostly easier or harder than that.
VARIANT_WEIGHT = {"whole": 1.0, "sentence": 0.01, "passage": 0.04}


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of both models by feature, the threshold, and the report on what was held out."""

    ranking: dict[str, float]
    confidence: dict[str, float]
    threshold: float
    report: str


@dataclass(frozen=True, slots=True)
class _Decision:
    """The sentence that would be answered with: its features, whether it answers, and what it counts."""

    observation: Observation
    features: dict[str, float]
    answers: bool


def fit(observations: Sequence[Observation], ranking: dict[str, float] | None = None) -> Fitted:
    """Fits ranking, where none is given, then on its decisions the confidence; those held out are only measured."""
    ranking = ranking or _ranking(observations)
    decisions = list(_decisions(observations, ranking))
    names = tuple(decisions[0].features)
    fitted = [each for each in decisions if not each.observation.example.is_held_out]
    prior = np.array([_prior("confidence").get(name, 0.0) for name in (*names, "bias")])
    weights = fit_logistic(*_table(fitted, names), prior, ridge=CONFIDENCE_RIDGE)
    report = "\n".join([*_ranking_report(observations, ranking), *_confidence_report(decisions, names, weights)])
    return Fitted(ranking, dict(zip((*names, "bias"), weights.tolist(), strict=True)), THRESHOLD, report)


def _prior(model: str) -> dict[str, float]:
    """The weights before any example is seen."""
    weights: dict[str, float] = tomllib.loads(PRIOR.read_text("utf-8"))[model]
    return weights


def _ranking(observations: Iterable[Observation]) -> dict[str, float]:
    chosen = [each for each in observations if each.answers.any() and not each.example.is_held_out]
    groups = [Group(each.rows, each.answers, RANKING_WEIGHT[each.example.source]) for each in chosen]
    names, known = chosen[0].names, _prior("ranking")
    weights = fit_ranking(groups, np.array([known.get(name, 0.0) for name in names]), ridge=RANKING_RIDGE)
    return dict(zip(names, weights.tolist(), strict=True))


def _ranked(observation: Observation, ranking: dict[str, float]) -> tuple[list[Ranked], NDArray[np.int64]]:
    """The sentences, best first, and their places in the observation."""
    scores = observation.rows @ np.array([ranking[name] for name in observation.names])
    order = np.argsort(-scores, kind="stable")
    ranked = [
        Ranked(observation.evidences[i], float(scores[i]), dict(zip(observation.names, observation.rows[i].tolist(), strict=True)))
        for i in order
    ]
    return ranked, order


def _decisions(observations: Iterable[Observation], ranking: dict[str, float]) -> Iterable[_Decision]:
    for observation in observations:
        ranked, order = _ranked(observation, ranking)
        for number, item in enumerate(ranked[:TRIES]):
            if can_answer(observation.query, item.evidence):
                features = confidence_features(observation.query, ranked[number:], observation.weigher)
                yield _Decision(observation, features, bool(observation.answers[order[number]]))
                break


def _table(decisions: Sequence[_Decision], names: Sequence[str]) -> tuple[Floats, NDArray[np.bool_], Floats]:
    rows = np.array([[each.features[name] for name in names] for each in decisions])
    answers = np.array([each.answers for each in decisions])
    weight = np.array([CONFIDENCE_WEIGHT[each.observation.example.source] * VARIANT_WEIGHT[each.observation.variant] for each in decisions])
    return rows, answers, weight


def _ranking_report(observations: Sequence[Observation], ranking: dict[str, float]) -> Iterable[str]:
    """The share of first sentences that answer, for each source, of those fitted on and of those held out."""
    for source in RANKING_WEIGHT:
        for held_out in (False, True):
            asked = [each for each in observations if each.example.source == source and each.variant == "whole" and each.example.places]
            asked = [each for each in asked if each.example.is_held_out is held_out]
            first = [bool(each.answers[_ranked(each, ranking)[1][0]]) for each in asked]
            found = [bool(each.answers.any()) for each in asked]
            name = "held out" if held_out else "fitted"
            yield f"ranking {source:10} {name:9} n={len(asked):4} first={np.mean(first):.3f} found={np.mean(found):.3f}"


def _confidence_report(decisions: Sequence[_Decision], names: Sequence[str], weights: Floats) -> Iterable[str]:
    """Of questions as they were asked: calibration, and at the threshold which right ones are kept and which wrong ones refused."""
    for source in RANKING_WEIGHT:
        asked = (each for each in decisions if each.observation.variant == "whole" and each.observation.example.is_held_out)
        chosen = [each for each in asked if each.observation.example.source == source]
        rows, answers, _ = _table(chosen, names)
        given = probability(rows, weights)
        error = calibration_error(given, answers)
        kept, refused = np.mean(given[answers] >= THRESHOLD), np.mean(given[~answers] < THRESHOLD)
        yield f"confidence {source:10} held out n={len(chosen):4} error={error:.3f} kept={kept:.3f} refused={refused:.3f}"
