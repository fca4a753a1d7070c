"""Each step of cleaning: what it repairs, and what it leaves alone."""

from collections.abc import Iterable

import pytest

from corpus.cleaning import Step, clean
from corpus.cleaning.advertisements import remove_advertisements
from corpus.cleaning.layout import fold_line_ends, fold_spaces, remove_invisible, remove_padding
from corpus.cleaning.line_joins import join_lines
from corpus.cleaning.page_numbers import join_pages
from corpus.cleaning.pinyin import remove_pinyin
from corpus.cleaning.script import simplify
from corpus.cleaning.width import fold_width
from corpus.documents import CleanDocument
from corpus.offsets import apply, in_order
from corpus.reading import read_bytes
from corpus.spans import Span


def after(step: Step, text: str) -> str:
    return apply(text, in_order(step(text)))


def rules(step: Step, text: str) -> set[str]:
    return {edit.rule for edit in step(text)}


def cleaned(text: str) -> CleanDocument:
    return clean(read_bytes(text.encode(), source_name="a.txt", origin="a.txt"))


def wrapped(paragraphs: Iterable[str], width: int, line_end: str) -> str:
    """The paragraphs broken after every `width` characters, as a page layout breaks them."""
    return "\n".join(line_end.join(words[at : at + width] for at in range(0, len(words), width)) for words in paragraphs)


CHANGED = {
    "pinyin": (remove_pinyin, "質(zhì)量專(zhuān)家", "質量專家"),
    "pinyin inside real brackets": (remove_pinyin, "各縣(區(qū))衛(wèi)生局", "各縣(區)衛生局"),
    "bare pinyin among much toned": (remove_pinyin, "質(zhì)" * 20 + "們(men)", "質" * 20 + "們"),
    "traditional": (simplify, "醫療機構應當", "医疗机构应当"),
    "mixed script": (simplify, "醫療办事能力", "医疗办事能力"),
    "a word that depends on its neighbours": (simplify, "乾坤與乾燥", "乾坤与干燥"),
    "the particle 著": (simplify, "帶著問題，顯著提高", "带着问题，显著提高"),
    "full-width digits and letters": (fold_width, "第１０条ＩＣＵ占９．５％", "第10条ICU占9.5%"),
    "punctuation of sentences": (fold_width, "严格落实,按时上报;结果如下:甲!", "严格落实，按时上报；结果如下：甲！"),
    "punctuation behind a figure": (fold_width, "占比5.3%,3例,合计", "占比5.3%，3例，合计"),
    "punctuation behind brackets": (fold_width, "指南(试行),经联席会(MDT),议定(2023)", "指南（试行），经联席会（MDT），议定（2023）"),
    "brackets with Chinese": (fold_width, "(一)方案(2023-2025年)", "（一）方案（2023-2025年）"),
    "brackets behind Chinese, nested": (fold_width, "会诊(MDT)与通知(皖(2023)3号)", "会诊（MDT）与通知（皖（2023）3号）"),
    "a question at the end of a sentence": (fold_width, "何时上报?\n”怎么办?”", "何时上报？\n”怎么办？”"),
    "zero width": (remove_invisible, "医\u200b疗\u2060质量", "医疗质量"),
    "byte order mark": (remove_invisible, "\ufeff第一条", "第一条"),
    "spaces that became question marks": (remove_padding, "号\n?\n??????2016年\n", "号\n\n2016年\n"),
    "line ends": (fold_line_ends, "甲 \r\n乙\r丙\u2028丁　\n", "甲\n乙\n丙\n丁\n"),
    "blank lines and indents": (fold_spaces, "　　甲\n\n\n\n\u00a0乙", "甲\n\n乙"),
    "no-break spaces": (fold_spaces, "编号\u00a0A12", "编号 A12"),
    "spread words": (fold_spaces, "## 第一章 总 则\n附　则", "## 第一章 总则\n附则"),
    "spaced numbers": (fold_spaces, "令第 10 号，2013 年版", "令第10号，2013年版"),
    "advertising line": (remove_advertisements, "服务能力\n金沙娱乐城\n,评估合格", "服务能力,评估合格"),
    "advertising line with its comma": (remove_advertisements, "“甲”、\n汽车借款\n,“乙”", "“甲”、“乙”"),
    "known betting site": (remove_advertisements, "严格依乐鱼体育app照规定", "严格依照规定"),
    "betting site that the page belongs to": (
        remove_advertisements,
        ">某博首页\n严格依某博官网照规定\n版权所有: 某博 All",
        ">某博首页\n严格依照规定\n版权所有: 某博 All",
    ),
    "a site's name around a known one": (
        remove_advertisements,
        ">新乐鱼首页\n严格依新乐鱼体育app照规定\n版权所有: 新乐鱼 All",
        ">新乐鱼首页\n严格依照规定\n版权所有: 新乐鱼 All",
    ),
    "a line that begins with a mark": (join_lines, "提高能力\n，保障安全", "提高能力，保障安全"),
    "a line that ends with a comma": (join_lines, "会上，\n主任讲话。", "会上，主任讲话。"),
}


@pytest.mark.parametrize(("step", "text", "expected"), CHANGED.values(), ids=CHANGED.keys())
def test_a_step_repairs(step: Step, text: str, expected: str) -> None:
    assert after(step, text) == expected


KEPT = {
    "brackets with Latin": (remove_pinyin, "会诊(app)与术语(MDT)"),
    "garbled pinyin": (remove_pinyin, "適當?shù)慕?jīng)費"),
    "simplified text with a character of both scripts": (simplify, "乾隆年间的著作，于瞭望台。" * 9),
    "a single traditional name in a long text": (simplify, "医疗机构应当建立值班和交接班制度。" * 20 + "餘杭"),
    "numbers and times": (fold_width, "8:30-17:00,1,234元"),
    "addresses": (fold_width, "http://a.cn/b?c=1,2;d wang@a.com"),
    "Latin sentences": (fold_width, "Powered by X (v3.3), see notes; thanks!"),
    "a Markdown link": (fold_width, "[办法](办法.md)"),
    "a lost character": (fold_width, "到位??h区，予以?x)先"),
    "marks that NFKC would destroy": (fold_width, "第①项Ⅱ类〔2018〕8号，5‰"),
    "a question mark that ends a line": (remove_padding, "何时?\n甲?"),
    "an indented list of Markdown": (fold_spaces, "- 甲\n  - 乙"),
    "a name under a title": (fold_spaces, "主 任 李 斌\n国家局 地方局"),
    "a short line of its own": (remove_advertisements, "副处长\n曾某\n,表示"),
    "a sports centre": (remove_advertisements, "在江南体育中心举行"),
    "an advertised word in a sentence": (remove_advertisements, "禁止开设赌场。\n网络赌博\n属于"),
    "numbered items": (join_pages, "甲。\n\n1、总则\n\n2、范围\n\n3、职责"),
    "numbered paragraphs": (join_pages, "\n\n".join(f"{number}、{'应当按期上报质量数据，' * 12}保存。" for number in range(1, 6))),
    "items that follow a comma": (join_lines, "包括，\n（一）甲，\n（二）乙。"),
    "lines of a letterhead": (join_lines, "某某市卫生健康委员会\n某某市中医药管理局\n2023年6月27日"),
    "spaces behind markers": (join_lines, "\n".join(f"第{number}条 医疗机构应当按照规定上报数据。" for number in "一二三四五六")),
}


@pytest.mark.parametrize(("step", "text"), KEPT.values(), ids=KEPT.keys())
def test_a_step_leaves_alone(step: Step, text: str) -> None:
    assert after(step, text) == text


PAGES = ["医疗机构应当按月上报质量数据，" * 9 + tail for tail in ("由质控中", "保存不少于十", "并接受检")]


def test_page_numbers_inside_words_are_taken_out() -> None:
    text = f"1、总结{PAGES[0]}\n\n2、心汇总。{PAGES[1]}\n\n3、五年。{PAGES[2]}\n\n4、查。一、要求\n\n1.3万"
    text = f"说明。\n\n{text}"
    assert after(join_pages, text) == f"说明。\n\n总结{PAGES[0]}心汇总。{PAGES[1]}五年。{PAGES[2]}查。一、要求\n\n1.3万"
    assert rules(join_pages, text) == {"page_number"}


def test_a_counter_out_of_order_is_no_page_number() -> None:
    text = f"{PAGES[0]}\n\n2、心汇总。{PAGES[1]}\n\n7、五年。"
    assert after(join_pages, text) == text


PARAGRAPHS = [
    "第一条 " + "为做好院内膳食供应工作保护就餐人员健康依照食品管理的要求并结合本院情况制" * 3 + "。",
    "第二条 " + "后勤科和膳食科应当共同建立食堂从业人员的健康检查和岗前学习制度并按月核" * 4 + "。",
    "（一）" + "食堂从业人员应当保持工作服整洁进入操作间之前洗手并自觉遵守本院有关食品" * 2 + "。",
]


@pytest.mark.parametrize("line_end", [" ", "\n"], ids=["space", "line end"])
def test_the_breaks_of_a_page_layout_are_joined(line_end: str) -> None:
    assert after(join_lines, wrapped(PARAGRAPHS, 28, line_end)) == "\n".join(PARAGRAPHS)


def test_a_line_before_a_marker_is_not_joined() -> None:
    text = wrapped(PARAGRAPHS, 28, "\n") + "\n" + "质" * 28 + "\n（二）质量"
    assert after(join_lines, text).endswith("质\n（二）质量")


def test_the_steps_together_keep_every_character_traceable() -> None:
    text = "\ufeff各縣(區(qū))衛(wèi)生局:\r\n應當(dāng)於１０日内上報(bào)，保障醫療質量。\r\n"
    document = cleaned(text)
    assert document.text == "各县（区）卫生局：\n应当于10日内上报，保障医疗质量。\n"
    assert apply(text, document.edits) == document.text
    place = document.text.index("10日内")
    assert document.offsets.to_raw(Span(place, place + 4)).of(text) == "１０日内"


def test_a_caller_may_put_in_steps_of_its_own() -> None:
    source = read_bytes("甲,乙".encode(), source_name="a.txt", origin="a.txt")
    assert clean(source, steps=[]).text == "甲,乙"
    assert clean(source, steps=[fold_width]).text == "甲，乙"
