"""The benchmarks of speed and size measure what they say, on a few small texts."""

import json
import random
import subprocess
from pathlib import Path

import pytest

from corpus.cleaning import clean
from corpus.parsing import parse
from corpus.reading import read_bytes
from evals.baselines import peers as pipelines
from evals.benchmarks import __main__ as command
from evals.benchmarks import curves, ingest, ladder, peer, peers, rung, varied_laws
from evals.benchmarks.figure import Figure, NotMeasured
from evals.case import CaseSet
from evals.loading import bundled_cases
from evals.tasks.structure import a_law

RUNG = {
    "wanted": 100_000.0, "chunks": 100_010.0, "documents": 9.0, "ingest_per_second": 900.0, "disk_mb": 500.0, "memory_mb": 1300.0,
    "start_seconds": 3.5, "start_processor_seconds": 2.0, "start_after_ingest_seconds": 40.0,
    "add_ms": 100.0, "replace_ms": 120.0, "remove_ms": 50.0,
    **{f"{what}_p{percent}_ms": 10.0 + percent for what in ("search", "answer") for percent in (50, 95, 99)},
}  # fmt: skip


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "laws"
    folder.mkdir(parents=True)
    for number in range(3):
        (folder / f"{number}.md").write_text(a_law(10 + number), "utf-8")
    return folder


def test_a_varied_law_has_the_same_clauses_and_says_something_else() -> None:
    text = a_law(12)
    first, again, other = (varied_laws.varied(text, random.Random(seed)) for seed in (1, 1, 2))  # noqa: S311 -- a seeded sequence is the point
    assert first == again
    assert len({text, first, other}) == 3
    labels = [
        [clause.label for clause in parse(clean(read_bytes(each.encode(), source_name="a.txt", origin="a"))).clauses]
        for each in (text, first)
    ]
    assert labels[0] == labels[1]


def test_there_are_laws_without_end(laws: Path, tmp_path: Path) -> None:
    files = varied_laws.law_files(laws, tmp_path)
    paths = [next(files) for _ in range(8)]
    assert len(set(paths)) == 8
    assert [path.parent == laws for path in paths] == [True] * 3 + [False] * 5


def test_the_ingest_is_set_beside_bare_chroma(laws: Path, tmp_path: Path) -> None:
    whole, beside = ingest.over(laws, tmp_path / "homes")
    assert whole.name == "ingest of 3 files"
    assert beside.most == 2.5
    assert beside.value > 0
    assert "bare: " in beside.note


def test_a_home_is_measured_as_it_grows(laws: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = CaseSet("bundled", bundled_cases().folder, bundled_cases().cases[:4])
    monkeypatch.setattr(rung, "bundled_cases", lambda: few)
    monkeypatch.setattr(rung, "TURNS", 1)
    monkeypatch.setattr(ladder, "_measured", lambda home: {"start_seconds": 1.0, "start_after_ingest_seconds": 2.0, **rung.measured(home)})
    small, large = ladder.climbed(laws, tmp_path / "ladder", sizes=(400, 460))
    assert 400 <= small["chunks"] < 460 <= large["chunks"]
    assert large["documents"] > small["documents"]
    assert set(RUNG) <= set(small)
    assert {name for names in curves.PANELS.values() for name in names} <= set(small)


def test_bounds_hold_at_the_sizes_that_they_are_for() -> None:
    answers, *bounded = ladder.figures(RUNG)
    assert (answers.most, answers.parts["chunks"]) == (None, 100_010.0)
    assert [figure.name for figure in bounded if not figure.holds] == ["memory at 100,010 chunks"]
    assert len(bounded) == 4
    at_a_million = next(ladder.figures({**RUNG, "wanted": 1e6}))
    assert (at_a_million.most, at_a_million.holds) == (60.0, False)
    assert len(list(ladder.figures({**RUNG, "wanted": 1000.0}))) == 1


def test_growth_is_drawn_where_matplotlib_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curves, "find_spec", lambda _: None)
    assert not curves.draw([RUNG], tmp_path / "growth.svg")
    monkeypatch.undo()
    pytest.importorskip("matplotlib", reason="matplotlib is not installed: pip install 'youju[bench]'")
    assert curves.draw([RUNG, {**RUNG, "chunks": 1e6}], tmp_path / "deep" / "growth.svg")
    assert "</svg>" in (tmp_path / "deep" / "growth.svg").read_text("utf-8")


def test_figures_are_written_as_they_come_and_a_million_only_where_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(command.BENCHMARKS) - set(command.USUAL) == {"million"}
    monkeypatch.setattr(
        command, "BENCHMARKS", {"pdf": lambda _: iter([Figure("PDF", 2.0, "s", parts={"pages": 3.0}), NotMeasured("x", "y")])}
    )
    assert command.main(["--only", "pdf", "--output", str(tmp_path)]) == 0
    written = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert [figure.get("parts") for figure in written["figures"]] == [{"pages": 3.0}, None]
    assert written["machine"]["cpu_count"]


def test_pipelines_that_are_not_there_or_fail_are_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [absent] = peers.measure(tmp_path)
    assert isinstance(absent, NotMeasured)
    for name in ("laws", "seeds", "gold"):
        (tmp_path / name).mkdir()
    (tmp_path / "gold" / "dev.jsonl").touch()
    monkeypatch.setattr(pipelines, "find_spec", lambda package: None if package == "txtai" else package)
    failed = subprocess.CompletedProcess([], 1, "", "Traceback\nOSError: no disk\n")
    monkeypatch.setattr(peers.subprocess, "run", lambda *_, **__: failed)
    found = [str(each) for each in peers.measure(tmp_path)]
    assert found[0] == "peers, youju: not measured, it failed: OSError: no disk"
    assert "peers, txtai_bm25: not measured, not installed: txtai (pip install 'youju[bench]')" in found
    assert len(found) == 1 + len(pipelines.PEERS)


@pytest.mark.parametrize("name", ["youju", *pipelines.PEERS])
def test_each_pipeline_finds_words_that_stand_alone(name: str, tmp_path: Path) -> None:
    if name in pipelines.PEERS and (lacks := pipelines.lacking(name)):
        pytest.skip(f"not installed: {lacks} (pip install 'youju[bench]')")
    for folder in ("seeds", "laws", "gold"):
        (tmp_path / folder).mkdir()
    text = "consult arrives in ten minutes\n会诊在十分钟内到位。"
    (tmp_path / "seeds" / "a.txt").write_text(text, "utf-8")
    (tmp_path / "laws" / "b.txt").write_text("records are kept for years\n病历保存多年。", "utf-8")
    quote = {"doc": "a.txt", "start": 0, "end": len(text)}
    case = {"id": "g-1", "question": "consult minutes 会诊", "kind": "deadline", "style": "formal", "history": [], "must_contain": ["十"]}
    row = case | {"must_not_contain": [], "source_quotes": [quote | {"end": 7}]}
    (tmp_path / "gold" / "dev.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    found = peer.measured(name, tmp_path)
    assert found["hit_at_1"] == 1.0
    assert found["query_p50_ms"] > 0
