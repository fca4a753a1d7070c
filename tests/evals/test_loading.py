"""Case files: the shipped ones are valid, and a slip in one fails the file with its line."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus.spans import Span
from evals.case import Source
from evals.loading import CaseError, bundled_cases, gold_cases

ROW: dict[str, Any] = {
    "id": "deadline-01",
    "question": "报告几天内送达？",
    "kind": "deadline",
    "style": "formal",
    "why": "A plain limit.",
    "must_contain": ["5天"],
    "sources": [{"document": "rules.md", "clause": "第一条", "quote": "5天内送达"}],
}
REFUSAL: dict[str, Any] = {
    "id": "unanswerable-01",
    "question": "迟到罚多少？",
    "kind": "unanswerable",
    "style": "formal",
    "why": "Not stated.",
    "unanswerable_type": "detail_not_stated",
}


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "rules.md").write_text("第一条 报告应当在5天内送达。\n第二条 逾期送达的报告无效，逾期送达的记录在案。\n", encoding="utf-8")
    return folder


def cases_folder(tmp_path: Path, *rows: dict[str, Any]) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "own.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return folder


def test_the_shipped_cases_are_many_and_a_third_of_them_unanswerable() -> None:
    cases = bundled_cases().cases
    kinds, styles = Counter(case.kind for case in cases), Counter(case.style for case in cases)
    assert len(cases) >= 100
    assert kinds["unanswerable"] >= len(cases) / 3
    assert len(kinds) == 14
    assert set(styles) == {"formal", "wechat", "typo", "traditional", "english"}


def test_every_shipped_pattern_is_found_in_no_question_it_belongs_to() -> None:
    """A pattern that the question itself holds would take an echo for an answer."""
    for case in bundled_cases().cases:
        if case.kind not in {"yesno", "prohibition", "procedure", "list", "compare"}:
            assert not any(pattern.search(case.question) for pattern in case.must_contain), case.case_id


def test_a_case_carries_the_span_of_its_quote(tmp_path: Path, documents: Path) -> None:
    (case,) = bundled_cases(cases_folder(tmp_path, ROW), documents).cases
    assert case.sources == (Source("rules.md", Span(9, 14), "第一条"),)
    assert case.answerable


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"must_contian": ["5天"]}, "must_contian"),
        ({"kind": "dedline"}, "kind is 'dedline'"),
        ({"question": ""}, "question is ''"),
        ({"must_contain": "5天"}, "must_contain is '5天'"),
        ({"must_contain": ["(5天"]}, "not a regular expression"),
        ({"must_contain": []}, "needs must_contain and sources"),
        ({"unanswerable_type": "off_topic"}, "says so with unanswerable_type"),
        ({"sources": [{"document": "rule.md", "clause": "", "quote": "5天"}]}, "no document 'rule.md'"),
        ({"sources": [{"document": "rules.md", "clause": "", "quote": "6天"}]}, "stands 0 times"),
        ({"sources": [{"document": "rules.md", "clause": "", "quote": "逾期送达的"}]}, "stands 2 times"),
    ],
    ids=[
        "unknown field",
        "unknown kind",
        "empty",
        "wrong type",
        "bad pattern",
        "no pattern",
        "both",
        "no document",
        "no quote",
        "quote twice",
    ],
)
def test_a_slip_fails_the_file(tmp_path: Path, documents: Path, change: dict[str, Any], message: str) -> None:
    with pytest.raises(CaseError, match=r"own\.jsonl:2: ") as caught:
        bundled_cases(cases_folder(tmp_path, REFUSAL, ROW | change), documents)
    assert message in str(caught.value)


def test_a_line_that_is_not_json_fails_the_file(tmp_path: Path, documents: Path) -> None:
    folder = cases_folder(tmp_path, ROW)
    (folder / "own.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(CaseError, match=r"own\.jsonl:1: the line"):
        bundled_cases(folder, documents)


def test_an_id_is_used_once(tmp_path: Path, documents: Path) -> None:
    with pytest.raises(CaseError, match="'deadline-01' is taken"):
        bundled_cases(cases_folder(tmp_path, ROW, ROW), documents)


def test_annotated_cases_keep_spans_and_hide_texts(tmp_path: Path) -> None:
    quotes = [{"doc": "001", "start": 3, "end": 8, "quote": "…"}]
    row = ROW | {"history": [], "must_not_contain": [], "source_quotes": quotes, "answers": []}
    path = tmp_path / "annotated.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    case_set = gold_cases(path, tmp_path, name="gold")
    assert case_set.cases[0].sources == (Source("001", Span(3, 8)),)
    assert not case_set.shows_texts
