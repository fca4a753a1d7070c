"""How an answer, a hit list and a clause tree look on a terminal.

Texts are printed as `Text`, never as markup: a document may hold anything.
"""

from collections.abc import Iterable, Sequence
from textwrap import indent

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.answers import Answer, Citation, NoAnswer
from corpus.documents import Validity

# What a reader at a bedside must see of a policy's validity; a policy in force needs no warning colour.
VALIDITY_WORDS = {
    Validity.IN_FORCE: Text("现行有效", style="green"),
    Validity.NOT_YET: Text("尚未施行", style="yellow"),
    Validity.ENDED: Text("已结束", style="yellow"),
    Validity.SUPERSEDED: Text("已被替代", style="red"),
    Validity.UNKNOWN: Text("时效未知", style="dim"),
}

INDENT = "    "

# Wider than any row of a table.
WIDEST = 4_000


def console() -> Console:
    """Standard output as it is now; plain where it is not a terminal."""
    return Console(highlight=False, soft_wrap=True)


def print_answer(answer: Answer | NoAnswer) -> None:
    """The reply, the statements that it stands on, and each citation with its clause, validity and verbatim words."""
    out = console()
    match answer:
        case Answer():
            _print_reply(out, answer)
            _print_citations(out, "依据", answer.citations)
        case NoAnswer():
            out.print(Text(answer.answer, style="bold"))
            if answer.nearest:
                _print_citations(out, "相近条款（不是答案）", answer.nearest)
    for notice in answer.notices:
        out.print(Text(f"注意：{notice}", style="yellow"))
    out.print()


def _print_reply(out: Console, answer: Answer) -> None:
    """The reply and its statements, each with the numbers of its citations; words that are both are printed once."""
    if "\n".join(statement.text for statement in answer.statements) != answer.answer:
        out.print(Text(answer.answer, style="bold"))
    if answer.mark:
        out.print(Text(f"{answer.mark} · {answer.generated_by}", style="magenta"))
    for statement in answer.statements:
        style = "bold" if statement.text == answer.answer else ""
        out.print(Text(statement.text, style=style) + Text("".join(f" [{number}]" for number in statement.citations), style="cyan"))


def _print_citations(out: Console, heading: str, citations: Sequence[Citation]) -> None:
    out.print()
    out.print(Text(heading, style="dim"))
    for citation in citations:
        address = [Text(f"[{citation.number}]", style="cyan"), Text(f"《{citation.title}》"), Text(citation.clause_label, style="bold")]
        out.print(Text(" ").join([*address, VALIDITY_WORDS[citation.validity]]))
        out.print(Text(indent(citation.quote.strip(), INDENT)))
        out.print(Text(f"{INDENT}{citation.source_name} {citation.raw_start}–{citation.raw_end}{_place_in_file(citation)}", style="dim"))


def _place_in_file(citation: Citation) -> str:
    """Where a reader finds the quote in the file: ` 第3页`; empty for plain text."""
    places = ((citation.page, "页"), (citation.paragraph, "段"), (citation.row, "行"))
    return "".join(f" 第{number}{unit}" for number, unit in places if number)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table without lines, a row a line: names are copied from it, so no cell is folded or cut."""
    table = Table(*headings, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(highlight=False, width=WIDEST).print(table)
