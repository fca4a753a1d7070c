"""What a user writes beside a file holds over its text, and what means nothing is said in one line."""

from pathlib import Path

import pytest

from corpus.documents import Contact, Level, Period, Succession
from corpus.errors import UnreadableDocumentError
from corpus.parsing import parse
from corpus.sidecar import Sidecar, described, is_sidecar, read_sidecar, sidecar_of
from tests.builders import a_clean_document

WHOLE = """
title = "急会诊管理制度"
document_number = "某院〔2024〕1号"
issuers = ["甲医院", "乙医院"]
level = "机构"
place = "某市"
issue_date = 2024-01-02
effective_date = "2024年2月1日"
period = { start = "2024-02", end = 2026-12-31 }
contact = { person = "张某", telephone = "0000-1234567" }
repealed = 2026-06-30
superseded_by = "《急会诊管理制度（2026年版）》"
repair = false
"""


def test_every_key_is_read() -> None:
    found = sidecar_of(WHOLE.encode(), "a.txt.meta.toml")
    said = found.overrides
    assert (said.title, said.document_number, said.issuers) == ("急会诊管理制度", "某院〔2024〕1号", ("甲医院", "乙医院"))
    assert (said.level, said.place, said.issue_date, said.effective_date) == (Level.INSTITUTION, "某市", "2024-01-02", "2024-02-01")
    assert said.period == Period("2024-02", "2026-12-31")
    assert said.contact == Contact(person="张某", telephone="0000-1234567")
    assert said.succession == Succession("2026-06-30", "《急会诊管理制度（2026年版）》")
    assert found.repair is False
    assert found.digest


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param("titel = 'x'", "'titel'", id="unknown-key"),
        pytest.param("issue_date = '去年'", "'去年'", id="no-date"),
        pytest.param("issue_date = '2024-02-30'", "2024-02-30", id="no-such-day"),
        pytest.param("issue_date = 2024-02-01T08:00:00", "2024", id="a-time-of-day"),
        pytest.param("level = '全球'", "'全球'", id="no-level"),
        pytest.param("title = ''", "title", id="empty-text"),
        pytest.param("place = 3", "3", id="no-text"),
        pytest.param("issuers = []", "issuers", id="no-issuers"),
        pytest.param("issuers = ['甲', 2]", "issuers", id="issuer-no-text"),
        pytest.param("period = { start = '2024' }", "period", id="half-a-period"),
        pytest.param("period = { start = '2026', end = '2024' }", "period", id="ends-before-it-starts"),
        pytest.param("contact = { fax = '1' }", "contact", id="unknown-contact"),
        pytest.param("repair = 'no'", "'no'", id="no-switch"),
        pytest.param("title = ", "TOML", id="no-toml"),
    ],
)
def test_what_means_nothing_is_refused_in_one_line(written: str, said: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=r"b\.meta\.toml") as error:
        sidecar_of(written.encode(), "b.meta.toml")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_bytes_that_are_no_text_and_a_huge_file_are_refused() -> None:
    for data in (b"\xff\xfe\x00", b"#" * 100_000):
        with pytest.raises(UnreadableDocumentError, match=r"b\.meta\.toml"):
            sidecar_of(data, "b.meta.toml")


def test_the_whole_name_comes_before_the_stem(tmp_path: Path) -> None:
    text = tmp_path / "制度[1].v2.txt"
    text.write_text("第一条 略。", "utf-8")
    assert read_sidecar(text) == Sidecar()
    stem = tmp_path / "制度[1].v2.meta.toml"
    stem.write_text("place = '甲市'", "utf-8")
    assert read_sidecar(text).overrides.place == "甲市"
    whole = tmp_path / "制度[1].v2.txt.meta.toml"
    whole.write_text("place = '乙市'", "utf-8")
    assert read_sidecar(text).overrides.place == "乙市"
    assert is_sidecar(stem)
    assert described(stem) == described(whole) == [text]
    assert described(tmp_path / "另一.meta.toml") == []


def test_a_sidecar_holds_over_the_front_block_and_yields_to_the_caller() -> None:
    document = a_clean_document("---\n地区: 甲市\n层级: 市级\n---\n会诊办法\n第一条 略。")
    said = sidecar_of("place = '乙市'\nlevel = 'provincial'\ntitle = '转诊办法'".encode(), "a").overrides
    header = parse(document, overrides=said).header
    assert (header.place, header.level, header.title) == ("乙市", Level.PROVINCIAL, "转诊办法")
    assert {each.member for each in header.spans}.isdisjoint({"place", "level", "title"})
    assert parse(document, overrides=said, place="丙市").header.place == "丙市"
