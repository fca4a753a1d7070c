"""Chunks follow clauses, cover the text once, and carry what stands above them."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.spans import Span
from corpus.tokenizing import words
from indexing.chunking import MAX_WORDS, chunk, document_of
from tests.builders import a_policy

REGULATION = """某市会诊管理办法

第一章 总则

第一条 为规范会诊，制定本办法。

第二条 会诊分为下列几类：
（一）急会诊；
（二）普通会诊；
（三）远程会诊。

第二章 时限

第三条 急会诊应当在10分钟内到位。

第四条 普通会诊应当在24小时内完成。
"""

PLAN = """某省会诊工作方案

一、总体要求

（一）工作目标

1.到2025年，会诊及时率达到95%。

2.建立远程会诊网络。

二、重点任务

（一）加强会诊管理。急会诊10分钟内到位。

（二）加强培训。每年不少于两次。
"""

LINES = st.sampled_from(
    [
        "第一章 总则",
        "第一条 会诊应当及时。",
        "第二条 有下列情形之一的，应当会诊：",
        "（一）病情危重的；",
        "1.急会诊10分钟内到位。",
        "一、总体要求",
        "（二）加强管理",
        "各单位应当报告。" * 60,
        "没有标点的长文字" * 200,
        "联系人：张三",
        "",
        "  ",
        "2023年6月27日",
        "x y z",
    ]
)


def texts_of(policy_text: str) -> list[str]:
    return [each.text for each in chunk(a_policy(policy_text))]


def test_each_article_is_a_chunk_and_never_joined_with_the_next() -> None:
    found = texts_of(REGULATION)
    for marker in ("第一条", "第二条", "第三条", "第四条"):
        assert sum(marker in text for text in found) == 1
    assert not any("第三条" in text and "第四条" in text for text in found)


def test_a_lead_in_stays_with_its_list() -> None:
    [whole] = [text for text in texts_of(REGULATION) if "下列几类" in text]
    assert "（三）远程会诊。" in whole


def test_a_heading_goes_with_its_first_content() -> None:
    assert any(text.startswith("第二章 时限") and "第三条" in text for text in texts_of(REGULATION))
    assert any(text.startswith("一、总体要求") and "1.到2025年" in text for text in texts_of(PLAN))
    assert not any(text.endswith(("总则", "时限", "总体要求", "工作目标", "重点任务")) for text in [*texts_of(REGULATION), *texts_of(PLAN)])


def test_numbered_clauses_are_not_joined_however_short() -> None:
    found = texts_of(PLAN)
    assert not any("1.到2025年" in text and "2.建立" in text for text in found)
    assert not any("（一）加强会诊管理" in text and "（二）加强培训" in text for text in found)


def test_context_is_the_title_and_the_headings_above_that_are_not_in_the_chunk() -> None:
    [second] = [each for each in chunk(a_policy(PLAN)) if each.text.startswith("2.建立")]
    assert second.context.split("\n")[-2:] == ["总体要求", "工作目标"]
    [first] = [each for each in chunk(a_policy(PLAN)) if "1.到2025年" in each.text]
    assert "工作目标" not in first.context


def test_an_item_of_a_list_too_long_for_one_chunk_keeps_the_lead_in_as_context() -> None:
    items = "\n".join(f"（{number}）" + "病情危重需要多学科讨论" * 12 + "；" for number in "一二三四五六七八九")
    chunks = chunk(a_policy("第二条 有下列情形之一的，应当会诊：\n" + items))
    last = chunks[-1]
    assert last.text.startswith("（九）")
    assert last.context.endswith("有下列情形之一的，应当会诊：")


def test_a_long_clause_is_split_at_sentences() -> None:
    sentence = "医疗机构应当建立会诊制度并且组织培训。"
    chunks = chunk(a_policy("第一条 " + sentence * 100))
    assert len(chunks) > 1
    assert all(each.text.endswith("。") for each in chunks)
    assert all(len(words(each.text)) <= MAX_WORDS for each in chunks)
    lengths = [len(each.text) for each in chunks]
    assert max(lengths) < 1.5 * min(lengths)


def test_short_lines_side_by_side_are_joined() -> None:
    assert len(texts_of("联系人：张三\n\n电话：12345\n\n邮箱：a@b.cn")) == 1


def test_furniture_makes_chunks_of_its_own() -> None:
    policy = a_policy("网站首页 新闻中心\n\n第一条 急会诊应当在10分钟内到位。\n\n版权所有 某网站")
    clean = policy.document.text
    end = clean.index("版权所有")
    policy = replace(policy, furniture=(Span(0, 9), Span(end, len(clean))))
    assert [(each.furniture, each.text[:4]) for each in chunk(policy)] == [(True, "网站首页"), (False, "第一条 "), (True, "版权所有")]


def test_ids_depend_on_content_alone() -> None:
    assert [each.chunk_id for each in chunk(a_policy(PLAN))] == [each.chunk_id for each in chunk(a_policy(PLAN))]
    other_place = chunk(a_policy(PLAN, place="安徽省"))
    assert not {each.chunk_id for each in other_place} & {each.chunk_id for each in chunk(a_policy(PLAN, place="河南省"))}
    assert all(document_of(each.chunk_id) == each.document_id for each in other_place)


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(LINES, min_size=1, max_size=14), cuts=st.lists(st.integers(0, 400), max_size=4))
def test_each_character_that_is_not_white_space_is_in_exactly_one_chunk(lines: list[str], cuts: list[int]) -> None:
    text = "\n".join(lines)
    assume(text.strip())
    policy = a_policy(text)
    clean = policy.document.text
    edges = sorted({min(cut, len(clean)) for cut in cuts})
    policy = replace(policy, furniture=tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)))
    chunks = chunk(policy)
    covered = [place for each in chunks for place in range(each.span.start, each.span.end)]
    assert len(covered) == len(set(covered))
    assert all(clean[place].isspace() for place in set(range(len(clean))) - set(covered))
    assert all(each.text == each.span.of(clean) and each.text.strip() == each.text for each in chunks)
    assert len({each.chunk_id for each in chunks}) == len(chunks)
