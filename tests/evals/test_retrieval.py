"""Rankings in four ways over a scripted search, and what counts as found."""

import pytest

from corpus.documents import CleanDocument, Header, Policy, SourceDocument
from corpus.offsets import Edit
from corpus.spans import Span
from evals.case import Case, CaseSet, Source
from evals.loading import BUNDLED_FOLDER
from evals.score import Report
from evals.tasks.retrieval import measure, rankings
from indexing.chunking import Chunk
from indexing.hits import Hit

RAW = "第一条 报(bào)告五天送达。第二条 秘书处保管。"
TEXT = "第一条 报告五天送达。第二条 秘书处保管。"


def hit(number: int, *, dense: float, sparse: float, end: int = 0) -> Hit:
    chunk = Chunk(f"d-{number}", "d", "c", Span(0, end), TEXT[:end], "")
    return Hit(chunk, (dense + sparse) / 2, dense, sparse)


class Scripted:
    """Gives the same hits for every text, best first."""

    def __init__(self, *hits: Hit) -> None:
        self._hits = sorted(hits, key=lambda each: -each.score)

    def search(self, text: str, *, limit: int = 10, document_ids: frozenset[str] | None = None) -> list[Hit]:
        return self._hits[:limit]


def policy(_document_id: str) -> Policy:
    source = SourceDocument("d", "001_rules.txt", "/001_rules.txt", "0" * 64, RAW)
    return Policy(CleanDocument(source, TEXT, (Edit(Span(5, 10), "", "pinyin"),)), Header("规则"), ())


def case(*spans: Span, kind: str = "deadline") -> Case:
    return Case(f"{kind}-01", "报告几天送达？", kind, "formal", sources=tuple(Source("001", span) for span in spans))


def reports_of(searcher: Scripted, *cases: Case) -> dict[str, Report]:
    found = measure(CaseSet("own", BUNDLED_FOLDER, cases), searcher, policy)
    return {report.variant: report for report in found}


def test_each_way_orders_by_its_own_score() -> None:
    scores = [(1.0, 0.2), (0.3, 1.0), (0.8, 0.9), (0.0, 0.1)]
    searcher = Scripted(*(hit(number, dense=dense, sparse=sparse) for number, (dense, sparse) in enumerate(scores, start=1)))
    found = {way: [each.chunk.chunk_id for each in hits] for way, hits in rankings(searcher, "报告").items()}
    assert found == {
        "hybrid": ["d-3", "d-2", "d-1", "d-4"],
        "sparse": ["d-2", "d-3", "d-1", "d-4"],
        "dense": ["d-1", "d-3", "d-2"],
        "reciprocal_ranks": ["d-1", "d-2", "d-3", "d-4"],
    }


@pytest.mark.parametrize(
    ("wanted", "found"),
    [(Span(4, 16), 1.0), (Span(4, 5), 1.0), (Span(0, 16), 1.0), (Span(12, 19), 0.0), (Span(17, 21), 0.0)],
    ids=["over the repair", "one character", "all of it", "across its end", "behind it"],
)
def test_a_hit_counts_where_it_holds_the_wanted_span_of_the_original(wanted: Span, found: float) -> None:
    searcher = Scripted(hit(1, dense=1.0, sparse=1.0, end=TEXT.index("第二条")))
    assert reports_of(searcher, case(wanted))["hybrid"].summary["recall@1"] == found


def test_the_product_ranks_by_itself_what_its_halves_are_asked_for_bare() -> None:
    product = Scripted(hit(2, dense=0.1, sparse=0.1))
    found = rankings(Scripted(hit(1, dense=1.0, sparse=1.0)), "报告", product=product)
    assert [each.chunk.chunk_id for each in found["hybrid"]] == ["d-2"]
    assert [each.chunk.chunk_id for each in found["sparse"]] == ["d-1"]


def test_another_file_does_not_count() -> None:
    searcher = Scripted(hit(1, dense=1.0, sparse=1.0, end=len(TEXT)))
    elsewhere = Case("deadline-01", "报告几天送达？", "deadline", "formal", sources=(Source("002", Span(0, 3)),))
    assert reports_of(searcher, elsewhere)["hybrid"].summary["recall@10"] == 0.0


def test_unanswerable_cases_are_not_searched_and_empty_results_count() -> None:
    reports = reports_of(Scripted(), case(Span(0, 3)), case(kind="unanswerable"))
    assert [len(report.results) for report in reports.values()] == [1, 1, 1, 1]
    assert reports["hybrid"].summary["recall@10"] == 0.0
    assert reports["hybrid"].failures[0].reasons == "not among 0 hits"
