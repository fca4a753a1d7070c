"""Observations → fitted weights, with what they do on examples that were not fitted on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.expecting import Models
from assistant.fitting import ordering, said
from assistant.fitting.models import Floats, calibration_error, fit_logistic, probability
from assistant.fitting.observing import Observation
from assistant.fitting.ordering import Order
from assistant.fitting.prior import known_before
from assistant.refusal import can_answer, confidence_features

RIDGE = 0.003
# A wrong answer costs more than a right one brings: at this, on laws held out, one of twelve questions is answered wrongly, and nine of
# ten that nothing answers are refused; the project's own cases, which count for more, keep their floors.
THRESHOLD = 0.4
TRIES = 5
WEIGHT = {"reading": 0.01, "laws": 0.08, "questions": 0.5, "hospital": 0.5, "cases": 6.0}
# With the passage that answers taken away, a question is like one that people ask in vain, and mostly easier or harder than that.
VARIANT_WEIGHT = {"whole": 1.0, "passage": 0.04}


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of all models by feature, the threshold, and the report on what was held out."""

    order: Order
    said: Models
    confidence: Mapping[str, float]
    threshold: float
    report: str


@dataclass(frozen=True, slots=True)
class _Decision:
    """The sentence that would be answered with: its features, whether it answers, and what it counts."""

    observation: Observation
    features: dict[str, float]
    answers: bool


def fit(observations: Sequence[Observation]) -> Fitted:
    """Fits the ranking, on its decisions the words that are expected, and on both the confidence; those held out are only measured."""
    order = ordering.fit_order(observations)
    models = said.fit_said(observations, order)
    decisions = list(_decisions([each for each in observations if not each.example.is_for_matching], order, models))
    names = tuple(decisions[0].features)
    fitted = [each for each in decisions if each.observation.example.is_for_weights]
    known = known_before("confidence")
    weights = fit_logistic(*_table(fitted, names), np.array([known.get(name, 0.0) for name in (*names, "bias")]), ridge=RIDGE)
    told = [*ordering.report(observations, order), *said.report(observations, order, models), *_report(decisions, names, weights)]
    return Fitted(order, models, dict(zip((*names, "bias"), weights.tolist(), strict=True)), THRESHOLD, "\n".join(told))


def _decisions(observations: Iterable[Observation], order: Order, models: Models) -> Iterable[_Decision]:
    for observation in observations:
        ranked, places = order.ranked(observation)
        for number, item in enumerate(ranked[:TRIES]):
            if can_answer(observation.query, item.evidence):
                features = confidence_features(observation.query, ranked[number:], observation.weigher, models)
                yield _Decision(observation, features, bool(observation.answers[places[number]]))
                break


def _table(decisions: Sequence[_Decision], names: Sequence[str]) -> tuple[Floats, NDArray[np.bool_], Floats]:
    rows = np.array([[each.features[name] for name in names] for each in decisions])
    answers = np.array([each.answers for each in decisions])
    weight = np.array([WEIGHT[each.observation.example.source] * VARIANT_WEIGHT[each.observation.variant] for each in decisions])
    return rows, answers, weight


def _report(decisions: Sequence[_Decision], names: Sequence[str], weights: Floats) -> Iterable[str]:
    """Of questions as they were asked: calibration, and at the threshold which right ones are kept and which wrong ones refused."""
    for source in WEIGHT:
        asked = (each for each in decisions if each.observation.variant == "whole" and each.observation.example.is_held_out)
        chosen = [each for each in asked if each.observation.example.source == source]
        rows, answers, _ = _table(chosen, names)
        given = probability(rows, weights)
        error = calibration_error(given, answers)
        kept, refused = np.mean(given[answers] >= THRESHOLD), np.mean(given[~answers] < THRESHOLD)
        yield f"confidence {source:10} held out n={len(chosen):4} error={error:.3f} kept={kept:.3f} refused={refused:.3f}"
