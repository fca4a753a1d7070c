"""The shipped questions on health laws: well-formed, free of the laws' text, and with offsets that point into the named clauses."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from assistant.answers import Answer, Citation, NoAnswer, Reason
from corpus.documents import Level, Validity
from corpus.spans import Span
from evals import running
from evals.case import Case, CaseSet, Source
from evals.gathering import asked_about, gathered, located
from evals.loading import LAW_CASES, CaseError, law_cases
from evals.running import Skipped, run_health_laws
from evals.score import Report
from evals.tasks.answers import measure, normalised

ARTICLE = re.compile(r"^(第[一二三四五六七八九十百零]+条)[ \u3000]", re.MULTILINE)
LONGEST_SHARED = 14
NOW = datetime(2026, 1, 1, tzinfo=UTC)
ROW: dict[str, Any] = {
    "id": "law-01",
    "question": "报告几天内送达？",
    "kind": "deadline",
    "style": "formal",
    "why": "A plain limit.",
    "must_contain": ["5天"],
    "sources": [{"document": "rules.md", "clause": "第一条", "start": 9, "end": 14}],
}
ECHOED = {"yesno", "prohibition", "procedure", "list", "compare"}


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return law_cases(Path()).cases


@pytest.fixture(scope="module")
def texts(shared_data: Path) -> dict[str, str]:
    names = asked_about(law_cases(Path()))
    with gathered(located(names, shared_data / "laws")) as folder:
        return law_cases(folder).originals()


def clauses(text: str) -> dict[str, Span]:
    """The articles of a law by their number, each up to the next one."""
    starts = [(found.group(1), found.start()) for found in ARTICLE.finditer(text)]
    return {number: Span(start, end) for (number, start), (_, end) in pairwise([*starts, ("", len(text))])}


def test_a_hundred_cases_over_ten_laws_a_quarter_of_them_unanswerable(cases: tuple[Case, ...]) -> None:
    kinds, styles = Counter(case.kind for case in cases), {case.style for case in cases}
    assert len(cases) == 100
    assert kinds["unanswerable"] == 25
    assert len(kinds) == 14
    assert styles == {"formal", "wechat", "typo", "traditional", "english"}
    answerable = Counter(source.document for case in cases for source in case.sources[:1])
    assert len(answerable) == 10
    assert min(answerable.values()) >= 7


def test_there_are_several_reasons_for_no_answer() -> None:
    rows = [json.loads(line) for line in LAW_CASES.read_text(encoding="utf-8").splitlines()]
    reasons = Counter(row["unanswerable_type"] for row in rows if row["kind"] == "unanswerable")
    assert set(reasons) == {"detail_not_stated", "not_in_corpus", "place_not_covered", "false_premise", "off_topic"}
    assert max(reasons.values()) <= 12


def test_no_pattern_is_found_in_the_question_it_belongs_to(cases: tuple[Case, ...]) -> None:
    for case in cases:
        if case.kind not in ECHOED:
            assert not any(pattern.search(case.question) for pattern in case.must_contain), case.case_id


def test_the_file_holds_no_sentence_of_a_law(cases: tuple[Case, ...], texts: dict[str, str]) -> None:
    """Only titles and terms are shared: no question has more of a law's words in a row than the longest title has."""
    length = LONGEST_SHARED + 1
    runs = {text[at : at + length] for text in texts.values() for at in range(len(text) - length + 1)}
    for case in cases:
        for words in (case.question, *case.history, *(pattern.pattern for pattern in case.must_contain)):
            assert not any(words[at : at + length] in runs for at in range(len(words))), case.case_id


def test_every_offset_points_into_the_named_clause(cases: tuple[Case, ...], texts: dict[str, str]) -> None:
    bounds = {name: clauses(text) for name, text in texts.items()}
    for case in cases:
        for source in case.sources:
            clause = bounds[source.document][source.clause]
            assert clause.start <= source.span.start < source.span.end <= clause.end, (case.case_id, source.clause)
            assert texts[source.document][source.span.start : source.span.end].strip(), case.case_id


def test_the_supporting_words_themselves_are_a_right_reply(cases: tuple[Case, ...], texts: dict[str, str]) -> None:
    for case in cases:
        quotes = [texts[source.document][source.span.start : source.span.end] for source in case.sources]
        if case.answerable and case.style != "english":
            reply = normalised(";".join(quotes))
            assert any(pattern.search(reply) for pattern in case.must_contain), case.case_id
            assert not any(pattern.search(reply) for pattern in case.must_not_contain), case.case_id


def test_one_who_cites_the_named_clauses_passes_and_one_who_refuses_only_on_the_unanswerable(texts: dict[str, str], tmp_path: Path) -> None:
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text.encode())
    case_set = law_cases(tmp_path)
    spoken = replace(case_set, cases=tuple(case for case in case_set.cases if case.style != "english"))
    quoting = measure(spoken, QuotesTheSources(spoken, texts)).summary
    assert (quoting["right_and_cited"], quoting["clause_where_cited"], quoting["quotes_exact"]) == (1.0, 1.0, 1.0)
    refusing = measure(case_set, RefusesAll()).summary
    assert (refusing["right_and_cited"], refusing["false_refusals"], refusing["refusal_recall"]) == (0.0, 1.0, 1.0)


class RefusesAll:
    """Answers nothing."""

    def ask(self, question: str, *, history: Sequence[str] = (), place: str = "") -> NoAnswer:
        return NoAnswer("1", question, question, NOW, "没有依据。", Reason.DETAIL_NOT_STATED, (), (), 0.0, 0.0)


class QuotesTheSources:
    """Knows the supporting spans, and answers with their words."""

    def __init__(self, case_set: CaseSet, texts: dict[str, str]) -> None:
        self._cases = {(case.question, case.history): case for case in case_set.answerable}
        self._texts = texts

    def ask(self, question: str, *, history: Sequence[str] = (), place: str = "") -> Answer | NoAnswer:
        case = self._cases.get((question, tuple(history)))
        if case is None:
            return RefusesAll().ask(question, history=history, place=place)
        citations = tuple(self._cited(number, source) for number, source in enumerate(case.sources, start=1))
        words = ";".join(citation.quote for citation in citations)
        return Answer("1", question, question, NOW, words, words, (), citations, (), 1.0, 0.0)

    def _cited(self, number: int, source: Source) -> Citation:
        start, end = source.span.start, source.span.end
        quote = self._texts[source.document][start:end]
        return Citation(
            number, "d", source.document, "", "", "", Level.UNKNOWN, "", Validity.UNKNOWN, "c", source.clause, quote, quote, start, end
        )  # fmt: skip


def read(tmp_path: Path, row: dict[str, Any]) -> CaseSet:
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    return law_cases(tmp_path, path)


def test_offsets_are_kept_without_a_look_at_the_document(tmp_path: Path) -> None:
    case_set = read(tmp_path, ROW)
    assert case_set.cases[0].sources == (Source("rules.md", Span(9, 14), "第一条"),)
    assert asked_about(case_set) == {"rules.md"}
    assert not case_set.shows_texts


def test_offsets_that_hold_nothing_fail_the_file(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"own\.jsonl:1: 9\.\.9 holds nothing"):
        read(tmp_path, ROW | {"sources": [{"document": "rules.md", "clause": "第一条", "start": 9, "end": 9}]})


def test_the_set_is_skipped_where_a_law_is_absent(tmp_path: Path) -> None:
    (skipped,) = run_health_laws(tmp_path, ["answers"])
    assert isinstance(skipped, Skipped)
    assert skipped.case_set == "health_laws"
    assert skipped.reason.startswith(f"not present in {tmp_path / 'laws'}: 上海市职业病防治条例.md")


def test_only_the_laws_that_are_asked_about_are_measured(monkeypatch: pytest.MonkeyPatch, shared_data: Path) -> None:
    """Nothing is ingested or asked here: the product's replies are not looked at."""

    def counted(case_set: CaseSet, tasks: list[str]) -> list[Report]:
        return [Report(tasks[0], str(len(case_set.originals())), case_set.name, ())]

    monkeypatch.setattr(running, "run_on", counted)
    (report,) = run_health_laws(shared_data, ["answers"])
    assert report == Report("answers", "10", "health_laws", ())
