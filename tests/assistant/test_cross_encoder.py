"""A sentence read together with a question: what is read of both, that it computes what was learnt, and when it is asked."""

import numpy as np
import pytest
import torch

from assistant.cross_encoder import CrossEncoder, Pair, cross_encoder
from assistant.fitting.cross_encoding import Asked, Network, Vocabulary, fit_cross_encoder, write
from assistant.fitting.writing import shipped
from assistant.meanings import meanings
from assistant.refusal import LEAST_DOUBTED, MOST_DOUBTED, confidence, log_odds, reading_features
from assistant.tables import toml
from tests.assistant.fakes import an_assistant
from tests.assistant.test_offences import RULES

QUESTION = "泳池多久换一次水？"
POOL = Pair.of(QUESTION, "泳池的水每30日更换一次。", "泳池管理规定")


class TestPair:
    def test_words_stand_in_their_order_and_say_which_side_they_are_of(self) -> None:
        assert "".join(POOL.words) == "泳池多久换一次水泳池的水每30日更换一次泳池管理规定"
        assert POOL.segments.tolist() == sorted(POOL.segments.tolist())
        assert set(POOL.segments.tolist()) == {0, 1, 2}

    def test_a_word_of_both_sides_is_held_and_what_only_stands_around_half(self) -> None:
        pair = Pair.of("泳池怎么管理", "泳池的水要干净。", "管理规定")
        assert dict(zip(pair.words[:3], pair.held[:3].tolist(), strict=True)) == {"泳池": 1.0, "怎么": 0.0, "管理": 0.5}

    def test_numbers_are_marked_as_such(self) -> None:
        assert [word for word, number in zip(POOL.words, POOL.numbers, strict=True) if number] == ["30"]

    @pytest.mark.parametrize(("question", "own"), [("？", "水要干净。"), ("水要换吗", "……"), ("", "")])
    def test_without_words_on_either_side_nothing_is_told(self, question: str, own: str) -> None:
        pair = Pair.of(question, own, "泳池")
        assert pair.is_empty
        assert cross_encoder().judge(pair) == 0.0


class TestWhatShips:
    def test_there_is_a_row_for_each_word_whose_meaning_is_known(self) -> None:
        assert len(cross_encoder().tokens) == len(cross_encoder().senses) == len(meanings().rows)
        assert all(np.isfinite(layer).all() for layer in cross_encoder().layers.values())

    def test_a_sentence_that_answers_is_told_from_one_that_does_not(self) -> None:
        other = Pair.of(QUESTION, "泳池应当在入口处公布开放时间。", "泳池管理规定")
        assert cross_encoder().judge(POOL) > cross_encoder().judge(other)

    def test_unknown_words_do_no_harm(self) -> None:
        assert np.isfinite(cross_encoder().judge(Pair.of("qwxyz 囧 要多久", "囧囧 2025年12月31日 qwxyz", "")))


class TestLearning:
    def test_what_ships_computes_what_was_learnt(self, tmp_path) -> None:
        pairs = [POOL, Pair.of("谁来换水", "管理员更换泳池的水。", ""), Pair.of("谁来换水", "每日清扫。", "泳池卫生。清洁")]
        torch.manual_seed(5)
        vocabulary = Vocabulary()
        read = [(vocabulary.numbers(pair.words), pair) for pair in pairs]
        network = Network(vocabulary.known()).eval()
        with torch.no_grad():
            learnt = network(read)[:, 1].numpy()
        write(network.cross_encoder(), tmp_path)
        assert np.allclose([CrossEncoder.load(tmp_path).judge(pair) for pair in pairs], learnt, atol=0.02)
        assert np.ptp(learnt) > 0.05

    def test_it_learns_which_sentence_answers(self) -> None:
        asked = [
            Asked(f"{thing}多久一次", (f"{thing}每月一次。", f"{thing}由组长负责。"), ("", ""), (0.0, 0.0), (True, False))
            for thing in ("巡查", "培训", "演练", "盘点", "清洗", "检修", "维护", "登记")
        ]
        encoder = fit_cross_encoder(asked * 16)
        told, other = (encoder.judge(Pair.of("消毒多久一次", each, "")) for each in ("消毒每月一次。", "消毒由组长负责。"))
        assert told > other


def _ranked() -> tuple:
    assistant = an_assistant(RULES)
    query, weigher, ranked = assistant._ranked("占用消防通道罚多少钱？", (), "")
    return query, ranked, weigher


class TestConfidence:
    def test_what_is_not_doubted_is_not_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        query, ranked, weigher = _ranked()
        monkeypatch.setattr("assistant.refusal.judged", None)
        monkeypatch.setattr("assistant.refusal.log_odds", lambda features, weights: MOST_DOUBTED)
        assert confidence(query, ranked, weigher) == pytest.approx(1 / (1 + np.exp(-MOST_DOUBTED)))

    def test_what_is_doubted_is_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        query, ranked, weigher = _ranked()
        weights = toml("weights")["reading"]
        doubt = (LEAST_DOUBTED + MOST_DOUBTED) / 2
        monkeypatch.setattr("assistant.refusal.log_odds", lambda features, given: log_odds(features, given) if given is weights else doubt)
        expected = log_odds(reading_features(query, ranked, doubt), weights)
        assert confidence(query, ranked, weigher) == pytest.approx(1 / (1 + np.exp(-expected)))

    def test_the_first_is_held_against_those_right_behind_it(self) -> None:
        query, ranked, _ = _ranked()
        said = {id(item.evidence): number for number, item in enumerate(ranked)}
        features = reading_features(query, ranked, 0.5, judge=lambda question, evidence: 3.0 - said[id(evidence)])
        assert features == {"odds": 0.5, "judged": 3.0, "judged_lead": 1.0}
        assert reading_features(query, ranked[:1], 0.5, judge=lambda question, evidence: 2.0)["judged_lead"] == 0.0


def test_what_ships_can_be_kept_while_the_reading_is_learnt_anew() -> None:
    known, weights = shipped(), toml("weights")
    assert known.order.first.shared == weights["ranking"]
    assert known.order.second.by_kind == weights["reranking_of"]
    assert known.confidence == weights["confidence"]
