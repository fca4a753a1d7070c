"""Word documents: everything that a reader sees on the page, once, in order, and nothing else."""

from io import BytesIO

import pytest

from corpus.documents import AnchorKind
from tests.corpus.reading.word_documents import abstract, cell, docx, level, num, paragraph, run, style, table, word, word_file

TEXT_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
    "<w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
VISIBLE = {
    "runs of one paragraph": (paragraph("急会诊", inside=run("10分钟") + run("内到位")), "急会诊10分钟内到位"),
    "tabs and line ends": (paragraph("甲", inside="<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>"), "甲\t乙\n丙"),
    "a page break": (paragraph("甲", inside='<w:r><w:br w:type="page"/><w:t>乙</w:t></w:r>'), "甲乙"),
    "a link": (paragraph("见", inside=f"<w:hyperlink>{run('附件')}</w:hyperlink>"), "见附件"),
    "an insertion on record": (paragraph("应当", inside=f"<w:ins>{run('立即')}</w:ins>"), "应当立即"),
    "a deletion on record": (paragraph("应当", inside="<w:del><w:r><w:delText>立即</w:delText></w:r></w:del>"), "应当"),
    "a move on record": (paragraph("", inside=f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>"), "新"),
    "hidden text": (paragraph("应当", inside="<w:r><w:rPr><w:vanish/></w:rPr><w:t>不</w:t></w:r>"), "应当"),
    "text that is hidden no more": (paragraph("应", inside='<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>当</w:t></w:r>'), "应当"),
    "the instruction of a field": (paragraph("第", inside="<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("3")), "第3"),
    "pinyin over a word": (
        paragraph("", inside=f"<w:r><w:ruby><w:rt>{run('jí')}</w:rt><w:rubyBase>{run('急')}</w:rubyBase></w:ruby></w:r>"),
        "急",
    ),
    "a fraction": (
        paragraph(
            "率＝",
            inside=f"<m:oMath><m:f><m:num>{'<m:r><m:t>甲</m:t></m:r>'}</m:num><m:den><m:r><m:t>乙</m:t></m:r></m:den></m:f></m:oMath>",
        ),
        "率＝甲/乙",
    ),
    "a text box": (paragraph("正文", inside=TEXT_BOX.format(paragraph("框内"))), "正文\n框内"),
    "a text box in a text box": (
        paragraph("正文", inside=TEXT_BOX.format(paragraph("外", inside=TEXT_BOX.format(paragraph("内"))))),
        "正文\n外\n内",
    ),
    "a content control": (f"<w:sdt><w:sdtContent>{paragraph('填写')}</w:sdtContent></w:sdt>", "填写"),
    "an empty paragraph": (paragraph("") + paragraph("甲"), "甲"),
}
HEADING = [cell(paragraph("类别")), cell(paragraph("时限"))]
ACROSS = '<w:gridSpan w:val="2"/>'
TABLES = {
    "rows": (table(HEADING, [cell(paragraph("急会诊")), cell(paragraph("10分钟"))]), "类别 | 时限\n急会诊 | 10分钟"),
    "a cell across two columns": (table([cell(paragraph("会诊时限"), properties=ACROSS)], HEADING), "会诊时限\n类别 | 时限"),
    "a cell across two rows": (
        table(
            [cell(paragraph("会诊"), properties='<w:vMerge w:val="restart"/>'), cell(paragraph("急"))],
            [cell(paragraph("会诊"), properties="<w:vMerge/>"), cell(paragraph("普通"))],
        ),
        "会诊 | 急\n| 普通",
    ),
    "paragraphs in a cell": (table([cell(paragraph("甲"), paragraph("乙")), cell(paragraph("丙"))]), "甲 乙 | 丙"),
    "an empty cell": (table([cell(paragraph("甲")), cell(paragraph("")), cell(paragraph("丙"))]), "甲 |  | 丙"),
    "an empty row": (table([cell(paragraph("")), cell(paragraph(""))], HEADING), "类别 | 时限"),
    "a frame around a text": (table([cell(paragraph("第一条 略。"), paragraph("第二条 略。"))]), "第一条 略。\n第二条 略。"),
    "a table in a cell": (table([cell(paragraph("外")), cell(table(HEADING), paragraph(""))]), "外 | 类别 | 时限"),
    "between paragraphs": (paragraph("甲") + table(HEADING) + paragraph("乙"), "甲\n类别 | 时限\n乙"),
}


@pytest.mark.parametrize(("block", "expected"), (VISIBLE | TABLES).values(), ids=(VISIBLE | TABLES).keys())
def test_what_a_reader_sees_is_read_once(block: str, expected: str) -> None:
    assert word.extract(word_file(block)).text == f"{expected}\n"


def test_anchors_count_paragraphs() -> None:
    extraction = word.extract(word_file(paragraph("甲"), paragraph(""), paragraph("乙丙")))
    assert [(anchor.start, anchor.kind, anchor.number) for anchor in extraction.anchors] == [
        (0, AnchorKind.PARAGRAPH, 1),
        (2, AnchorKind.PARAGRAPH, 2),
    ]


def test_headers_footers_and_comments_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "某医院文件"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    run_ = document.add_paragraph("第一条 略。").runs[0]
    document.add_comment(run_, text="这里再改")
    written = BytesIO()
    document.save(written)
    assert word.extract(written.getvalue()).text == "第一条 略。\n"


def test_a_generated_table_of_contents_is_left_out() -> None:
    contents = style("TOC1", inside="").replace('w:val="TOC1"/>', 'w:val="toc 1"/>', 1)
    data = word_file(paragraph("第一章 总则\t1", style="TOC1"), paragraph("第一章 总则"), styles=contents)
    assert word.extract(data).text == "第一章 总则\n"


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("%1.", "5年以上", "1. 5年以上\n"),
        ("%1", "5年以上", "1 5年以上\n"),
        ("%1、", "5年以上", "1、5年以上\n"),
        ("（%1）", " 质控", "（1）质控\n"),
    ],
)
def test_the_digits_of_a_label_never_run_into_those_of_the_text(label: str, text: str, expected: str) -> None:
    lists = abstract(0, level(0, "decimal", label, inside='<w:suff w:val="nothing"/>')) + num(1, 0)
    assert word.extract(word_file(paragraph(text, 1), lists=lists)).text == expected


def test_a_deleted_paragraph_takes_no_number() -> None:
    lists = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    deleted = paragraph("", 1, inside="<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>").replace(
        "</w:pPr>", "<w:rPr><w:del/></w:rPr></w:pPr>", 1
    )
    assert word.extract(word_file(deleted, paragraph("新", 1), lists=lists)).text == "1. 新\n"
