"""The benchmarks: what a figure says, what is skipped with a reason, and that a missed bar fails the command."""

from pathlib import Path

import pytest

from evals.benchmarks import __main__ as command
from evals.benchmarks import pages, throughput
from evals.benchmarks.figure import Figure, NotMeasured
from evals.tasks.structure import a_law


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "a.md").write_text(a_law(30), "utf-8")
    return tmp_path


def test_throughput_counts_bytes_of_utf8_and_tells_what_each_stage_takes(data: Path) -> None:
    rate = throughput.over([data / "laws" / "a.md"])
    assert rate.value > 0
    assert rate.note.startswith("1 files, 0.0 MB: read ")
    assert [part.split()[-2] for part in rate.note.split(": ")[1].split(", ")] == ["read", "repair", "structure", "sentences", "words"]


def test_the_cost_of_a_character_does_not_grow_with_the_length() -> None:
    figures = [throughput.growth(200) for _ in range(3)]
    assert min(figure.value for figure in figures) < 3, [figure.note for figure in figures]


def test_without_laws_the_reason_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throughput, "growth", lambda: Figure("growth", 1.0, "times", most=1.5))
    assert command.main([str(tmp_path), "--only", "throughput"]) == 0
    assert f"throughput: not measured, not present: {tmp_path / 'laws'}" in capsys.readouterr().out


def test_a_missed_bar_is_told_and_fails_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(command.pages, "text_layer", lambda: Figure("PDF", 21.0, "s", most=20))
    assert command.main(["--only", "pdf"]) == 1
    assert "PDF: 21 s (at most 20) - MISSED" in capsys.readouterr().out


def test_pages_are_printed_full_and_in_order(tmp_path: Path) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(3 * pages.COLUMNS * pages.ROWS))
    (tmp_path / "a.txt").write_text(text, "utf-8")
    printed = pages.printed(tmp_path)
    assert "".join("".join(rows) for rows in printed) == text[: 2 * pages.COLUMNS * pages.ROWS]


def test_a_pdf_of_two_hundred_pages_is_read_in_time() -> None:
    pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed: pip install 'youju[readers]'")
    figure = pages.text_layer()
    assert isinstance(figure, Figure)
    assert figure.note.endswith("200 pages")
    assert figure.holds


def test_rendered_lines_have_at_most_two_wrong_characters_in_a_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "ROWS", 6)
    figure = pages.recognition(n_pages=1)
    if isinstance(figure, NotMeasured):
        pytest.skip(figure.reason)
    assert figure.holds, figure
