"""The register set against annotated obligations: what counts as found, and what as right."""

from datetime import date
from pathlib import Path

import pytest

from assistant.obligations.entries import Entry
from assistant.obligations.register import Register
from corpus.obligations.records import Machine, Modality, Obligation
from corpus.spans import Span
from evals.loading import CaseError
from evals.running import Skipped, run_obligations
from evals.tasks.obligation_articles import FOLDER, SETS, gold_of, read_articles, scopes_of
from evals.tasks.obligation_articles import measure as measure_articles
from evals.tasks.obligations import GoldObligation, GoldValue, match, measure, read_gold
from tests.builders import a_policy
from tests.shelves import ShelfInMemory, a_value, an_obligation

TEXT = "会诊办法\n第一条 急会诊在10分钟内到位，各科室记录意见，护士核对医嘱。\n第二条 医师签字。\n"
POLICY = a_policy(TEXT, name="007_x.txt")
URGENT, RECORD, CHECK, SIGN = "急会诊在10分钟内到位", "各科室记录意见", "护士核对医嘱", "医师签字"


def gold(words: str, *, clause: str = "一", **members: object) -> GoldObligation:
    start = TEXT.index(words)
    defaults = {"id": words, "doc": "007", "clause": clause, "actor": "科室", "modality": "must", "value": None}
    return GoldObligation(**{**defaults, "start": start, "end": start + len(words), **members})


def entries(*obligations: Obligation) -> tuple[Entry, ...]:
    return Register(ShelfInMemory((POLICY, obligations)), lambda: date(2026, 11, 22)).find().entries


WITHIN = GoldValue(type="deadline", machine={"within": "PT10M", "from": "会诊请求发出"})


def test_what_matches_is_scored_field_by_field_with_reasons():
    found = entries(
        an_obligation(POLICY, URGENT, actor="各科室", values=(a_value(Machine.of(within="PT10M"), raw="10分钟内"),)),
        an_obligation(POLICY, RECORD, actor="护士", modality=Modality.SHOULD),
    )
    report = measure([gold(URGENT, value=WITHIN), gold(RECORD), gold(CHECK)], found, name="own")
    assert report.summary == {"precision": 1.0, "recall": 2 / 3, "modality": 0.5, "actor": 0.5, "value_type": 1.0, "value_machine": 1.0}
    assert [result.passed for result in report.results] == [True, False, False]
    assert report.results[1].reasons == "should, not must; another actor"
    assert report.results[2].reasons == "not found"


@pytest.mark.parametrize(
    ("machine", "value_type", "right"),
    [
        pytest.param(Machine.of(within="PT30M"), 1.0, 0.0, id="another-time"),
        pytest.param(Machine.of(within="PT10M", from_="发出"), 1.0, 1.0, id="another-event-is-not-measured"),
        pytest.param(Machine.of(asap=True), 1.0, 0.0, id="another-member"),
    ],
)
def test_values_are_right_where_their_measured_members_are_equal(machine, value_type, right):
    found = entries(an_obligation(POLICY, URGENT, values=(a_value(machine),)))
    summary = measure([gold(URGENT, value=WITHIN)], found, name="own").summary
    assert (summary["value_type"], summary["value_machine"]) == (value_type, right)


def test_a_record_in_an_annotated_clause_that_matches_nothing_counts_against_precision():
    found = entries(an_obligation(POLICY, URGENT), an_obligation(POLICY, RECORD), an_obligation(POLICY, SIGN))
    report = measure([gold(URGENT), gold(CHECK)], found, name="own")
    assert report.summary["precision"] == 0.5
    assert [result.kind for result in report.results if result.kind == "extra"] == ["extra"]


def test_each_side_is_matched_once_and_the_best_first():
    whole = an_obligation(POLICY, f"{URGENT}，{RECORD}")
    pairs = match([gold(URGENT), gold(RECORD)], entries(whole, an_obligation(POLICY, RECORD))).pairs
    assert {name: entry.stored.reading for name, entry in pairs.items()} == {URGENT: f"{URGENT}，{RECORD}", RECORD: RECORD}


def test_stretches_that_share_less_than_half_of_the_shorter_do_not_match():
    shifted = gold(URGENT).model_copy(update={"start": TEXT.index("到位"), "end": TEXT.index("记录意见")})
    assert match([shifted], entries(an_obligation(POLICY, URGENT))).pairs == {}


def test_where_everything_is_annotated_may_be_told():
    found = entries(an_obligation(POLICY, URGENT), an_obligation(POLICY, SIGN))
    whole = {("007", "一"): Span(0, TEXT.index(SIGN))}
    assert measure([gold(URGENT)], found, name="own", scopes=whole).summary["precision"] == 1.0
    assert measure([gold(URGENT)], found, name="own", scopes={("007", "一"): Span(0, len(TEXT))}).summary["precision"] == 0.5


def test_nobody_named_is_right_where_nobody_is_annotated():
    found = entries(an_obligation(POLICY, URGENT, actor=""), an_obligation(POLICY, RECORD, actor="护士"))
    report = measure([gold(URGENT, actor=""), gold(RECORD, actor="")], found, name="own")
    assert report.summary["actor"] == 0.5
    assert report.results[1].reasons == "an actor, where none is named"


def test_annotated_articles_are_read_with_all_that_stands_in_them():
    articles = read_articles(FOLDER / "held_out.jsonl")
    assert len(articles) >= 20
    assert len({one.id for article in articles for one in article.obligations}) == sum(len(article.obligations) for article in articles)
    for each in articles:
        assert all(each.start <= one.start < one.end <= each.end for one in each.obligations)
    assert {each.clause for each in gold_of(articles)} <= {clause for _, clause in scopes_of(articles)}


def test_the_held_out_laws_are_others_than_those_worked_on():
    laws = [{article.document for article in read_articles(FOLDER / f"{name}.jsonl")} for name in SETS]
    assert laws[0].isdisjoint(laws[1])


def test_a_line_that_is_no_article_is_told(tmp_path: Path):
    (tmp_path / "laws.jsonl").write_text('{"document": "某法", "start": 0}\n', encoding="utf-8")
    with pytest.raises(CaseError, match=r"laws\.jsonl"):
        read_articles(tmp_path / "laws.jsonl")


def test_without_the_laws_their_articles_are_skipped(tmp_path: Path):
    (tmp_path / "laws").mkdir()
    assert [type(outcome) for outcome in measure_articles(tmp_path / "laws")] == [Skipped, Skipped]


def test_a_line_that_is_no_obligation_is_told(tmp_path: Path):
    (tmp_path / "gold.jsonl").write_text('{"id": "ob1"}\n', encoding="utf-8")
    with pytest.raises(CaseError, match=r"gold\.jsonl"):
        read_gold(tmp_path / "gold.jsonl")


def test_without_the_originals_the_task_is_skipped_with_the_reason(tmp_path: Path):
    outcome = run_obligations(tmp_path)
    assert isinstance(outcome, Skipped)
    assert "obligations_dev.jsonl" in outcome.reason


def test_the_originals_are_measured(shared_data: Path):
    report = run_obligations(shared_data)
    assert not isinstance(report, Skipped)
    assert {"precision", "recall", "modality", "actor", "value_type", "value_machine"} == set(report.summary)
    assert report.summary["recall"] > 0.5
