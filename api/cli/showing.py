"""`youju show` and `youju documents`: what the library holds."""

from datetime import date

import typer
from rich.console import Console
from rich.text import Text

from api.clauses import clause_named, depths_of
from api.cli.printing import VALIDITY_WORDS, console, print_table
from api.schemas.documents import DocumentListRecord, DocumentRecord, FullDocumentRecord
from assistant.notices import chinese_date
from corpus.documents import Policy
from indexing.library import Library


def list_documents(library: Library, today: date, *, as_json: bool) -> int:
    """List all documents, in the order of the library."""
    records = [DocumentRecord.from_header(summary, summary.header, today) for summary in library.documents()]
    if as_json:
        typer.echo(DocumentListRecord(records).model_dump_json())
        return 0
    headings = ("ID", "SOURCE", "TITLE", "LEVEL", "PLACE", "VALIDITY")
    print_table(headings, [(r.document_id, r.source_name, r.title, r.level, r.place, r.validity) for r in records])
    return 0


def print_record(library: Library, policy: Policy, today: date) -> int:
    """Print the whole document record as JSON."""
    typer.echo(FullDocumentRecord.from_policy(policy, today, library.headers()).model_dump_json())
    return 0


def print_source(policy: Policy) -> int:
    """Print the original, character for character."""
    typer.echo(policy.document.source.text, nl=False)
    return 0


def print_edits(policy: Policy) -> int:
    """Print every repair: where it is in the original, its rule, what stood there and what stands there now."""
    raw = policy.document.source.text
    print_table(
        ("RAW", "RULE", "FROM", "TO"),
        [
            (f"{edit.span.start}–{edit.span.end}", edit.rule, repr(edit.span.of(raw)), repr(edit.replacement))
            for edit in policy.document.edits
        ],
    )
    return 0


def print_clause(policy: Policy, name: str) -> int:
    """Print the repaired text of one clause with everything under it."""
    clause = clause_named(policy, name)
    typer.echo(clause.span.of(policy.document.text).strip())
    return 0


def print_tree(policy: Policy, today: date) -> int:
    """Print who said it and the clause tree, one line for each clause."""
    record = DocumentRecord.from_header(policy.document.source, policy.header, today)
    out = console()
    out.print(Text(record.title, style="bold") + " " + VALIDITY_WORDS[record.validity])
    facts = (
        record.document_number,
        "、".join(record.issuers),
        record.place,
        record.issue_date or "",
        record.source_name,
        record.document_id,
    )
    out.print(Text(" · ".join(filter(None, facts)), style="dim"))
    _print_notes(out, policy)
    depths = depths_of(policy)
    for clause in policy.clauses:
        opening = clause.heading or " ".join(clause.own.of(policy.document.text).split())
        out.print(Text("  " * depths[clause.clause_id]) + Text(clause.label, style="cyan") + f" {opening[:40]}" + "…" * (len(opening) > 40))
    return 0


def _print_notes(out: Console, policy: Policy) -> None:
    """What a reader of the document has to know besides: its end, whom to ask, and that nobody repaired it."""
    contact, succession = policy.header.contact, policy.header.succession
    if succession:
        since = f"自{chinese_date(succession.since)}起" if succession.since else ""
        by = f"由{succession.by}取代" if succession.by else "废止"
        out.print(Text(f"{since}{by}", style="yellow"))
    if contact:
        out.print(
            Text("联系：" + " · ".join(filter(None, (contact.person, contact.telephone, contact.email, contact.address))), style="dim")
        )
    if not policy.document.repaired:
        out.print(Text("未修复：只整理了版式和全角字符", style="yellow"))
