"""Formats: each file is read by its kind, and each that cannot be ends in one line that says what it is and what to do."""

import zipfile
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from corpus.errors import DocumentError, EmptyDocumentError, UnreadableDocumentError
from corpus.reading import SUFFIXES, extracting, files_in, read, read_bytes
from corpus.reading.confinement import extract_confined
from corpus.reading.extraction import Extraction, NoTextLayerError
from corpus.reading.formats import FORMATS, MEGABYTE, SCANNED_PDF
from evals.benchmarks.pdf_pages import page_lines, pdf_file
from tests.corpus.reading.word_documents import paragraph, word_file

WORD = word_file(paragraph("第一条 略。"))
PDF = pdf_file([page_lines(["第一条 略。"])])
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_parts(parts: dict[str, str | bytes]) -> bytes:
    """The Word document with other parts."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(WORD)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *parts}:
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return written.getvalue()


def with_body(body: str) -> bytes:
    return with_parts({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"})


DEEP = 40_000
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REFUSED = {
    "a password": ("a.docx", OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "an old document under a new name": ("a.docx", OLD_OFFICE + "WordDocument".encode("utf-16-le"), r"old Word document \(\.doc\)"),
    "a PDF called Word": ("a.docx", PDF, r"is a PDF \(\.pdf\) by its content, not a Word document"),
    "a Word document called PDF": ("a.pdf", WORD, r"is a Word document \(\.docx\) by its content"),
    "a Word document called text": ("a.txt", WORD, "not a text"),
    "a Word document called workbook": ("a.xlsx", WORD, "not a workbook"),
    "a web page called Word": ("a.docx", b"<!DOCTYPE html><html><body>x</body></html>", "web page"),
    "a PDF called picture": ("a.png", PDF, "not a PNG image"),
    "half a document": ("a.docx", WORD[: len(WORD) // 2], "damaged or cut off"),
    "half a PDF": ("a.pdf", PDF[:400], "damaged or cut off"),
    "no archive": ("a.docx", b"hello" * 100, "damaged or cut off"),
    "a bomb": ("a.docx", with_parts({"word/media/bomb.bin": b"\0" * 30 * MEGABYTE}), "unpacks to"),
    "a bomb of entities": (
        "a.docx",
        with_parts(
            {
                "word/document.xml": "<!DOCTYPE d [<!ENTITY a0 'ha'>"
                + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
                + f"]><w:document {W}><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>"
            }
        ),
        "damaged",
    ),
    "tables in tables without end": (
        "a.docx",
        with_body("<w:tbl><w:tr><w:tc>" * DEEP + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * DEEP),
        "damaged|nested deeper",
    ),
    "no XML": ("a.docx", with_parts({"word/document.xml": "hello"}), "damaged"),
    "a part that relates to itself": (
        "a.docx",
        with_parts(
            {
                "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r1" Type="{OFFICE}/styles" '
                'Target="document.xml"/></Relationships>'
            }
        ),
        "nested deeper",
    ),
    "a path in the name": ("../../etc/a.txt", b"x", "path separator"),
    "a path of Windows in the name": ("C:\\a.txt", b"x", "path separator"),
    "a line end in the name": ("a\n.txt", b"x", "control character"),
    "a text without end": ("a.txt", b"x" * (20 * MEGABYTE + 1), "at most 20 MB"),
}


@pytest.mark.parametrize(("name", "data", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_file_ends_in_one_clear_line(name: str, data: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=message) as raised:
        read_bytes(data, source_name=name, origin=name)
    assert repr(name) in str(raised.value)
    assert "\n" not in str(raised.value)


CONVERTED = [
    ("a.doc", "save it as .docx"),
    ("a.WPS", "WPS Office"),
    ("a.ofd", ".pdf"),
    ("a.ppt", ".pdf"),
    ("a.xls", ".xlsx"),
    ("a.rar", "unpack"),
]


@pytest.mark.parametrize(("name", "advice"), CONVERTED)
def test_a_format_that_is_not_read_comes_with_advice(name: str, advice: str) -> None:
    with pytest.raises(DocumentError, match=f"which is not read; .*{advice}"):
        read_bytes(OLD_OFFICE, source_name=name, origin=name)


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_an_empty_file_of_any_kind_holds_no_text(suffix: str) -> None:
    with pytest.raises(EmptyDocumentError, match="no text"):
        read_bytes(b"", source_name=f"a{suffix}", origin="a")


def test_a_document_without_words_holds_no_text() -> None:
    with pytest.raises(EmptyDocumentError, match="no text"):
        read_bytes(word_file(), source_name="a.docx", origin="a")


def test_a_word_document_in_a_folder_is_read_with_its_anchors(tmp_path: Path) -> None:
    path = tmp_path / "通知.DOCX"
    path.write_bytes(word_file(paragraph("第一条 略。"), paragraph("第二条 略。")))
    (tmp_path / "~$通知.DOCX").write_bytes(b"open")
    (only,) = files_in(tmp_path)
    source = read(only)
    assert source.text == "第一条 略。\n第二条 略。\n"
    anchor = source.anchor_at(source.text.index("第二条"))
    assert anchor is not None
    assert (anchor.kind, anchor.number) == ("paragraph", 2)


def test_a_table_nested_as_deep_as_people_do_is_read() -> None:
    block = "<w:tbl><w:tr><w:tc>" * 20 + paragraph("深") + "</w:tc></w:tr></w:tbl>" * 20
    assert read_bytes(with_body(block), source_name="a.docx", origin="a").text == "深\n"


def _missing(name: str) -> ModuleType:
    raise ModuleNotFoundError(name=name)


@pytest.mark.parametrize(("name", "data", "extra"), [("a.docx", WORD, "readers"), ("a.html", b"<html>", "readers"), ("a.png", b"x", "ocr")])
def test_a_missing_library_names_the_extra_to_install(monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, extra: str) -> None:
    monkeypatch.setattr(extracting, "_extract", lambda _data, _form: _missing("library"))
    with pytest.raises(UnreadableDocumentError, match=rf"needs 'library'; run: pip install 'youju\[{extra}\]'"):
        read_bytes(data, source_name=name, origin=name)


def test_pictures_of_text_without_recognition_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_ocr(data: bytes, form: object) -> Extraction:
        if form is SCANNED_PDF:
            _missing("rapidocr")
        raise NoTextLayerError("has no text layer: its pages are pictures of text")

    monkeypatch.setattr(extracting, "_extract", without_ocr)
    with pytest.raises(UnreadableDocumentError, match=r"has no text layer.*pip install 'youju\[ocr\]'"):
        read_bytes(PDF, source_name="a.pdf", origin="a.pdf")


def test_each_format_has_a_module_that_extracts() -> None:
    modules = {form.module for form in FORMATS.values() if form.module and form.extra == "readers"} - {""}
    for name in modules:
        pytest.importorskip(name, reason="the readers are not installed: pip install 'youju[readers]'")
        assert callable(import_module(name).extract)


def test_the_libraries_of_hostile_formats_run_in_their_own_process() -> None:
    assert {suffix for suffix, form in FORMATS.items() if form.limits is None} == {".txt", ".md", ".html", ".htm"}
    limits = FORMATS[".docx"].limits
    assert limits is not None
    assert extract_confined(WORD, module="corpus.reading.word", limits=limits).text == "第一条 略。\n"
