"""Repair against a list of respelled words: what reads right, what is left, and which edits nobody asked for."""

import pytest

from evals.loading import CaseError
from evals.running import Skipped, run, run_repair
from evals.tasks.repair import Pair, measure, occurrences, read_pairs

# A text that a program respelled, in telltale words that the table of respellings knows.
RESPELLED = "病院要完美轨制，晋升办事程度，增强病历治理。病院应完美查抄轨制，笼盖焦点轨制。医务职员必需介入查核。"


def pair(spun: str, standard: str, *, risk: str = "", doc: str = "901") -> Pair:
    return Pair.model_validate({"doc": doc, "spun": spun, "standard": standard, "risk": risk})


def test_the_longest_listed_word_counts_and_the_highest_risk_of_a_word_holds():
    pairs = [pair("改良", "改善", risk="M"), pair("改良", "改进", risk="H"), pair("改良率", "改进率")]
    found = list(occurrences("改良率和改良", pairs))
    assert [(each.span.start, each.standards, each.risk) for each in found] == [
        (0, frozenset({"改进率"}), ""),
        (4, frozenset({"改善", "改进"}), "H"),
    ]


def test_words_are_right_that_read_as_listed_or_may_be_genuine(tmp_path):
    (tmp_path / "901_respelled.txt").write_text(RESPELLED, "utf-8")
    pairs = [pair("病院", "医院"), pair("轨制", "秩序"), pair("医务", "业务", risk="H"), pair("病历", "档案")]
    report = measure(pairs, tmp_path)
    by_kind = report.by_kind
    assert by_kind["901 never genuine"] == (2, 6)
    assert by_kind["901 genuine elsewhere"] == (1, 1)
    assert report.summary["as_listed"] == pytest.approx(2 / 7)


def test_an_edit_of_meaning_in_a_document_without_listed_words_is_counted_and_shown(tmp_path):
    (tmp_path / "902_respelled.txt").write_text(RESPELLED, "utf-8")
    (tmp_path / "903_genuine.txt").write_text("急会诊10分钟内到位,各科室配合。", "utf-8")
    report = measure([], tmp_path)
    assert report.by_kind["903 edits"] == (1, 1)
    assert report.summary["wrong_edits"] > 1
    assert any(result.reply == "病院 → 医院" for result in report.failures)
    assert not report.shows_texts


def test_a_line_that_is_no_listed_word_fails_the_file(tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"doc": "1", "spun": "病院", "standard": "医院", "risk": "X"}\n', "utf-8")
    with pytest.raises(CaseError, match=r"pairs\.jsonl"):
        read_pairs(path)


def test_without_the_list_repair_is_skipped_with_the_reason(tmp_path):
    reason = f"not present: {tmp_path / 'noise_pairs.jsonl'}, {tmp_path / 'seeds'}"
    assert list(run(["repair"], data=tmp_path)) == [Skipped("repair", reason)]


def test_respelled_words_of_the_originals_read_right_in_place(shared_data):
    report = run_repair(shared_data)
    assert not isinstance(report, Skipped)
    assert len(report.results) > 1500
    assert report.summary["right"] >= 0.97, [(each.case_id, each.reply) for each in report.failures]
    assert report.summary["wrong_edits"] == 0
