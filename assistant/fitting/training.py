"""Observations → fitted weights, with what they do on examples that were not fitted on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.cross_encoder import CrossEncoder, Pair
from assistant.evidence import Evidence
from assistant.expecting import Models
from assistant.fitting import ordering, said
from assistant.fitting.cross_encoding import Asked, fit_cross_encoder
from assistant.fitting.models import Floats, calibration_error, fit_logistic, probability
from assistant.fitting.observing import Observation
from assistant.fitting.ordering import Order
from assistant.fitting.prior import known_before
from assistant.matching import words_around
from assistant.ranking import Ranked
from assistant.refusal import can_answer, confidence_features, log_odds, reading_features

# What reading says of laws, which most of it was learnt from, it says less surely of other texts.
RIDGE, RIDGE_OF_READING = 0.003, 0.3
# A wrong answer costs more than a right one brings: at this one of eleven of 3,188 questions over laws is answered wrongly, and more than
# nine of ten that nothing answers are refused; the project's own cases, which count for more, keep their floors.
THRESHOLD = 0.36
TRIES = 5
WEIGHT = {"reading": 0.01, "laws": 0.08, "questions": 0.5, "hospital": 0.5, "cases": 6.0}
# With the passage that answers taken away, a question is like one that people ask in vain, and mostly easier or harder than that.
VARIANT_WEIGHT = {"whole": 1.0, "passage": 0.04}


@dataclass(frozen=True, slots=True)
class Ordered:
    """What is fitted first: the order of the sentences, the words that are expected, and the confidence before a sentence is read."""

    order: Order
    said: Models
    confidence: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of all models by feature, what reads together, the threshold, and the report on what was held out."""

    ordered: Ordered
    encoder: CrossEncoder
    reading: Mapping[str, float]
    threshold: float
    report: str


@dataclass(frozen=True, slots=True)
class _Decision:
    """The sentence that would be answered with and those behind it: its features, and whether it answers."""

    observation: Observation
    row: Sequence[Ranked]
    features: Mapping[str, float]
    answers: bool


def fit(observations: Sequence[Observation], known: Ordered | None = None) -> Fitted:
    """Fits the ranking, on its decisions the words that are expected, on both the confidence, and what reading adds to that.

    Those held out are only measured. Where the first three are `known`, they stay.
    """
    order = known.order if known else ordering.fit_order(observations)
    models = known.said if known else said.fit_said(observations, order)
    decisions = list(_decisions([each for each in observations if not each.example.is_for_matching], order, models))
    confidence = known.confidence if known else _fitted(decisions, known_before("confidence"), RIDGE)
    encoder = fit_cross_encoder([Asked.of(each) for each in ordering.contested(observations, order.first)])
    # With its answer taken away, a question is refused sooner than it need be by what is read beside it.
    read = list(_read([each for each in decisions if each.observation.variant == "whole"], confidence, encoder))
    reading = _fitted(read, known_before("reading"), RIDGE_OF_READING)
    told = [*ordering.report(observations, order), *said.report(observations, order, models)]
    told += [*_report("confidence", decisions, confidence), *_report("reading", read, reading)]
    return Fitted(Ordered(order, models, confidence), encoder, reading, THRESHOLD, "\n".join(told))


def _decisions(observations: Iterable[Observation], order: Order, models: Models) -> Iterable[_Decision]:
    for observation in observations:
        ranked, places = order.ranked(observation)
        for number, item in enumerate(ranked[:TRIES]):
            if can_answer(observation.query, item.evidence):
                features = confidence_features(observation.query, ranked[number:], observation.weigher, models)
                yield _Decision(observation, ranked[number:], features, bool(observation.answers[places[number]]))
                break


def _read(decisions: Iterable[_Decision], confidence: Mapping[str, float], encoder: CrossEncoder) -> Iterable[_Decision]:
    """The same with what reading adds."""

    def judge(question: str, evidence: Evidence) -> float:
        return encoder.judge(Pair.of(question, evidence.whole_text, words_around(evidence)))

    for each in decisions:
        odds = log_odds(each.features, confidence)
        yield replace(each, features=reading_features(each.observation.query, each.row, odds, judge))


def _fitted(decisions: Sequence[_Decision], known: Mapping[str, float], ridge: float) -> dict[str, float]:
    """The weights of the features of decisions, kept near those `known` before."""
    names = tuple(decisions[0].features)
    fitted = [each for each in decisions if each.observation.example.is_for_weights]
    weights = fit_logistic(*_table(fitted, names), np.array([known.get(name, 0.0) for name in (*names, "bias")]), ridge=ridge)
    return dict(zip((*names, "bias"), weights.tolist(), strict=True))


def _table(decisions: Sequence[_Decision], names: Sequence[str]) -> tuple[Floats, NDArray[np.bool_], Floats]:
    rows = np.array([[each.features[name] for name in names] for each in decisions])
    answers = np.array([each.answers for each in decisions])
    weight = np.array([WEIGHT[each.observation.example.source] * VARIANT_WEIGHT[each.observation.variant] for each in decisions])
    return rows, answers, weight


def _report(model: str, decisions: Sequence[_Decision], weights: Mapping[str, float]) -> Iterable[str]:
    """Of questions as they were asked: calibration, and at the threshold which right ones are kept and which wrong ones refused."""
    for source in WEIGHT:
        asked = (each for each in decisions if each.observation.variant == "whole" and each.observation.example.is_held_out)
        rows, answers, _ = _table([each for each in asked if each.observation.example.source == source], tuple(decisions[0].features))
        given = probability(rows, np.array([weights.get(name, 0.0) for name in (*decisions[0].features, "bias")]))
        error = calibration_error(given, answers)
        kept, refused = np.mean(given[answers] >= THRESHOLD), np.mean(given[~answers] < THRESHOLD)
        yield f"{model:10} {source:10} held out n={len(given):4} error={error:.3f} kept={kept:.3f} refused={refused:.3f}"
