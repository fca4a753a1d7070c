from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import parts, sentences
from corpus.spans import Span

MIXED = st.text(alphabet="会诊应当在10分钟内。；，,;:：.（）()“”《》 \n8‰", max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("甲应当报告。乙可以不报告！", ["甲应当报告。", "乙可以不报告！"], id="full-stops"),
        pytest.param("不高于1.8‰。", ["不高于1.8‰。"], id="decimal"),
        pytest.param("10分钟内到位;24小时内完成", ["10分钟内到位;", "24小时内完成"], id="ascii-semicolon"),
        pytest.param("他说：“立即报告。”随后离开。", ["他说：“立即报告。”", "随后离开。"], id="closing-quote"),
        pytest.param("记录（见附件；另发。）应当保存。", ["记录（见附件；另发。）应当保存。"], id="inside-brackets"),
        pytest.param("依照《病历管理规定》。执行", ["依照《病历管理规定》。", "执行"], id="book-title"),
        pytest.param("第一行\n第二行", ["第一行", "第二行"], id="line-end"),
        pytest.param("访问http://a.b/c;d=1查看。", ["访问http://a.b/c;d=1查看。"], id="address"),
        pytest.param(" \n ", [], id="blank"),
    ],
)
def test_sentences(text, expected):
    assert [span.of(text) for span in sentences(text)] == expected


def test_parts_are_cut_at_commas_and_colons_not_in_lists_nor_numbers():
    text = "要求如下：会诊在24小时内完成，病历、医嘱当日归档,逾期上报;共1,500份"
    assert [span.of(text) for span in parts(text)] == [
        "要求如下：",
        "会诊在24小时内完成，",
        "病历、医嘱当日归档,",
        "逾期上报;",
        "共1,500份",
    ]


def test_only_the_stretch_asked_for_is_cut():
    text = "甲。乙。丙。"
    assert sentences(text, Span(2, 5)) == [Span(2, 4), Span(4, 5)]


@given(MIXED, st.integers(0, 60), st.integers(0, 60))
def test_sentences_and_parts_cover_every_visible_character_once_and_in_order(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    for cut in (sentences, parts):
        spans = cut(text, Span(start, end))
        assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text[start:end].split())
        assert all(left.end <= right.start for left, right in pairwise(spans))
        assert all(span and span == span.trimmed(text) for span in spans)
