"""`python -m api.load ADDRESS --questions FILE`: answers per second, and how long they take; a key is read from YOUJU_LOAD_KEY."""

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from api.load.measuring import Measured, measure, reach, read_questions
from corpus.errors import NotFoundError

STREAM = "text/event-stream"

# Where an access key is read, where the server needs one.
KEY = "YOUJU_LOAD_KEY"


def load(
    address: Annotated[str, typer.Argument(help="Where the server is, such as http://127.0.0.1:8000.")],
    questions: Annotated[Path, typer.Option(help="A file of JSON objects with a member `question`.")],
    clients: Annotated[int, typer.Option(min=1, help="How many ask at once.")] = 32,
    seconds: Annotated[float, typer.Option(min=0.1, help="For how long.")] = 60,
    *,
    distinct: Annotated[bool, typer.Option("--distinct", help="Ask nothing twice in the same words.")] = False,
) -> None:
    """Measure answers per second with many clients, then the first event of a stream with one."""
    # Not an option: what stands on a command line is read by everybody on the machine.
    key = os.environ.get(KEY, "")
    try:
        asked = read_questions(questions)
        asyncio.run(reach(address))
    except (OSError, NotFoundError) as error:
        typer.echo(f"Nothing was measured: {error}", err=True)
        raise typer.Exit(1) from error
    many = asyncio.run(measure(address, asked, clients=clients, seconds=seconds, key=key, distinct=distinct))
    _tell(f"{clients} clients", many)
    one = asyncio.run(measure(address, asked, clients=1, seconds=min(seconds, 10), key=key, accept=STREAM, distinct=distinct))
    typer.echo(f"first event, 1 client: p50 {one.milliseconds(0.5, first=True):.1f} ms, p95 {one.milliseconds(0.95, first=True):.1f} ms")
    raise typer.Exit(int(bool(many.n_failed or one.n_failed)))


def _tell(name: str, measured: Measured) -> None:
    times = ", ".join(f"p{share * 100:g} {measured.milliseconds(share):.1f} ms" for share in (0.5, 0.95, 0.99))
    told = f"{len(measured.replies)} replies in {measured.seconds:.1f} s, {measured.per_second:.1f} answers/s, {times}"
    typer.echo(f"{name}: {told}, {measured.n_failed} failed")


if __name__ == "__main__":
    typer.run(load)
