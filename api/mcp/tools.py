"""The tools: ask, search, read a clause, list obligations. All of them only read."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any, cast

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from api.answering import Asked
from api.callers import Caller, check_scope
from api.clauses import clause_named
from api.dependencies import links_of
from api.links import Links
from api.mcp.records import ClauseText, FoundClause, FoundClauses, Obligations, PolicyAnswer
from api.refusals import RefusalError
from api.schemas.asking import MAX_HISTORY
from api.schemas.obligations import ObligationRecord
from api.schemas.reading import ClauseTextRecord
from api.schemas.searching import FoundRecord
from api.schemas.texts import WholeText
from api.scopes import Scope
from api.service import Service
from assistant.obligations.filters import Filters, kinds_of
from assistant.obligations.workdays import COVERAGE, NOT_COVERED
from assistant.understanding import MAX_CHARACTERS
from corpus.errors import DocumentError, NotFoundError, QuestionError, StoreBusyError
from corpus.header import validity

MAX_TOP = 20
PAGE_SIZE = 20

READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

Words = Annotated[WholeText, Field(min_length=1, max_length=MAX_CHARACTERS)]
Name = Annotated[WholeText, Field(max_length=255)]
Call = Context[Any, Any]


class Tools:
    """The tools over the parts of one application; each checks what the key of its request allows."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def add_to(self, server: MCPServer[Any]) -> None:
        """Makes the tools known."""
        server.add_tool(self.ask_policy, title="问政策", annotations=READ_ONLY)
        server.add_tool(self.search_policies, title="查条款", annotations=READ_ONLY)
        server.add_tool(self.get_clause, title="读条款", annotations=READ_ONLY)
        server.add_tool(self.list_obligations, title="列义务", annotations=READ_ONLY)

    async def ask_policy(
        self,
        ctx: Call,
        question: Annotated[Words, Field(description="One question in Chinese, whole sentences rather than keywords")],
        place: Annotated[Name, Field(description="The place that is meant where the question names none, such as 安徽省")] = "",
        earlier_questions: Annotated[
            tuple[Words, ...], Field(max_length=MAX_HISTORY, description="Earlier questions of the same person, oldest first")
        ] = (),
    ) -> PolicyAnswer:
        """Answer a question from the ingested Chinese policy texts, with the clauses it stands on, or say that there is no basis.

        Repeat the answer and its citations as they are. Where status is no_answer, say that the texts give no basis; do not make an answer.
        """
        with _errors_told():
            caller, links = _caller(ctx, Scope.ASK)
            asked = Asked(question, caller, channel="mcp", history=earlier_questions, place=place)
            return PolicyAnswer.of((await self._service.answering.answer(asked)).record, links)

    def search_policies(
        self,
        ctx: Call,
        query: Annotated[Words, Field(description="Words to look for")],
        top_k: Annotated[int, Field(ge=1, le=MAX_TOP)] = 8,
        document: Annotated[Name, Field(description="Only in this document: its id or source name")] = "",
    ) -> FoundClauses:
        """Find the clauses of the ingested policy texts that fit words best. They are not an answer: ask_policy gives one."""
        with _errors_told():
            _, links = _caller(ctx, Scope.READ)
            library = self._service.youju.library
            wanted = frozenset({library.find(document)}) if document else None
            hits = self._service.youju.assistant.search(query, limit=top_k, document_ids=wanted)
            found = (FoundRecord.from_found(hit, library.policy(hit.chunk.document_id)) for hit in hits)
            return FoundClauses(clauses=tuple(FoundClause.of(each, links) for each in found))

    def get_clause(
        self,
        ctx: Call,
        document: Annotated[Name, Field(description="The id or the source name of a document")],
        clause: Annotated[Name, Field(description="The label (第三条, 三、（二）20.) or the id of a clause")],
    ) -> ClauseText:
        """Read one clause of a document with everything under it."""
        with _errors_told():
            _, links = _caller(ctx, Scope.READ)
            youju = self._service.youju
            policy = youju.library.policy(youju.library.find(document))
            record = ClauseTextRecord.from_clause(clause_named(policy, clause), policy)
            return ClauseText.of(record, validity(policy.header, youju.assistant.today()), links)

    def list_obligations(  # noqa: PLR0913 -- a parameter for each condition
        self,
        *,
        ctx: Call,
        actor: Annotated[Name, Field(description="A body or person; what binds wider classes is found too")] = "",
        kinds: Annotated[
            tuple[Name, ...], Field(max_length=20, description="must, must_not, should, may, target, deadline, frequency, …")
        ] = (),
        document: Annotated[Name, Field(description="A document's id or source name")] = "",
        place: Annotated[Name, Field(description="Only what binds there")] = "",
        due_from: Annotated[date | None, Field(description="Due on this day or later")] = None,
        due_before: Annotated[date | None, Field(description="Due on this day or earlier")] = None,
        words: Annotated[Name, Field(description="Words that all occur; bars part alternatives")] = "",
        page: Annotated[int, Field(ge=1, le=10_000)] = 1,
    ) -> Obligations:
        """List who must do what, by when or how often, in which clause; those due next first."""
        with _errors_told():
            _caller(ctx, Scope.READ)
            youju = self._service.youju
            filters = Filters(
                actor=actor,
                kinds=kinds_of(kinds),
                document_id=youju.library.find(document) if document else "",
                place=place,
                due_from=due_from,
                due_before=due_before,
                words=tuple(words.split()),
            )
            found = youju.register.find(filters, offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
            entries = tuple(map(ObligationRecord.from_entry, found.entries))
            return Obligations(total=found.total, page=page, notices=(COVERAGE, NOT_COVERED), obligations=entries)


def _caller(ctx: Call, scope: Scope) -> tuple[Caller, Links]:
    """Who calls, where the caller has this scope, and how addresses begin for it."""
    request = cast("Any", ctx.request_context.request)
    caller: Caller = request.state.caller
    check_scope(caller, scope)
    return caller, links_of(request)


@contextmanager
def _errors_told() -> Iterator[None]:
    """Has the caller's model read what it can mend; of anything else it learns that the tool failed."""
    try:
        yield
    except RefusalError as error:
        raise ToolError(error.detail) from error
    except (DocumentError, NotFoundError, QuestionError, StoreBusyError) as error:
        raise ToolError(str(error)) from error
