"""What errors say, in the language of the page: every row fits a message that the source makes, and a wrong file or question is told so."""

import re
import tomllib
from pathlib import Path
from string import Formatter

import httpx2
import pytest

import api
from api.pages.languages import Language
from api.pages.messages import said
from assistant.understanding import checked
from corpus.errors import DocumentError, QuestionError
from corpus.reading.files import read_bytes

ROOT = Path(api.__file__).parents[1]
TABLES = tomllib.loads((ROOT / "api/pages/strings/messages.toml").read_text(encoding="utf-8"))
ROWS = [row for table in TABLES.values() for row in table.items()]
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def source() -> str:
    """All of the product's source, its strings joined."""
    files = (path for package in ("api", "assistant", "corpus", "indexing") for path in (ROOT / package).rglob("*.py"))
    return "".join(re.sub(r'"\s*f?"', "", path.read_text(encoding="utf-8")) for path in files)


@pytest.mark.parametrize(("english", "chinese"), ROWS, ids=[english[:40] for english, _ in ROWS])
def test_a_row_is_of_a_message_that_is_made_and_names_what_it_names(english, chinese, source):
    literals = [literal.strip(" .;:,") for literal, _, _, _ in Formatter().parse(english)]
    parts = [part for literal in literals for part in literal.split("; ") if len(part) > 3]
    assert all(part in source for part in parts), [part for part in parts if part not in source]
    named = {name for _, name, _, _ in Formatter().parse(english) if name}
    assert {name for _, name, _, _ in Formatter().parse(chinese) if name} <= named
    assert not re.search(r"[，。；]$", chinese)


WRONG = {
    "通知.exe": b"MZ",
    "通知.doc": b"\xd0\xcf\x11\xe0",
    "空.txt": b"",
    "坏.pdf": b"%PDF-1.4 broken",
    "坏.docx": b"PK\x03\x04broken",
    "坏.xlsx": b"PK\x03\x04broken",
    "坏.txt": bytes(range(256)) * 4,
    "图.txt": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_told_in_chinese_with_its_name(name):
    with pytest.raises(DocumentError) as caught:
        read_bytes(WRONG[name], source_name=name, origin="test")
    told = said(str(caught.value), Language.CHINESE)
    assert told.language is Language.CHINESE, str(caught.value)
    assert f"“{name}”" in told.words


@pytest.mark.parametrize("question", ["", "问" * 1001])
def test_a_question_that_cannot_be_asked_is_told_in_chinese(question):
    with pytest.raises(QuestionError) as caught:
        checked(question)
    assert said(str(caught.value), Language.CHINESE).language is Language.CHINESE


@pytest.mark.parametrize(
    "path", ["/answers/none", "/documents/none", "/uploads/none", "/obligations?kind=none", "/compare?d=a&d=b&d=c", "/static/none", "/none"]
)
def test_pages_tell_errors_in_their_language(address, path):
    joiner = "&" if "?" in path else "?"
    chinese = httpx2.get(f"{address}{path}", headers=HTML).text
    english = httpx2.get(f"{address}{path}{joiner}lang=en", headers=HTML).text
    assert 'class="detail" lang="zh-Hans"' in chinese
    assert 'class="detail" lang="en"' in english


def test_the_script_of_a_page_is_told_in_its_language_and_programs_in_english(address):
    told = {
        language: httpx2.post(f"{address}/api/v1/answers", json={"question": " "}, headers=headers)
        for language, headers in (("zh", {"Accept-Language": "zh-Hans"}), ("en", {"Accept-Language": "en"}), ("", {}))
    }
    assert told["zh"].json()["detail"] == "问题是空的，请写下要问的内容。"
    assert told["zh"].headers["content-type"] == "application/problem+json"
    assert told["en"].json() == told[""].json()
    assert "empty" in told[""].json()["detail"]
