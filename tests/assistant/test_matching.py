"""How well a sentence matches a question: the table that ships, what it tells, and that it computes what was learnt."""

import numpy as np
import torch

from assistant.evidence import Evidence, gather
from assistant.fitting.examples import Example, Place
from assistant.fitting.matching import Contested, Network, asked_of, known_of_words, write
from assistant.fitting.observing import observed
from assistant.matching import Matcher, matcher
from assistant.meanings import meanings
from assistant.ranking import FIRST, Ranked, rank, reweighed
from assistant.weighing import Weigher
from corpus.spans import Span
from tests.assistant.fakes import an_assistant
from tests.assistant.test_offences import RULES

QUESTION = "占用消防通道罚多少钱？"


def _contested() -> Contested:
    example = Example("questions", QUESTION, (Place(RULES.document.source.source_name, Span(0, 10)),))
    observation = next(observed(an_assistant(RULES), [example]))
    first = tuple(Ranked(each, 0.0, {}) for each in observation.evidences[:FIRST])
    return Contested(observation, first, observation.answers[:FIRST])


def test_the_table_has_a_row_for_each_word_whose_meaning_is_known():
    table = matcher()
    assert len(table.vectors) == len(table.weights) == len(meanings().rows)
    assert table.hidden.shape[1] == len(table.out)
    assert np.isfinite(table.weights).all()


def test_what_ships_computes_what_was_learnt(tmp_path):
    contested = _contested()
    torch.manual_seed(3)
    network = Network(torch.from_numpy(known_of_words())).eval()
    with torch.no_grad():
        learnt = network(asked_of(contested)).numpy()
    write(network.matcher(), tmp_path)
    evidences = [item.evidence for item in contested.first]
    assert np.allclose(Matcher.load(tmp_path).match(contested.observation.query.standalone, evidences), learnt, atol=0.02)
    assert np.ptp(learnt) > 0.05


def test_a_question_or_evidence_of_no_words_is_matched_by_nothing():
    evidences = _evidences()
    assert matcher().match("？？", evidences).tolist() == [0.0] * len(evidences)
    assert len(matcher().match(QUESTION, [])) == 0


def _evidences() -> list[Evidence]:
    assistant = an_assistant(RULES)
    return gather(assistant.find(QUESTION)[1], assistant.catalogue)


def test_numbers_and_unknown_words_do_no_harm():
    assert np.isfinite(matcher().match("2025年12月31日 qwxyz 囧", _evidences())).all()


def test_the_first_are_weighed_again_and_the_others_stay_as_far_behind():
    evidence = _evidences()[0]
    ranked = [Ranked(evidence, score, {"terms": score}) for score in (3.0, 2.0, 1.0, 0.5)]
    again = reweighed(ranked, [0.0, 2.0], {"terms": 1.0, "match": 1.0})
    assert [item.score for item in again] == [4.0, 3.0, 2.0, 1.5]
    assert [item.features["match"] for item in again] == [2.0, 0.0, 0.0, 0.0]


def test_every_sentence_is_ranked_once():
    assistant = an_assistant(RULES)
    query, hits = assistant.find(QUESTION)
    found = gather(hits, assistant.catalogue)
    ranked = rank(query, found, Weigher.of(query, found))
    assert sorted(item.evidence.span for item in ranked) == sorted(each.span for each in found)
    scores = [item.score for item in ranked]
    assert scores == sorted(scores, reverse=True)
