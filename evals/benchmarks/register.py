"""Queries of a register of a hundred thousand obligations: texts of the project's own, in a database like that of a home."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from assistant.obligations.filters import Filters, kinds_of
from assistant.obligations.register import Register
from corpus.cleaning import clean
from corpus.documents import Policy, Validity
from corpus.obligations.extraction import extract
from corpus.obligations.records import Obligation
from corpus.parsing import parse
from corpus.reading import read_bytes
from evals.benchmarks.figure import Figure
from indexing.obligation_shelf import ObligationShelf
from indexing.rows import DocumentSummary
from indexing.store import Store

MOST_MILLISECONDS = 20.0
N_DOCUMENTS, N_ARTICLES = 200, 500
PAGE_SIZE = 50
ROUNDS = 40
TODAY = date(2026, 11, 22)

PLACES = ("安徽省", "江苏省", "合肥市", "南京市", "浙江省", "杭州市", "河南省", "国家")
ACTORS = ("医疗机构", "各级质控中心", "临床科室主要负责人", "市卫生健康委", "首诊医师", "护理部", "药剂科", "挂靠单位")
TIMES = ("每年7月10日前", "每季度末前", "每月5日前", "及时", "在接到通知后10日内", "每半年至少一次", "于2027年3月31日前", "")
DEEDS = ("报送质控数据", "组织专题培训", "公示收费价格", "检查急救设备", "登记不良事件", "评估随访效果", "核对用药医嘱", "整改突出问题")
STRENGTHS = ("应当", "必须", "可以", "不得", "应当", "要")


@dataclass(frozen=True, slots=True)
class StoredRegister:
    """A database as the register needs it."""

    store: Store

    @property
    def obligations(self) -> ObligationShelf:
        """The stored obligations."""
        return self.store.obligations

    def generation(self) -> int:
        """The number of the state."""
        return self.store.generation()

    def documents(self) -> list[DocumentSummary]:
        """All documents."""
        return self.store.summaries()


def measure(n_documents: int = N_DOCUMENTS, n_articles: int = N_ARTICLES) -> Iterator[Figure]:
    """The first query, which lays the register out, and for each kind of filter the time of a page with its total, sorted by due day."""
    with TemporaryDirectory(prefix="youju-register-") as folder:
        store = Store.open(Path(folder) / "register.db")
        try:
            n_duties = fill(store, n_documents, n_articles)
            register = Register(StoredRegister(store), lambda: TODAY)
            yield Figure(
                f"first query of {n_duties:,} obligations", _milliseconds(register, Filters()), "ms", note="lays them out in memory"
            )
            document_id = store.summaries()[0].document_id
            for name, queries in queries_by_kind(document_id).items():
                yield timed(register, name, queries)
        finally:
            store.close()


def fill(store: Store, n_documents: int, n_articles: int) -> int:
    """Writes documents of so many articles each, a duty an article, and returns how many duties there are."""
    written = 0
    for number in range(n_documents):
        policy, obligations = a_document(number, n_articles)
        store.replace(policy, [], np.empty((0, 0), dtype=np.float32), embedder="none", obligations=obligations)
        written += len(obligations)
    return written


def a_document(number: int, n_articles: int) -> tuple[Policy, list[Obligation]]:
    """A policy whose articles mix actors, strengths, times and deeds otherwise than those of the next."""
    place = PLACES[number % len(PLACES)]
    kept = _TEMPLATES.get(number % len(PLACES))
    if kept is None or len(kept[1]) != n_articles:
        lines = [f"{place}医疗质量管理办法", f"{place}卫生健康委 2026年1月5日"]
        lines += [f"第{i + 1}条 {_sentence(i, number)}" for i in range(n_articles)]
        policy = parse(clean(read_bytes("\n".join(lines).encode(), source_name=f"{place}.txt", origin=f"/{place}.txt")))
        kept = _TEMPLATES[number % len(PLACES)] = policy, extract(policy)
    policy, obligations = kept
    source = policy.document.source
    named = replace(source, document_id=f"{number:016x}", source_name=f"{number}.txt", origin=f"/{number}.txt", sha256=f"{number:064x}")
    return replace(policy, document=replace(policy.document, source=named)), obligations


# Extracting is timed elsewhere: documents of one place share what was extracted once.
_TEMPLATES: dict[int, tuple[Policy, list[Obligation]]] = {}


def _sentence(i: int, number: int) -> str:
    actor, strength, when, deed = (
        words[(i // step + number) % len(words)] for words, step in ((ACTORS, 1), (STRENGTHS, 3), (TIMES, 5), (DEEDS, 7))
    )
    return f"{actor}{strength}{when}{deed}第{i + 1}项。"


def queries_by_kind(document_id: str) -> dict[str, Sequence[Filters]]:
    """Queries of every kind of filter, different ones where a kind has several."""
    named = [f"第{number}项" for number in range(1, ROUNDS)]
    return {
        "no filter": [Filters()],
        "actor": [Filters(actor=actor) for actor in (*ACTORS, "科主任", "医院")],
        "kind": [Filters(kinds=kinds_of(kinds)) for kinds in (["must", "deadline"], ["must_not"], ["frequency"])],
        "document": [Filters(document_id=document_id)],
        "place": [Filters(place=place) for place in PLACES[:-1]],
        "validity": [Filters(validity=frozenset({Validity.IN_FORCE})), Filters(validity=frozenset({Validity.ENDED, Validity.UNKNOWN}))],
        "due window": [Filters(due_from=TODAY, due_before=date(2027, month, 28)) for month in range(1, 13)],
        "words": [Filters(words=(word,)) for word in (*DEEDS, *named)],
        "several": [Filters(actor="医院", kinds=kinds_of(["must"]), place=place, words=("质控",)) for place in PLACES[:-1]],
    }


def timed(register: Register, name: str, queries: Sequence[Filters]) -> Figure:
    """The 95th percentile of a kind of query, the median in the note; the pages asked for are the first and one further on."""
    times = [_milliseconds(register, filters, offset=PAGE_SIZE * (i % 2) * 3) for i, filters in enumerate(islice(cycle(queries), ROUNDS))]
    p50, p95 = np.percentile(times, [50, 95])
    return Figure(f"register by {name}, p95", float(p95), "ms", most=MOST_MILLISECONDS, note=f"p50 {p50:.1f} ms, {ROUNDS} queries")


def _milliseconds(register: Register, filters: Filters, *, offset: int = 0) -> float:
    started = time.perf_counter()
    register.find(filters, offset=offset, limit=PAGE_SIZE)
    return (time.perf_counter() - started) * 1000
