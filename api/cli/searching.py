"""`youju search`: ranked clauses, no answer."""

from functools import cache
from pathlib import Path

import typer
from rich.text import Text

from api.cli.batches import BatchLine, work_through
from api.cli.printing import console
from api.schemas.hits import HitRecord, SearchRecord
from assistant.bootstrap import Youju
from corpus.errors import QuestionError
from indexing.hits import Hit
from indexing.library import Library

MAX_CHARACTERS_SHOWN = 160


class QueryLine(BatchLine):
    """A line of a file of queries."""

    query: str


def search_once(youju: Youju, query: str, *, top: int, as_json: bool) -> int:
    """List the clauses that fit `query`, best first; 0 also where none does."""
    hits = _search(youju, query, top)
    records = _records(youju.library, hits)
    if as_json:
        typer.echo(SearchRecord(query=query, hits=tuple(records)).model_dump_json())
    else:
        _print_hits(hits, records)
    return 0


def search_each(youju: Youju, queries: Path, hits: Path, *, top: int) -> int:
    """Search for each query of a file, into a file of hits."""

    def found(line: QueryLine) -> dict[str, object]:
        records = _records(youju.library, _search(youju, line.query, top))
        return {"hits": [record.model_dump(mode="json") for record in records]}

    return work_through(queries, hits, QueryLine, found)


def _search(youju: Youju, query: str, top: int) -> list[Hit]:
    if not query.strip():
        raise QuestionError(f"The query {query!r} is empty; give some words to look for.")
    return youju.assistant.search(query, limit=top)


def _records(library: Library, hits: list[Hit]) -> list[HitRecord]:
    policy_of = cache(library.policy)
    return [HitRecord.from_hit(hit, policy_of(hit.chunk.document_id)) for hit in hits]


def _print_hits(hits: list[Hit], records: list[HitRecord]) -> None:
    out = console()
    for number, (hit, record) in enumerate(zip(hits, records, strict=True), start=1):
        out.print(Text(f"{number}. {record.score:.3f} ", style="cyan") + Text(f"{record.source_name} {record.clause_label}", style="bold"))
        words = " ".join(hit.chunk.text.split())
        out.print(Text(words[:MAX_CHARACTERS_SHOWN] + "…" * (len(words) > MAX_CHARACTERS_SHOWN)))
    if not hits:
        out.print("Nothing fits.")
