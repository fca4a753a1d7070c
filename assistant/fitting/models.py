"""The two models: a softmax over the sentences of a question, and a logistic regression.

Both are kept near what is known beforehand. Plain numpy.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Gradient = Callable[[Floats], Floats]

STEPS = 600
RATE = 0.03
BINS = 10


@dataclass(frozen=True, slots=True)
class Group:
    """The sentences of one question: features, which of them answer, and what the question counts."""

    rows: Floats
    answers: NDArray[np.bool_]
    weight: float


def fit_ranking(groups: Sequence[Group], prior: Floats, *, ridge: float) -> Floats:
    """The weights under which the sentences that answer are most probable, by gradient descent (Adam) on the softmax of each question.

    Args:
        groups: Questions with at least one sentence that answers.
        prior: The weights before any example is seen.
        ridge: What the square of the way from there costs.
    """
    rows = np.concatenate([group.rows for group in groups])
    answers = np.concatenate([group.answers for group in groups])
    sizes = np.array([len(group.rows) for group in groups])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    weight = np.repeat([group.weight for group in groups], sizes)
    total = sum(group.weight for group in groups)

    def gradient(weights: Floats) -> Floats:
        scores = rows @ weights
        scores = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        share = scores / np.repeat(np.add.reduceat(scores, starts), sizes)
        wanted = scores * answers
        wanted = wanted / np.repeat(np.add.reduceat(wanted, starts) + 1e-12, sizes)
        return np.asarray(rows.T @ ((share - wanted) * weight) / total + ridge * (weights - prior))

    return _descended(gradient, prior)


def fit_logistic(rows: Floats, answers: NDArray[np.bool_], weight: Floats, prior: Floats, *, ridge: float) -> Floats:
    """The weights of a logistic regression, the bias last, kept near the `prior` as in `fit_ranking`."""
    wide = np.hstack([rows, np.ones((len(rows), 1))])

    def gradient(weights: Floats) -> Floats:
        error = (probability(rows, weights) - answers) * weight
        return np.asarray(wide.T @ error / weight.sum() + ridge * (weights - prior))

    return _descended(gradient, prior)


def probability(rows: Floats, weights: Floats) -> Floats:
    """What a logistic regression gives, the bias last in the weights."""
    return np.asarray(1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1]))))


def calibration_error(given: Floats, answers: NDArray[np.bool_]) -> float:
    """The expected calibration error: how far the share of right ones is from the probability, over ten bins, by their size."""
    bins = np.minimum((given * BINS).astype(int), BINS - 1)
    gaps = [abs(given[bins == each].mean() - answers[bins == each].mean()) * (bins == each).mean() for each in set(bins.tolist())]
    return float(sum(gaps))


def _descended(gradient: Gradient, start: Floats) -> Floats:
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, STEPS + 1):
        slope = gradient(weights)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights
