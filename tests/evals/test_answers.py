"""Verdicts on hand-made replies; the expected ones follow the definitions in the docstring of `judge`, written out by hand."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.answers import Answer, Citation, NoAnswer, Reason
from corpus.documents import Level, Validity
from corpus.spans import Span
from evals.case import Case, CaseSet, Source
from evals.tasks.answers import Verdict, judge, measure

TEXT = "第三条 报告应当在5天内送达，急报应当在2小时内送达。\r\n第四条 由秘书处保管。"
ORIGINALS = {"001_rules.txt": TEXT}
NOW = datetime(2026, 1, 1, tzinfo=UTC)

CASE = Case(
    "deadline-01",
    "报告几天内送达？",
    "deadline",
    "formal",
    must_contain=(re.compile("5天"), re.compile("五天")),
    must_not_contain=(re.compile("2小时"),),
    sources=(Source("001", Span(8, 15), "第三条"),),
)
REFUSAL = Case("unanswerable-01", "迟到罚多少？", "unanswerable", "formal")


def citation(start: int, end: int, *, quote: str | None = None, source_name: str = "001_rules.txt", label: str = "第三条") -> Citation:
    quote = TEXT[start:end] if quote is None else quote
    return Citation(
        1, "d", source_name, "", "", "", Level.UNKNOWN, "", Validity.UNKNOWN, "c", label, quote, quote, raw_start=start, raw_end=end
    )  # fmt: skip


def answer(text: str, *citations: Citation) -> Answer:
    return Answer("1", "", "", NOW, text, text, (), citations, (), 1.0, 1.0)


def no_answer() -> NoAnswer:
    return NoAnswer("1", "", "", NOW, "没有依据。", Reason.DETAIL_NOT_STATED, (citation(0, 5, quote="x"),), (), 1.0, 1.0)


@pytest.mark.parametrize(
    ("case", "reply", "verdict"),
    [
        (CASE, answer("5天内", citation(9, 13)), Verdict(refused=False, right=True, cited=True, exact=True, clause=True)),
        (CASE, answer(" 五 天内", citation(9, 13)), Verdict(refused=False, right=True, cited=True, exact=True, clause=True)),
        (CASE, answer("５天内", citation(0, 9)), Verdict(refused=False, right=True, cited=True, exact=True, clause=True)),
        (CASE, answer("5天内，急报2小时内", citation(9, 13)), Verdict(refused=False, right=False, cited=True, exact=True, clause=True)),
        (CASE, answer("5天内", citation(0, 8)), Verdict(refused=False, right=True, cited=False, exact=True)),
        (CASE, answer("5天内", citation(15, 20)), Verdict(refused=False, right=True, cited=False, exact=True)),
        (CASE, answer("5天内"), Verdict(refused=False, right=True, cited=False, exact=True)),
        (CASE, answer("5天内", citation(9, 13, source_name="002_rules.txt")), Verdict(refused=False, right=True, cited=False, exact=False)),
        (CASE, answer("5天内", citation(9, 13, quote="5日内")), Verdict(refused=False, right=True, cited=True, exact=False, clause=True)),
        (CASE, answer("5天内", citation(0, 8), citation(9, 13)), Verdict(refused=False, right=True, cited=True, exact=True, clause=True)),
        (CASE, answer("5天内", citation(9, 13, label="第四条")), Verdict(refused=False, right=True, cited=True, exact=True, clause=False)),
        (CASE, no_answer(), Verdict(refused=True, right=False, cited=False, exact=True)),
        (REFUSAL, no_answer(), Verdict(refused=True, right=True, cited=None, exact=True)),
        (REFUSAL, answer("罚款", citation(9, 13)), Verdict(refused=False, right=False, cited=None, exact=True)),
    ],
    ids=[
        "right",
        "other pattern, spaces",
        "full width, touches the span",
        "forbidden too",
        "ends where the span begins",
        "begins where it ends",
        "no citation",
        "another file",
        "altered quote",
        "second citation",
        "another clause",
        "refused",
        "refused rightly",
        "answered wrongly",
    ],
)
def test_verdicts(case: Case, reply: Answer | NoAnswer, verdict: Verdict) -> None:
    assert judge(case, reply, ORIGINALS) == verdict


class Scripted:
    """Gives the replies it was made with, in order, and keeps what it was asked."""

    def __init__(self, *replies: Answer | NoAnswer) -> None:
        self._replies = list(replies)
        self.asked: list[tuple[str, tuple[str, ...], str]] = []

    def ask(self, question: str, *, history: Sequence[str] = (), place: str = "") -> Answer | NoAnswer:
        self.asked.append((question, tuple(history), place))
        return self._replies.pop(0)


def test_shares_are_over_the_cases_they_apply_to(tmp_path: Path) -> None:
    (tmp_path / "001_rules.txt").write_bytes(TEXT.encode())
    cases = (CASE, CASE, CASE, REFUSAL, REFUSAL)
    scripted = Scripted(answer("5天内", citation(9, 13)), answer("5天内", citation(0, 8)), no_answer(), no_answer(), answer("罚款"))
    report = measure(CaseSet("own", tmp_path, cases), scripted)
    times = {"p50_ms", "p95_ms"}
    assert times < report.summary.keys()
    assert {name: value for name, value in report.summary.items() if name not in times} == {
        "right": pytest.approx(2 / 3),
        "right_and_cited": pytest.approx(1 / 3),
        "false_refusals": pytest.approx(1 / 3),
        "quotes_exact": 1.0,
        "wrong_of_all_replies": pytest.approx(2 / 3),
        "cited_where_answered": 0.5,
        "wrong_where_answered": 0.5,
        "clause_where_cited": 1.0,
        "refusal_recall": 0.5,
        "brier": pytest.approx(3 / 5),
        "calibration_error_answers": pytest.approx(2 / 3),
        "calibration_error_unseen_answers": pytest.approx(2 / 3),
        "calibration_error_unseen_replies": pytest.approx(3 / 5),
    }
    assert [result.outcome for result in report.results] == ["cited", "uncited", "refused", "refused", "wrong"]
    assert report.by_kind == {"deadline": (1, 3), "unanswerable": (1, 2)}


def test_follow_ups_are_a_share_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "001_rules.txt").write_bytes(TEXT.encode())
    asked_again = replace(CASE, history=("报告怎么送？",))
    scripted = Scripted(answer("5天内", citation(9, 13)), no_answer(), no_answer())
    report = measure(CaseSet("own", tmp_path, (CASE, asked_again, replace(REFUSAL, history=("报告怎么送？",)))), scripted)
    assert report.summary["followups"] == 0.0


def test_history_and_place_reach_the_product(tmp_path: Path) -> None:
    case = Case("followup-01", "那急报呢？", "followup", "wechat", history=("报告几天内送达？",), place="安徽省")
    scripted = Scripted(no_answer())
    measure(CaseSet("own", tmp_path, (case,)), scripted)
    assert scripted.asked == [("那急报呢？", ("报告几天内送达？",), "安徽省")]
