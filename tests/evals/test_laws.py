"""Harm and structure over texts that are in order: what is counted, explained and skipped."""

from pathlib import Path

import pytest

from corpus.cleaning import clean
from corpus.documents import CleanDocument
from corpus.offsets import Edit
from corpus.reading import read_bytes
from corpus.spans import Span
from evals.running import Skipped, run
from evals.score import Report
from evals.tasks import harm, structure
from tests.builders import a_policy


def cleaned(text: str) -> CleanDocument:
    return clean(read_bytes(text.encode(), source_name="law.md", origin="law.md"))


def test_folding_layout_and_width_is_no_harm():
    found = harm.judged(cleaned("第１条 会诊,10分钟内到位。  \r\n"))
    assert (found.content, found.numbers) == ((), ())


def test_an_edit_of_content_and_a_changed_number_are_counted_and_explained():
    source = cleaned("急会诊10分钟内到位。").source
    damaged = CleanDocument(source, "急会诊1分钟内到位。", (Edit(Span(4, 5), "", "padding"),))
    report = harm.report([harm.judged(damaged), harm.judged(cleaned("第一条 略。"))])
    assert report.summary["wrong_numbers"] == 1
    assert report.summary["wrong_edits_per_100000"] == pytest.approx(100_000 / 17)
    assert report.summary["untouched"] == 0.5
    assert [result.kind for result in report.failures] == ["all texts", "content", "number"]
    assert "padding at 4:5 of law.md" in report.failures[1].reasons
    assert report.failures[1].reply == "0 → "


def test_articles_are_those_of_the_lines_whose_reference_is_none():
    result = structure.judged(a_policy("会诊条例\n第一条 急会诊10分钟内到位。\n第二条 依照\n第一条规定执行。\n第三条之一 略。\n"))
    assert result.passed, result.reasons


def test_what_the_tree_adds_to_the_count_is_told_by_number_and_place():
    text = "会诊条例\n第一条 略。\n第二条急会诊10分钟内到位。\n第三条 略。\n"
    result = structure.judged(a_policy(text, name="law.md"))
    assert not result.passed
    assert result.reasons == f"law.md: added 第2条 at {text.index('第二条')}"


def test_a_law_of_five_hundred_articles_is_parsed_in_time():
    result = structure.long_law()
    assert result.passed
    assert "500 articles" in result.reasons


def test_one_pass_over_the_laws_gives_both_reports(tmp_path: Path):
    (tmp_path / "laws" / "某地").mkdir(parents=True)
    (tmp_path / "laws" / "某地" / "a.md").write_text("# 会诊条例\n\n第一条 急会诊10分钟内到位。\n\n第二条 略。\n", "utf-8")
    reports = list(run(["harm", "structure"], data=tmp_path))
    assert [report.name for report in reports if isinstance(report, Report)] == ["harm.laws", "structure.laws"]
    assert all(not report.failures for report in reports if isinstance(report, Report))


def test_without_laws_both_are_skipped_with_the_reason(tmp_path: Path):
    reason = f"not present: {tmp_path / 'laws'}"
    assert list(run(["structure", "harm"], data=tmp_path)) == [Skipped("harm", reason), Skipped("structure", reason)]
