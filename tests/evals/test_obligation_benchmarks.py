"""The benchmarks of the obligations measure what they say, on a small register and a few files."""

from pathlib import Path

from evals.benchmarks import register
from evals.benchmarks.figure import NotMeasured
from evals.benchmarks.obligations import extraction, measure, tally_of


def a_text(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_counted_by_strength_and_by_what_could_not_be_read(tmp_path: Path):
    tally = tally_of(a_text(tmp_path, "a.txt", "某市办法\n第一条 医院应当报告。不得瞒报。\n第二条 合格率应当不低于95。\n"))
    assert dict(tally.modalities) == {"must": 2, "must_not": 1}
    assert (tally.n_unread, dict(tally.reasons)) == (1, {"threshold without a unit": 1})
    assert str(tally) == "3 obligations (must 2, must_not 1); 1 with something unread (threshold without a unit 1)"


def test_files_are_counted_in_processes_of_their_own(tmp_path: Path):
    paths = [a_text(tmp_path, f"{i}.txt", f"某市办法\n第一条 医院应当报告第{i}项。\n") for i in range(3)]
    figure = extraction(paths)
    assert figure.holds
    assert "3 obligations (must 3)" in figure.note


def test_every_kind_of_filter_is_timed_over_a_stored_register():
    first, *by_kind = register.measure(n_documents=8, n_articles=24)
    assert first.name == "first query of 192 obligations"
    assert len(by_kind) == 9
    assert all(figure.most == 20 for figure in by_kind)


def test_every_query_finds_something():
    assert all(queries for queries in register.queries_by_kind("0").values())


def test_without_laws_the_reason_is_told(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(register, "measure", lambda: iter(()))
    [outcome] = measure(tmp_path)
    assert isinstance(outcome, NotMeasured)
    assert "laws" in outcome.reason
