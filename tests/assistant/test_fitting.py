"""The fitting of weights: the models find what decides, stay near what is known, and the shipped weights name real features."""

import random

import numpy as np

from assistant.evidence import gather
from assistant.expecting import REACHES, traits
from assistant.fitting.examples import Example, Place
from assistant.fitting.lay import in_lay_words
from assistant.fitting.models import Group, calibration_error, fit_logistic, fit_ranking, probability
from assistant.fitting.observing import observed
from assistant.questions import QuestionKind
from assistant.ranking import rank, weights_for
from assistant.refusal import confidence_features
from assistant.tables import toml
from assistant.weighing import Weigher
from corpus.spans import Span
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
    assert {*toml("weights")["ranking"], "match"} == set(toml("weights")["reranking"]) == set(ranked[0].features)
    said = toml("weights")["said"]
    assert set(toml("weights")["confidence"]) == {*confidence_features(query, ranked, weigher, said), "bias"}
    assert all({*each, "match"} == set(ranked[0].features) for each in toml("weights")["ranking_of"].values())
    assert all(set(each) == set(ranked[0].features) for each in toml("weights")["reranking_of"].values())
    assert {reach: set(each) for reach, each in said.items()} == {each: {*traits(query.terms[0], 1, 2), "bias"} for each in REACHES}


def test_where_some_sentences_of_an_article_hold_the_answer_only_they_answer():
    assistant = an_assistant(RULES)
    text = RULES.document.text
    whole = (Place(RULES.document.source.source_name, Span(0, len(text))),)
    question = "占用消防通道罚多少钱？"
    everywhere, told, elsewhere = (
        next(observed(assistant, [Example("questions", question, whole, telling=telling)])) for telling in ("", "五千元", "没有这句话")
    )
    assert everywhere.answers.all()
    assert 0 < told.answers.sum() < len(told.answers)
    assert all("五千元" in each.whole_text for each, answers in zip(told.evidences, told.answers, strict=True) if answers)
    assert elsewhere.answers.all(), "where no sentence holds it, the place is all that is known"


def test_a_kind_of_question_adds_to_what_a_feature_weighs():
    shared, by_kind = {"value": 1.0, "rule": 0.5}, {"yes_no": {"value": -0.5, "rule": 2.0}}
    assert weights_for([QuestionKind.YES_NO, QuestionKind.DEADLINE], shared, by_kind) == {"value": 0.5, "rule": 2.5}
    assert weights_for([QuestionKind.OPEN], shared, by_kind) == shared
