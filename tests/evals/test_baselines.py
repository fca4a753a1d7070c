"""The stock pipeline over short texts: what it finds is judged as the product's hits are."""

from pathlib import Path

import pytest

from corpus.spans import Span
from evals.baselines import langchain_chroma
from evals.baselines.langchain_chroma import StockSearch, not_installed
from evals.case import Case, CaseSet, Source
from evals.score import Report
from evals.skipping import Skipped
from evals.tasks import baselines
from indexing.embedding import load_embedder
from indexing.langchain_retriever import PolicyEmbeddings

FILLER = "".join(f"第{number}项 渔船应当登记编号，并且按季度检修。\n\n" for number in range(60))
WANTED = "急报应当在2小时内送达秘书处。"


def own_set(tmp_path: Path) -> CaseSet:
    texts = {"001_rules.txt": f"{FILLER}{WANTED}\n\n{FILLER}", "002_other.txt": FILLER}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    start = texts["001_rules.txt"].index(WANTED)
    source = Source("001", Span(start, start + len(WANTED)))
    return CaseSet("own", tmp_path, (Case("deadline-01", "急报多久送达秘书处？", "deadline", "formal", sources=(source,)),))


@pytest.mark.skipif(bool(not_installed()), reason=not_installed() or "installed")
@pytest.mark.filterwarnings("default")
def test_the_stock_pipeline_is_measured_over_the_same_files(tmp_path: Path) -> None:
    reports = [each for each in baselines.measure(own_set(tmp_path)) if isinstance(each, Report)]
    assert {"baselines.own.langchain_1000", "baselines.own.langchain_300"} <= {report.name for report in reports}
    short = next(report for report in reports if report.variant == "langchain_300")
    assert short.summary["recall@10"] == 1.0


@pytest.mark.skipif(bool(not_installed()), reason=not_installed() or "installed")
def test_many_texts_come_in_one_batch_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(langchain_chroma, "BATCH_SIZE", 3)
    search = StockSearch.over(own_set(tmp_path).originals(), PolicyEmbeddings(load_embedder()), chunk_characters=300)
    found = search.search(WANTED, limit=100)
    assert len(found) > 6
    assert {each.source_name for each in found} == {"001_rules.txt", "002_other.txt"}


def test_what_is_not_installed_is_skipped_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(langchain_chroma, "find_spec", lambda name: None)
    (skipped,) = baselines.measure(own_set(tmp_path))
    assert isinstance(skipped, Skipped)
    assert skipped.case_set == "baselines.own"
    assert "langchain_chroma, langchain_text_splitters" in skipped.reason
    assert "youju[evals]" in skipped.reason
