"""Documents with numbered lists, and the labels that their pages show."""

import re
from random import Random

from tests.corpus.reading.word_documents import abstract, cell, level, num, paragraph, restart, style, table, word_file

# Each numbered paragraph ends in this word, each other one in another.
LABEL = re.compile(r"(.*?)\s*事项")

POLICY = abstract(
    0,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
)
DECIMAL = abstract(
    1, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3", inside='<w:suff w:val="space"/>')
)
ARTICLES = abstract(2, level(0, "japaneseCounting", "第%1章"), level(1, "japaneseCounting", "第%2条"), level(2, "upperRoman", "%3)"))
HEADINGS = abstract(
    3,
    level(0, "chineseCounting", "第%1章", inside='<w:pStyle w:val="Chapter"/>'),
    level(1, "chineseCounting", "第%2条", inside='<w:pStyle w:val="Article"/>'),
)
STYLES = (
    style("Chapter", inside='<w:numPr><w:numId w:val="1"/></w:numPr>')
    + style("Article", inside='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    + style("Derived", based_on="Article", inside="")
)
LINKED = abstract(4, level(0, "decimal", "(%1)"), inside='<w:styleLink w:val="ListStyle"/>') + abstract(
    5, inside='<w:numStyleLink w:val="ListStyle"/>'
)
LIST_STYLE = style("ListStyle", kind="numbering", inside='<w:numPr><w:numId w:val="1"/></w:numPr>')
OWN_LEVEL = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1、", start=3)}</w:lvlOverride>'


def items(places: str, list_number: int = 1) -> list[str]:
    """A paragraph for each digit, at that level of the list; a dash is one without a number."""
    return [paragraph("正文") if place == "-" else paragraph("事项", list_number, int(place)) for place in places]


# By name: the document, and its labels as LibreOffice 7.4 prints them.
CASES = {
    "four levels": (word_file(*items("0123320112"), lists=POLICY + num(1, 0)), "一、 （一） 1. ① ② 2. 二、 （一） （二） 1."),
    "a list that goes on": (word_file(*items("0-0--1-1-0"), lists=POLICY + num(1, 0)), "一、 二、 （一） （二） 三、"),
    "names of the levels above": (word_file(*items("0122121"), lists=DECIMAL + num(1, 1)), "1 1.1 1.1.1 1.1.2 1.2 1.2.1 1.3"),
    "levels that are passed over": (word_file(*items("2021"), lists=DECIMAL + num(1, 1)), "1.1.1 2 2.1.1 2.2"),
    "articles": (word_file(*items("01120111"), lists=ARTICLES + num(1, 2)), "第一章 第一条 第二条 I) 第二章 第一条 第二条 第三条"),
    "twenty-two chapters": (
        word_file(*items("0" * 22), lists=ARTICLES + num(1, 2)),
        " ".join(
            f"第{number}章"
            for number in [*"一二三四五六七八九十", *(f"十{digit}" for digit in "一二三四五六七八九"), "二十", "二十一", "二十二"]
        ),
    ),
    "a second list of the same kind goes on": (
        word_file(*items("00"), *items("00", 2), lists=POLICY + num(1, 0) + num(2, 0)),
        "一、 二、 三、 四、",
    ),
    "a second list begins anew": (
        word_file(*items("01"), *items("011", 2), *items("0"), lists=POLICY + num(1, 0) + num(2, 0, restart(0) + restart(1))),
        "一、 （一） 一、 （一） （二） 二、",
    ),
    "a list that begins at five": (word_file(*items("00"), lists=POLICY + num(1, 0, restart(0, 5))), "五、 六、"),
    "a level of its own": (word_file(*items("00"), lists=POLICY + num(1, 0, OWN_LEVEL)), "C、 D、"),
    "two lists side by side": (
        word_file(*items("0"), *items("0", 2), *items("0"), *items("0", 2), lists=POLICY + DECIMAL + num(1, 0) + num(2, 1)),
        "一、 1 二、 2",
    ),
    "numbers that hang on styles": (
        word_file(
            *(paragraph("事项", style=name) for name in ("Chapter", "Article", "Article", "Chapter", "Article")),
            lists=HEADINGS + num(1, 3),
            styles=STYLES,
        ),
        "第一章 第一条 第二条 第二章 第一条",
    ),
    "a style that takes its number from another": (
        word_file(paragraph("事项", style="Article"), paragraph("事项", style="Derived"), lists=HEADINGS + num(1, 3), styles=STYLES),
        "第一条 第二条",
    ),
    "a paragraph that gives up the number of its style": (
        word_file(
            *(paragraph("事项", style="Article"), paragraph("正文", 0, style="Article"), paragraph("事项", style="Article")),
            lists=HEADINGS + num(1, 3),
            styles=STYLES,
        ),
        "第一条 第二条",
    ),
    "a list by way of a list style": (word_file(*items("00", 2), lists=LINKED + num(1, 4) + num(2, 5), styles=LIST_STYLE), "(1) (2)"),
    "numbers in the cells of a table": (
        word_file(
            *items("0"),
            table([cell(paragraph("事项", 1))], [cell(paragraph("事项", 1))]),
            *items("0"),
            lists=POLICY + num(1, 0),
        ),
        "一、 二、 三、 四、",
    ),
    "an empty paragraph is counted": (word_file(*items("0"), paragraph("", 1), *items("0"), lists=ARTICLES + num(1, 2)), "第一章 第三章"),
    "a paragraph that names no level": (word_file(paragraph("事项", 1, None), lists=POLICY + num(1, 0)), "一、"),
}

NO_RESTART = abstract(6, level(0, "chineseCounting", "第%1章"), level(1, "chineseCounting", "第%2条", inside='<w:lvlRestart w:val="0"/>'))
LEGAL = abstract(7, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", inside="<w:isLgl/>"))
# LibreOffice 7.4 begins every level anew and writes 一.1, against what the file says; Word does as it says.
ONLY_IN_WORD = {
    "articles that count through all chapters": (
        word_file(*items("0110101"), lists=NO_RESTART + num(1, 6)),
        "第一章 第一条 第二条 第二章 第三条 第三章 第四条",
    ),
    "legal numbers": (word_file(*items("0101"), lists=LEGAL + num(1, 7)), "一、 1.1 二、 2.1"),
}


def _open_level(place: int, number_format: str, before: str, after: str, shown: int = 1) -> str:
    return (
        f'<text:list-level-style-number text:level="{place}" style:num-format="{number_format}" style:num-prefix="{before}" '
        f'style:num-suffix="{after}" text:display-levels="{shown}"/>'
    )


# A flat OpenDocument text: a list of three levels, interrupted and continued, and one that begins at 4.
OPEN_DOCUMENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles><text:list-style style:name="L">{_open_level(1, "一, 二, 三, ...", "", "、")}{_open_level(2, "1", "", ".")}
{_open_level(3, "a", "(", ")", 2)}</text:list-style></office:automatic-styles>
<office:body><office:text>
<text:list xml:id="first" text:style-name="L"><text:list-item><text:p>事项</text:p><text:list>
<text:list-item><text:p>事项</text:p></text:list-item>
<text:list-item><text:p>事项</text:p><text:list><text:list-item><text:p>事项</text:p></text:list-item></text:list></text:list-item></text:list>
</text:list-item><text:list-item><text:p>事项</text:p></text:list-item></text:list>
<text:p>正文</text:p>
<text:list xml:id="second" text:continue-list="first" text:style-name="L"><text:list-item><text:p>事项</text:p></text:list-item></text:list>
<text:p>正文</text:p>
<text:list xml:id="third" text:style-name="L"><text:list-item text:start-value="4"><text:p>事项</text:p><text:list><text:list-item>
<text:p>事项</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>事项</text:p></text:list-item></text:list>
</office:text></office:body></office:document>
"""


def drawn_documents(seed: int, count: int) -> list[bytes]:
    """Documents of two lists with paragraphs at levels drawn by chance, some of whose lists begin anew or take turns."""
    chance = Random(seed)  # noqa: S311 -- a seeded sequence is the point
    documents = []
    for _ in range(count):
        number, kind = chance.choice([(0, POLICY), (1, DECIMAL), (2, ARTICLES)])
        second = num(2, number, restart(0, chance.randint(1, 9))) if chance.random() < 0.5 else num(2, number)
        runs = [items("".join(chance.choices("0012-", k=chance.randint(2, 8))), chance.choice([1, 2])) for _ in range(4)]
        documents.append(word_file(*[paragraph for run in runs for paragraph in run], lists=kind + num(1, number) + second))
    return documents
