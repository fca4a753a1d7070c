"""PDFs: the text layer in the order of the pages, or a clear word that there is none."""

import pytest

from corpus.cleaning import clean
from corpus.errors import UnreadableDocumentError
from corpus.reading import read_bytes
from corpus.reading.extraction import NoTextLayerError
from evals.benchmarks.pdf_pages import HEIGHT, WIDTH, assembled, page_lines, pdf_file, prints_chinese

pdf = pytest.importorskip("corpus.reading.pdf", reason="pypdfium2 is not installed: pip install 'youju[readers]'")

ARTICLES = [
    ["第一条 医疗机构应当建立急会诊制度，保证急会诊请求", "发出后10分钟内到位，并把会诊意见写入病历。"],
    ["第二条 值班医师应当在岗，不得擅自离开；确需离开的，", "应当经科主任同意，并由相应资质的医师接替工作。"],
    ["第三条 普通会诊应当在24小时内完成，多学科会诊由医务", "部门组织，参加的科室不得少于三个，并形成书面意见。"],
    ["第四条 交接班应当在床旁进行，危重患者逐一交接；交接", "记录由双方签字，保存时间不少于三年，以备检查使用。"],
    ["第五条 手术安全核查由手术医师、麻醉医师和巡回护士三", "方共同执行，任何一方不得代签，核查表归入病历保存。"],
]


def test_a_page_reads_as_its_lines_and_cleaning_joins_them() -> None:
    lines = [line for article in ARTICLES for line in article]
    source = read_bytes(
        pdf_file([page_lines(lines, indents=range(0, 10, 2)), page_lines(["第六条 略。"])]), source_name="a.pdf", origin="a.pdf"
    )
    assert clean(source).text.split() == [*" ".join(map("".join, ARTICLES)).split(), "第六条", "略。"]
    anchor = source.anchor_at(source.text.index("第六条"))
    assert anchor is not None
    assert anchor.number == 2


def test_running_furniture_goes() -> None:
    pages = [[(90, 40, 10, "某市质控文件"), *page_lines([f"第{n}条 略。"]), (280, 800, 10, f"— {n} —")] for n in (1, 2, 3)]
    assert pdf.extract(pdf_file(pages)).text == "第1条 略。\n第2条 略。\n第3条 略。\n"


@pytest.mark.skipif(not prints_chinese(), reason="There is no Chinese font to print with: apt-get install fonts-wqy-zenhei")
def test_a_gap_of_typesetting_is_no_space_and_a_wide_one_is() -> None:
    line = [(90, 100, 14, "用"), (107, 100, 14, "3"), (124, 100, 14, "年"), (300, 100, 14, "时限")]
    assert pdf.extract(pdf_file([line])).text == "用3年 时限\n"


COLUMNS = (
    [
        "第一条 医疗机构应当建立急会诊制",
        "度，保证急会诊请求发出后十分钟",
        "内到位，并写入病历。",
        "第二条 值班医师应当在岗，不得擅",
        "自离开；确需离开的应当经同意。",
    ],
    [
        "第三条 交接班应当在床旁进行，危",
        "重患者逐一交接，并由双方签字确",
        "认，记录保存三年。",
        "第四条 手术安全核查由三方共同执",
        "行，核查表归入病历，以备检查。",
    ],
)


def test_two_columns_are_read_one_after_the_other() -> None:
    rows = [[(70, 90 + 20 * row, 13, COLUMNS[0][row]), (310, 90 + 20 * row, 13, COLUMNS[1][row])] for row in range(5)]
    source = read_bytes(pdf_file([[line for row in rows for line in row]]), source_name="a.pdf", origin="a.pdf")
    assert source.text.splitlines() == [*COLUMNS[0], *COLUMNS[1]]


def test_a_table_stays_a_line_a_row() -> None:
    rows = [("项目", "时限", "责任人"), *[("急会诊", "10分钟", "值班医师")] * 6]
    lines = [(90 + 150 * column, 90 + 22 * row, 12, cell) for row, cells in enumerate(rows) for column, cell in enumerate(cells)]
    assert pdf.extract(pdf_file([lines])).text.splitlines() == [" ".join(row) for row in rows]


def test_a_word_that_a_hyphen_breaks_is_whole_again_and_a_hyphen_of_its_own_stays() -> None:
    lines = ["第一条 使用 anti-", "biotic 药物的，应当登记；2023-", "2025年内，发现 COVID-", "19 的，应当报告。"]
    found = clean(read_bytes(pdf_file([page_lines(lines)]), source_name="a.pdf", origin="a.pdf")).text
    assert "使用 antibiotic 药物" in found
    assert "2023-" in found
    assert "COVID 19" not in found


@pytest.mark.parametrize(("pages", "message"), [([[], []], "its pages are pictures"), ([page_lines(["第一条"] * 20), []], "on page 2")])
def test_pictures_of_text_are_no_text_layer(pages: list[list[tuple[float, float, float, str]]], message: str) -> None:
    with pytest.raises(NoTextLayerError, match=message):
        pdf.extract(pdf_file(pages, picture=True))


def test_signs_of_nowhere_are_no_text_layer() -> None:
    with pytest.raises(NoTextLayerError, match="not those on the page"):
        pdf.extract(pdf_file([page_lines(["\ue001\ue002\ue003\ue004条"])]))


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]>>".encode()
DAMAGED = {
    "no PDF": (b"%PDF-1.4 " + "质量".encode() * 50, "no PDF"),
    "cut off": (pdf_file([page_lines(["第一条 略。"] * 20)])[:600], "cut off"),
    "pages that hold themselves": (assembled([CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 9>>"]), "page 1 that is damaged"),
    "a million pages": (assembled([CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>", PAGE]), "1,000,000 pages"),
    "a password": (
        assembled(
            [
                CATALOGUE,
                b"<</Type/Pages/Kids[]/Count 0>>",
                b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"00" * 32, b"00" * 32),
            ],
            trailer="/Encrypt 3 0 R/ID[<00><00>]",
        ),
        "password",
    ),
}


@pytest.mark.parametrize(("data", "message"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=message):
        pdf.extract(data)
