"""Where sentences are cut into pieces, and where not."""

import pytest

from corpus.obligations.pieces import sentences_of
from corpus.spans import Span


def the_pieces(text):
    return [[piece.text for piece in sentence.pieces] for sentence in sentences_of(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("完善制度，加强培训。", [["完善制度", "加强培训"]]),
        ("完善制度；加强培训。", [["完善制度"], ["加强培训"]]),
        ("强化“以患者为中心，以质量为核心”的理念，做好服务。", [["强化“以患者为中心，以质量为核心”的理念", "做好服务"]]),
        ("各县（市，区）卫生局要指导。", [["各县（市，区）卫生局要指导"]]),
        ("给予適當?shù)慕?jīng)费、政策支持，鼓励参加。", [["给予適當?shù)慕?jīng)费、政策支持", "鼓励参加"]]),
        ("每半年开展1次督查、1次会议。", [["每半年开展1次督查", "1次会议"]]),
        ("开展督查、培训。", [["开展督查、培训"]]),
    ],
)
def test_a_comma_cuts_but_not_inside_quotations_brackets_and_broken_words(text, pieces):
    assert the_pieces(text) == pieces


def test_pieces_know_where_they_stand():
    text = "第一，完善制度；及时报告。"
    for sentence in sentences_of(text, Span(3, len(text))):
        assert all(piece.span.of(text) == piece.text for piece in sentence.pieces)


def test_a_semicolon_leaves_the_sentence_open():
    assert [sentence.closed for sentence in sentences_of("甲报告；乙登记。", Span(0, 8))] == [False, True]
