"""`youju obligations` and `youju compare`: the register as a table or a file, and two documents side by side."""

import sys
from pathlib import Path

import typer
from rich.text import Text

from api.cli.printing import VALIDITY_WORDS, console, print_table
from api.obligation_formats import FORMS, ObligationFormat
from api.schemas.obligations import ComparisonRecord
from assistant.bootstrap import Youju
from assistant.obligations.comparing import Aspect, Comparison, compare
from assistant.obligations.entries import Entry, Page
from assistant.obligations.filters import Filters
from assistant.obligations.wording import MODALITY_WORDS, citation, link_to_clause, one_line, values_in_words
from assistant.obligations.workdays import COVERAGE, NOT_COVERED, workday_note
from corpus.errors import YoujuError

HEADINGS = ("下次到期", "责任主体", "性质", "事项", "时限频次数值", "依据", "时效", "备注")
ASPECT_WORDS = {Aspect.ACTOR: "责任主体", Aspect.VALUE: "数值", Aspect.STRENGTH: "力度"}


def list_obligations(
    youju: Youju, filters: Filters, form: ObligationFormat | None, output: Path | None, *, offset: int = 0, limit: int | None = None
) -> int:
    """Print the obligations that meet the conditions, or write them to a file; all of them, whatever the form, but for a page asked for.

    Raises:
        YoujuError: The file cannot be written, or a workbook would go to a terminal.
    """
    found = youju.register.find(filters, offset=offset, limit=limit)
    entries = found.entries
    if form is None:
        _print_entries(found)
        return 0
    content = FORMS[form].write(entries, link_to_clause(youju.settings.public_url), youju.assistant.today())
    if output:
        _write(output, content)
        typer.echo(f"{len(entries)} obligations are in {output}. {COVERAGE}；{NOT_COVERED}。", err=True)
    elif form is ObligationFormat.XLSX and sys.stdout.isatty():
        raise YoujuError("A workbook is no text for a terminal: give --output FILE.xlsx")
    else:
        typer.echo(content, nl=False)
    return 0


def compare_documents(youju: Youju, first: str, second: str, *, as_json: bool) -> int:
    """Print which duties the second document adds, lacks, and says otherwise.

    Raises:
        NotFoundError: There is no such document.
    """
    ids = youju.library.find(first), youju.library.find(second)
    before, after = (youju.register.find(Filters(document_id=document_id)).entries for document_id in ids)
    comparison = compare(before, after)
    if as_json:
        policies = [youju.library.policy(document_id) for document_id in ids]
        typer.echo(ComparisonRecord.from_comparison(comparison, *policies).model_dump_json())
    else:
        _print_comparison(comparison)
    return 0


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise YoujuError(f"{str(path)!r} cannot be written: {error.strerror}. Give another --output.") from error


def _print_entries(page: Page) -> None:
    print_table(HEADINGS, map(_row, page.entries))
    out = console()
    shown = f"，此处为第 {page.offset + 1} 至 {page.offset + len(page.entries)} 条" if len(page.entries) < page.total else ""
    out.print(Text(f"共 {page.total} 条{shown}。{COVERAGE}；{NOT_COVERED}。", style="dim"))


def _row(entry: Entry) -> tuple[str, ...]:
    obligation, due = entry.stored.obligation, entry.next_due
    return (
        due.isoformat() if due else "",
        obligation.actor,
        MODALITY_WORDS[obligation.modality],
        one_line(obligation.action),
        values_in_words(entry),
        citation(entry),
        VALIDITY_WORDS[entry.validity].plain,
        "；".join(filter(None, (workday_note(due) if due else "", *obligation.problems))),
    )


def _print_comparison(comparison: Comparison) -> None:
    out = console()
    out.print(Text(f"新增 {len(comparison.added)} 条", style="bold green"))
    for entry in comparison.added:
        out.print(Text("+ ", style="green") + _told(entry))
    out.print(Text(f"删去 {len(comparison.removed)} 条", style="bold red"))
    for entry in comparison.removed:
        out.print(Text("- ", style="red") + _told(entry))
    out.print(Text(f"变更 {len(comparison.changed)} 条", style="bold yellow"))
    for change in comparison.changed:
        out.print(Text("、".join(ASPECT_WORDS[aspect] for aspect in change.aspects), style="yellow"))
        out.print(Text("  - ") + _told(change.before))
        out.print(Text("  + ") + _told(change.after))
    out.print(Text(f"相同 {comparison.n_same} 条", style="dim"))


def _told(entry: Entry) -> Text:
    obligation = entry.stored.obligation
    return Text(f"{MODALITY_WORDS[obligation.modality]} {obligation.actor}：{one_line(entry.stored.reading)} {citation(entry)}")
