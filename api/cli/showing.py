"""`youju show` and `youju documents`: what the library holds."""

from datetime import date

import typer
from rich.console import Console
from rich.text import Text

from api.cli.printing import VALIDITY_WORDS, console, print_table
from api.schemas.documents import DocumentListRecord, DocumentRecord, FullDocumentRecord
from assistant.notices import chinese_date
from corpus.documents import Clause, Policy
from corpus.errors import NotFoundError
from indexing.library import Library

MAX_LABELS_TOLD = 8


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
    clause = _clause_named(policy, name)
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
    depths: dict[str | None, int] = {None: -1}
    for clause in policy.clauses:
        depth = depths[clause.clause_id] = depths[clause.parent_id] + 1
        opening = clause.heading or " ".join(clause.own.of(policy.document.text).split())
        out.print(Text("  " * depth) + Text(clause.label, style="cyan") + f" {opening[:40]}" + "…" * (len(opening) > 40))
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


def _clause_named(policy: Policy, name: str) -> Clause:
    """The clause with this label or id.

    Raises:
        NotFoundError: no clause has it, or several do.
    """
    found = [clause for clause in policy.clauses if name in {clause.clause_id, clause.label}]
    if len(found) == 1:
        return found[0]
    title = policy.header.title or policy.document.source.source_name
    if found:
        ids = ", ".join(clause.clause_id for clause in found)
        raise NotFoundError(f"{title!r} has {len(found)} clauses labelled {name!r}; give one of the ids {ids}.")
    near = [clause.label for clause in policy.clauses if name in clause.label][:MAX_LABELS_TOLD]
    hint = f"did you mean {', '.join(near)}?" if near else f"`youju show {policy.document.source.document_id}` lists its clauses."
    raise NotFoundError(f"{title!r} has no clause {name!r}; {hint}")
