"""A Youju that holds two small policies and knows two answers, for tests of what translates."""

import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Self
from uuid import uuid4

from assistant.answers import Answer, Citation, NoAnswer, Reason, Statement
from assistant.events import AnswerFinished, Event, EvidenceFound, StatementVerified
from assistant.obligations.register import Register
from assistant.settings import Settings
from assistant.stages import Stages
from corpus.documents import ClauseKind, Header, Level, Policy, Validity
from corpus.errors import NotFoundError, QuestionError
from corpus.offsets import Edit
from corpus.spans import Span
from indexing.hits import Hit
from indexing.rows import DocumentSummary
from indexing.store import Store
from tests.builders import a_chunk, a_policy
from tests.shelves import ObligationsInMemory

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
URGENT = "急会诊多久到位"
UNANSWERABLE = "急会诊迟到扣多少钱"
MAX_CHARACTERS = 500

CONSULTATION = a_policy(
    "某省会诊管理办法\n第一条 急會诊(huìzhěn)应当在10分钟内到位。\n第二条 普通会诊应当在24小时内完成。\n",
    name="会诊.txt",
    edits=(Edit(Span(14, 15), "会", "script"), Edit(Span(16, 25), "", "pinyin")),
)
RECORDS = a_policy("某市病历管理规定\n第一条 门诊病历保存15年。\n", name="病历.txt", level=Level.CITY, place="某市")


def a_citation(**members: object) -> Citation:
    raw = CONSULTATION.document.source.text
    start, end = raw.index("急會诊"), raw.index("到位。") + 3
    defaults = {
        "number": 1,
        "document_id": CONSULTATION.document.source.document_id,
        "source_name": "会诊.txt",
        "title": "某省会诊管理办法",
        "document_number": "",
        "issuer": "",
        "level": Level.PROVINCIAL,
        "place": "某省",
        "validity": Validity.ENDED,
        "clause_id": "c1",
        "clause_label": "第一条",
        "quote": raw[start:end],
        "reading": "急会诊应当在10分钟内到位。",
        "raw_start": start,
        "raw_end": end,
    }
    return Citation(**{**defaults, **members})


def an_answer(question: str = URGENT, **members: object) -> Answer:
    defaults = {
        "id": "a1",
        "question": question,
        "standalone_question": question,
        "created_at": NOW,
        "answer": "10分钟内到位。",
        "short_answer": "10分钟内",
        "statements": (Statement("急会诊应当在10分钟内到位。", (1,)),),
        "citations": (a_citation(),),
        "notices": ("该办法已结束。",),
        "confidence": 0.97,
        "elapsed_ms": 6.123,
    }
    return Answer(**{**defaults, **members})


def no_answer(question: str = UNANSWERABLE, **members: object) -> NoAnswer:
    defaults = {
        "id": "n1",
        "question": question,
        "standalone_question": question,
        "created_at": NOW,
        "answer": "已收录的文件没有给出依据。",
        "reason": Reason.DETAIL_NOT_STATED,
        "nearest": (a_citation(),),
        "notices": (),
        "confidence": 0.8,
        "elapsed_ms": 5.0,
    }
    return NoAnswer(**{**defaults, **members})


@dataclass
class FakeAssistant:
    """Answers one question, fails as told, and remembers what it was asked."""

    failure: Exception | None = None
    search: Callable[..., list[Hit]] = field(default=lambda *_words, **_options: [])
    writer: None = None
    stages: Stages = field(default_factory=Stages)
    asked: list[tuple[str, tuple[str, ...], str]] = field(default_factory=list)

    def today(self) -> date:
        return TODAY

    def warnings(self) -> tuple[str, ...]:
        return ()

    def stream(self, question: str, *, history: tuple[str, ...] = (), place: str = "") -> Iterator[Event]:
        answer = self.ask(question, history=history, place=place)
        yield EvidenceFound(question, ("第一条",))
        if isinstance(answer, Answer):
            for statement in answer.statements:
                yield StatementVerified(statement, answer.citations)
        yield AnswerFinished(answer)

    def ask(self, question: str, *, history: tuple[str, ...] = (), place: str = "") -> Answer | NoAnswer:
        self.asked.append((question, tuple(history), place))
        if self.failure:
            raise self.failure
        if not question.strip():
            raise QuestionError("The question '' is empty; ask something.")
        if len(question) > MAX_CHARACTERS:
            raise QuestionError(f"The question has {len(question)} characters; ask in at most {MAX_CHARACTERS}.")
        return an_answer(question, id=uuid4().hex) if "多久" in question else no_answer(question, id=uuid4().hex)


class FakeLibrary:
    """Holds policies in memory; searching finds the first article of each, in named documents every article."""

    def __init__(self, *policies: Policy, problems: tuple[str, ...] = ()) -> None:
        self._policies = {policy.document.source.document_id: policy for policy in policies}
        self._problems = list(problems)
        self.obligations = ObligationsInMemory(*policies)
        self.searcher = SimpleNamespace(search=self._search)
        self.home = Path(tempfile.mkdtemp(prefix="youju-fake-"))
        store = Store.open(self.home / "youju.sqlite")
        self.journal, self.keyring, self.jobs = store.journal, store.keyring, store.jobs
        self.inbox, self.outbox = store.inbox, store.outbox
        weakref.finalize(self, _close, store, self.home)

    def headers(self) -> dict[str, Header]:
        return {summary.document_id: summary.header for summary in self.documents()}

    def documents(self) -> list[DocumentSummary]:
        return [
            DocumentSummary(
                document_id=policy.document.source.document_id,
                source_name=policy.document.source.source_name,
                sha256=policy.document.source.sha256,
                header=policy.header,
                n_clauses=len(policy.clauses),
                n_edits=len(policy.document.edits),
                ingested_at=NOW,
            )
            for policy in self._policies.values()
        ]

    def generation(self) -> int:
        return 1

    def policy(self, document_id: str) -> Policy:
        return self._policies[document_id]

    def find(self, name: str) -> str:
        for document_id, policy in self._policies.items():
            if name in {document_id, policy.document.source.source_name}:
                return document_id
        raise NotFoundError(f"There is no document {name!r}; `youju documents` lists what there is.")

    def remove(self, document_id: str) -> None:
        del self._policies[document_id]

    is_words_only = False
    has_company = False

    def check(self) -> int:
        return 0

    def verify(self) -> list[str]:
        return self._problems

    def repair(self) -> None:
        self._problems = []

    def own(self, *, wait: bool = True) -> None:
        """Nothing else can own it."""

    def is_in_step(self) -> bool:
        return True

    def _search(self, text: str, *, terms: object = None, limit: int = 10, document_ids: frozenset[str] | None = None) -> list[Hit]:
        hits = []
        for document_id in document_ids or self._policies:
            policy = self._policies[document_id]
            articles = [clause for clause in policy.clauses if clause.kind is ClauseKind.ARTICLE]
            for clause in articles if document_ids else articles[:1]:
                words = clause.span.of(policy.document.text)
                chunk = a_chunk(words, start=clause.span.start, document_id=document_id, clause_id=clause.clause_id)
                hits.append(Hit(chunk, score=1.0 / (1 + len(hits)), dense=0.5, sparse=0.5))
        return hits[:limit]


def _close(store: Store, home: Path) -> None:
    store.close()
    shutil.rmtree(home)


class FakeYouju:
    """What `open_youju` gives, without a home."""

    def __init__(self, *policies: Policy, failure: Exception | None = None, problems: tuple[str, ...] = (), **settings: object) -> None:
        self.library = FakeLibrary(*(policies or (CONSULTATION, RECORDS)), problems=problems)
        self.assistant = FakeAssistant(failure, search=self.library.searcher.search)
        self.register = Register(self.library, self.assistant.today)
        members = {"public_url": "https://youju.example/", "secret_key": "secret", "api_keys_required": "never"}
        self.settings = Settings(home=self.library.home, **{**members, **settings})

    def __enter__(self) -> Self:
        return self

    def hurry(self) -> None:
        """Nothing is waited for."""

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""
