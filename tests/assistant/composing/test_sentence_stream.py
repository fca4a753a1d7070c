"""Sentences of a stream come whole, with their marks, however the stream is cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.composing.sentence_stream import Written, written_sentences

REPLY = "急会诊10分钟内到位。[1]普通会诊24小时内完成[2][3]。“不得离岗。”[1, 2]\n- **第三句**没有句号【4】\n尾巴断在这"
SENTENCES = [
    Written("急会诊10分钟内到位。", (1,)),
    Written("普通会诊24小时内完成。", (2, 3)),
    Written("“不得离岗。”", (1, 2)),
    Written("第三句没有句号", (4,)),
    Written("尾巴断在这", (), ended=False),
]


def test_sentences_keep_their_marks():
    assert list(written_sentences([REPLY])) == SENTENCES


@given(st.lists(st.integers(0, len(REPLY)), max_size=30))
def test_it_does_not_matter_where_the_stream_is_cut(cuts):
    bounds = [0, *sorted(cuts), len(REPLY)]
    assert list(written_sentences(REPLY[a:b] for a, b in pairwise(bounds))) == SENTENCES


def test_a_sentence_comes_as_soon_as_the_next_begins():
    taken = []

    def pieces():
        for character in "甲到位。[1]乙离":
            taken.append(character)
            yield character

    assert next(written_sentences(pieces())) == Written("甲到位。", (1,))
    assert "".join(taken) == "甲到位。[1]乙"


@pytest.mark.parametrize("thought", ["<think>先看资料。[9]想一想</think>", "<think>没有想完。[9]"])
def test_thoughts_are_left_out(thought):
    said = list(written_sentences(f"甲到位。[1]\n{thought}"))
    assert said == [Written("甲到位。", (1,))]


def test_a_document_number_is_no_mark():
    (written,) = written_sentences(["依据国卫医发〔2018〕8号和[2018]8号。[1]"])
    assert written.numbers == (1,)
    assert "[2018]8号" in written.text


@given(st.text(max_size=80))
def test_no_text_breaks_the_cutting(text):
    for written in written_sentences(text):
        assert written.text.strip()
