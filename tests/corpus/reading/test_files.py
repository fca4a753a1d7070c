"""Reading: every encoding gives the same characters, and whatever cannot be read gets one line that says what and what to do."""

import codecs
from hashlib import sha256
from pathlib import Path

import pytest

from corpus.errors import DocumentError, EmptyDocumentError, NotFoundError, UnreadableDocumentError, YoujuError
from corpus.reading import SUFFIXES, files_in, read, read_bytes

TEXT = "第一条 医疗机构应当建立值班制度。\r\n第二条 记录保存不少于15年。\n"
TRADITIONAL = "醫療機構應當建立值班制度，並保障醫療質量與安全，各級衛生行政部門負責監督管理工作。"

ENCODED = {
    "utf-8": TEXT.encode(),
    "gb18030": TEXT.encode("gb18030"),
    "gb18030 with a rare character": (TEXT + "㐂").encode("gb18030"),
    "utf-16 little-endian": TEXT.encode("utf-16-le"),
    "utf-16 big-endian": TEXT.encode("utf-16-be"),
}
MARKED = {
    "utf-8": codecs.BOM_UTF8 + TEXT.encode(),
    "utf-16 little-endian": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16 big-endian": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
}


def read_text(data: bytes, name: str = "a.txt") -> str:
    return read_bytes(data, source_name=name, origin=name).text


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED.keys())
def test_each_encoding_gives_the_same_characters(data: bytes) -> None:
    assert read_text(data).removesuffix("㐂") == TEXT


@pytest.mark.parametrize("data", MARKED.values(), ids=MARKED.keys())
def test_a_byte_order_mark_stays_the_first_character(data: bytes) -> None:
    assert read_text(data) == "\ufeff" + TEXT


def test_traditional_text_in_big5_is_read() -> None:
    assert read_text(TRADITIONAL.encode("big5") * 3) == TRADITIONAL * 3


def test_traditional_text_in_gb18030_is_read() -> None:
    assert read_text(TRADITIONAL.encode("gb18030")) == TRADITIONAL


REFUSED = {
    "empty": (b"", EmptyDocumentError, "no text"),
    "only space": ("\ufeff 　\n".encode(), EmptyDocumentError, "no text"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", UnreadableDocumentError, "PNG image"),
    "zero bytes in a text": (b"policy\x00" * 3, UnreadableDocumentError, "binary"),
    "control characters": (bytes(range(1, 9)) * 20, UnreadableDocumentError, "binary"),
    "a broken character": ("质量".encode() + b"\xff\xff\xfe", UnreadableDocumentError, "neither UTF-8"),
    "shift-jis": ("医療機関は、患者の安全を守らなければならない。".encode("shift-jis") * 6, UnreadableDocumentError, "save it as UTF-8"),
}


@pytest.mark.parametrize(("data", "error", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_text_is_refused_in_one_line(data: bytes, error: type[DocumentError], message: str) -> None:
    with pytest.raises(error, match=message) as raised:
        read_text(data, "notice.txt")
    assert "'notice.txt'" in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["a", "a.txt.exe", "a.pdf.p7m"])
def test_an_unknown_suffix_is_refused_with_those_that_are_read(name: str) -> None:
    with pytest.raises(DocumentError, match=r"only .*\.md, .*\.txt, .* are read"):
        read_text(b"text", name)


def test_a_document_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "通知.MD"
    path.write_bytes(TEXT.encode())
    source = read(path)
    assert source.sha256 == sha256(TEXT.encode()).hexdigest()
    assert source.document_id == source.sha256[:16]
    assert (source.source_name, source.origin) == ("通知.MD", str(path))


@pytest.mark.parametrize("function", [read, files_in])
def test_a_missing_path_is_not_found(tmp_path: Path, function: type) -> None:
    with pytest.raises(NotFoundError, match="check the path"):
        function(tmp_path / "missing.txt")


def test_a_folder_called_like_a_file_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(YoujuError, match="cannot be opened"):
        read(tmp_path / "folder.txt")


def test_a_folder_lists_its_files_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", "a/scan.pdf", ".hidden/d.txt", ".DS_Store"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in files_in(tmp_path)] == ["a/c.md", "a/scan.pdf", "b.txt"]
    assert files_in(tmp_path / "b.txt") == [tmp_path / "b.txt"]


def test_suffixes_are_lower_case() -> None:
    assert {suffix.lower() for suffix in SUFFIXES} == SUFFIXES
