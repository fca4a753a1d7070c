"""The words of the command line; each command parses them and calls the one function that does the work.

Those functions are imported when their command is run, so that `youju --help` answers at once. A command returns its exit code.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from api.cli.opening import opened
from corpus.documents import Level, Validity

app = typer.Typer(
    name="youju",
    help="Youju 有据 answers questions about policy texts with the exact clause they stand on, or says that there is no basis.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print the record as JSON.")]
Batch = Annotated[Path | None, typer.Option("--batch", help="Take many from this file, one JSON object a line.")]
Output = Annotated[Path | None, typer.Option("--output", help="Where --batch writes, one JSON object a line.")]
Place = Annotated[str, typer.Option("--place", help="The province, city or hospital that is meant, such as 安徽省.")]
Document = Annotated[str, typer.Argument(help="A document's id or source name, as `youju documents` lists them.")]


@app.command()
def ingest(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, and folders with all that is below them.")],
    level: Annotated[Level | None, typer.Option(help="Whose texts these are, whatever they and their sidecars tell.")] = None,
    place: Place = "",
    *,
    no_repair: Annotated[bool, typer.Option("--no-repair", help="Fold layout and width, and change nothing else in the texts.")] = False,
    as_json: AsJson = False,
) -> int:
    """Read, repair and index files; what did not change is skipped. Exit code 3: some failed, 1: all failed."""
    from api.cli.ingesting import ingest_files

    with opened(context) as youju:
        return ingest_files(youju.library, paths, level=level, place=place or None, repair=False if no_repair else None, as_json=as_json)


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="Such as 急会诊多久到位.")] = None,
    place: Place = "",
    batch: Batch = None,
    output: Output = None,
    *,
    as_json: AsJson = False,
) -> int:
    """Answer a question, or a file of them. Exit code 4: the texts give no basis for an answer."""
    from api.cli.asking import ask_each, ask_once

    with opened(context) as youju:
        match question, batch, output:
            case str(), None, None:
                return ask_once(youju.assistant, question, place=place, as_json=as_json)
            case None, Path(), Path():
                return ask_each(youju.assistant, batch, output, place=place)
    raise typer.BadParameter("Give a QUESTION, or both --batch and --output.")


@app.command()
def chat(context: typer.Context, place: Place = "") -> int:
    """Ask one question after another; a later one may lean on the earlier ones."""
    from api.cli.asking import converse

    with opened(context) as youju:
        return converse(youju.assistant, place=place)


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(help="Words to look for.")] = None,
    top: Annotated[int, typer.Option(min=1, max=100, help="How many clauses to list.")] = 10,
    batch: Batch = None,
    output: Output = None,
    *,
    as_json: AsJson = False,
) -> int:
    """List the clauses that fit best, without an answer."""
    from api.cli.searching import search_each, search_once

    with opened(context) as youju:
        match query, batch, output:
            case str(), None, None:
                return search_once(youju, query, top=top, as_json=as_json)
            case None, Path(), Path():
                return search_each(youju, batch, output, top=top)
    raise typer.BadParameter("Give a QUERY, or both --batch and --output.")


@app.command()
def show(
    context: typer.Context,
    document: Document,
    clause: Annotated[str | None, typer.Argument(help="A clause's label or id, such as 第十二条.")] = None,
    *,
    edits: Annotated[bool, typer.Option("--edits", help="Every repair made.")] = False,
    source: Annotated[bool, typer.Option("--source", help="The original text.")] = False,
    as_json: AsJson = False,
) -> int:
    """Show a document's clause tree, one clause, every repair, or the original text."""
    from api.cli import showing

    if edits + source + as_json + (clause is not None) > 1:
        raise typer.BadParameter("CLAUSE, --edits, --source and --json exclude each other; give one.")
    with opened(context) as youju:
        policy = youju.library.policy(youju.library.find(document))
        if as_json:
            return showing.print_record(youju.library, policy, youju.assistant.today())
        if source:
            return showing.print_source(policy)
        if edits:
            return showing.print_edits(policy)
        return showing.print_clause(policy, clause) if clause else showing.print_tree(policy, youju.assistant.today())


@app.command()
def documents(context: typer.Context, *, as_json: AsJson = False) -> int:
    """List what is ingested."""
    from api.cli.showing import list_documents

    with opened(context) as youju:
        return list_documents(youju.library, youju.assistant.today(), as_json=as_json)


@app.command()
def remove(context: typer.Context, document: Document) -> int:
    """Take a document out; the file that it came from stays."""
    with opened(context) as youju:
        document_id = youju.library.find(document)
        youju.library.remove(document_id)
    typer.echo(f"Removed {document_id}.")
    return 0


@app.command()
def obligations(  # noqa: PLR0913 -- an option for each condition
    context: typer.Context,
    *,
    actor: Annotated[str, typer.Option(help="Whom the duties bind, by name or through a wider class, such as 临床科室主任.")] = "",
    kind: Annotated[list[str] | None, typer.Option(help="must, must_not, should, may, target, deadline, frequency, threshold ...")] = None,
    document: Annotated[str, typer.Option(help="A document's id or source name.")] = "",
    place: Place = "",
    validity: Annotated[list[Validity] | None, typer.Option(help="Only of policies that are so today.")] = None,
    due_from: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Due on this day or later.")] = None,
    due_before: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Due on this day or earlier.")] = None,
    words: Annotated[str, typer.Option(help="Words that all occur; 报送|上报 is either.")] = "",
    page: Annotated[int, typer.Option(min=1, help="Which page, counted from 1.")] = 1,
    page_size: Annotated[int | None, typer.Option(min=1, help="How many to a page; all of them where it is not given.")] = None,
    form: Annotated[Literal["table", "json", "jsonl", "csv", "xlsx", "ics"], typer.Option("--format", help="How to list them.")] = "table",
    output: Annotated[Path | None, typer.Option("--output", help="The file to write; standard output where none is named.")] = None,
) -> int:
    """List every duty, prohibition and target that the texts hold, those due next first."""
    from api.cli.obligations import list_obligations
    from api.obligation_formats import ObligationFormat
    from assistant.obligations.filters import Filters, kinds_of

    if output and form == "table":
        raise typer.BadParameter("--output needs --format json, jsonl, csv, xlsx or ics.")
    with opened(context) as youju:
        filters = Filters(
            actor=actor,
            kinds=kinds_of(kind or ()),
            document_id=youju.library.find(document) if document else "",
            place=place,
            validity=frozenset(validity or ()),
            due_from=due_from.date() if due_from else None,
            due_before=due_before.date() if due_before else None,
            words=tuple(words.split()),
        )
        wanted = None if form == "table" else ObligationFormat(form)
        return list_obligations(youju, filters, wanted, output, offset=(page - 1) * (page_size or 0), limit=page_size)


@app.command()
def compare(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="DOCUMENT_A", help="The earlier or own document, by its id or source name.")],
    second: Annotated[str, typer.Argument(metavar="DOCUMENT_B", help="The document to set against it.")],
    *,
    as_json: AsJson = False,
) -> int:
    """Show which duties the second document adds, lacks, and says otherwise in actor, value or strength."""
    from api.cli.obligations import compare_documents

    with opened(context) as youju:
        return compare_documents(youju, first, second, as_json=as_json)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes; more than one need a PostgreSQL database and a Chroma server.")] = 1,
) -> int:
    """Serve the HTTP API until stopped."""
    from api.cli.serving import serve_forever, serve_with_workers
    from assistant.settings import load_settings

    if workers > 1:
        return serve_with_workers(load_settings(), host=host, port=port, n_workers=workers)
    with opened(context) as youju:
        return serve_forever(youju, host=host, port=port)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write, such as youju-2026-11-22.tar.gz; one that is there is replaced.")],
) -> int:
    """Write all that is stored to one file, while others go on; the indexes are left out, they are built from the rest."""
    from api.cli.backing_up import back_up_home

    return back_up_home(file)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `youju backup` wrote.")],
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of what is stored, which is kept in a folder beside.")] = False,
) -> int:
    """Put a backup into the home folder, checked to the last byte before anything is changed."""
    from api.cli.backing_up import restore_home

    return restore_home(file, replace=replace)


@app.command()
def verify(
    context: typer.Context,
    *,
    repair: Annotated[bool, typer.Option("--repair", help="Build anew what can be built from what was ingested.")] = False,
) -> int:
    """Look for anything stored or indexed that is not what was written. Exit code 1: something is wrong and was not repaired."""
    from api.cli.verifying import verify_library

    with opened(context) as youju:
        return verify_library(youju.library, repair=repair)
