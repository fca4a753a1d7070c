"""The fitting of weights: the models find what decides, stay near what is known, and the shipped weights name real features."""

import random

import numpy as np

from assistant.evidence import gather
from assistant.fitting.examples import Example
from assistant.fitting.lay import in_lay_words
from assistant.fitting.models import Group, calibration_error, fit_logistic, fit_ranking, probability
from assistant.ranking import rank
from assistant.refusal import confidence_features
from assistant.tables import toml
from assistant.weighing import Weigher
from tests.assistant.fakes import an_assistant
from tests.assistant.test_offences import RULES

CHANCE = np.random.default_rng(0)


def test_ranking_weighs_what_tells_the_answer():
    rows = [CHANCE.random((8, 2)) for _ in range(60)]
    groups = [Group(each, each[:, 0] == each[:, 0].max(), 1.0) for each in rows]
    told, noise = fit_ranking(groups, np.zeros(2), ridge=1e-3)
    assert told > 3 * abs(noise)


def test_what_the_examples_do_not_show_stays_as_it_was_known():
    rows = [np.hstack([CHANCE.random((8, 1)), np.zeros((8, 1))]) for _ in range(20)]
    groups = [Group(each, each[:, 0] == each[:, 0].max(), 1.0) for each in rows]
    assert fit_ranking(groups, np.array([0.0, -2.0]), ridge=1e-2)[1] == -2.0


def test_a_logistic_regression_is_calibrated_on_what_it_has_seen():
    rows = CHANCE.random((400, 1))
    answers = CHANCE.random(400) < rows[:, 0]
    weights = fit_logistic(rows, answers, np.ones(400), np.zeros(2), ridge=1e-5)
    assert calibration_error(probability(rows, weights), answers) < 0.1


def test_a_share_of_the_examples_is_held_out():
    held = sum(Example("laws", f"question {number}", ()).is_held_out for number in range(1000))
    assert 150 < held < 250


def test_lay_words_stay_a_question():
    assert in_lay_words("患者应当在多久内出院？", random.Random(5)).endswith("？")  # noqa: S311 -- the same words every time


def test_the_shipped_weights_name_the_features_that_there_are():
    assistant = an_assistant(RULES)
    query, hits = assistant.find("占用消防通道罚多少钱？")
    found = gather(hits, assistant.catalogue)
    weigher = Weigher.of(query, found)
    ranked = rank(query, found, weigher)
    assert set(toml("weights")["ranking"]) == set(ranked[0].features)
    assert set(toml("weights")["confidence"]) == {*confidence_features(query, ranked, weigher), "bias"}
