"""Files of one JSON object a line: each line is worked on by itself, a bad one is told and left out."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, TypeVar

import typer
from pydantic import BaseModel, ConfigDict, ValidationError

from api.cli.progress import progress
from corpus.errors import NotFoundError, QuestionError, YoujuError

ALL_DONE, NONE_DONE, SOME_FAILED = 0, 1, 3


class BatchLine(BaseModel):
    """What every line of a batch has: an id, which comes back with the result."""

    model_config = ConfigDict(extra="ignore")

    id: str | int


Line = TypeVar("Line", bound=BatchLine)


def work_through(source: Path, target: Path, form: type[Line], work: Callable[[Line], Mapping[str, object]]) -> int:
    """Write what `work` makes of each line of `source`, with the line's id, to `target`; each result is on the disk when it is made.

    Returns:
        0 where every line gave a result, 3 where some did not, 1 where none did.

    Raises:
        NotFoundError: `source` cannot be read, or `target` cannot be written.
    """
    lines = _numbered_lines(source)
    n_done = 0
    with _writer(target) as output:
        for number, written in progress(lines, total=len(lines), label="Working"):
            try:
                line = form.model_validate_json(written)
                result = {"id": line.id, **work(line)}
            except ValidationError as error:
                _tell(
                    source, number, "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'line'}: {fault['msg']}" for fault in error.errors())
                )
            except QuestionError as error:
                _tell(source, number, str(error))
            else:
                output.write(json.dumps(result, ensure_ascii=False) + "\n")
                output.flush()
                n_done += 1
    if n_done == len(lines):
        return ALL_DONE
    return SOME_FAILED if n_done else NONE_DONE


def _numbered_lines(source: Path) -> list[tuple[int, str]]:
    """The lines that hold something, counted from 1; only a line feed ends one, since JSON strings may hold the other separators."""
    try:
        written = source.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise NotFoundError(f"There is no file {str(source)!r}; give the path of a file of one JSON object a line.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise YoujuError(f"{str(source)!r} cannot be read: {error}. Give a UTF-8 file of one JSON object a line.") from error
    return [(number, line) for number, line in enumerate(written.split("\n"), start=1) if line.strip()]


@contextmanager
def _writer(target: Path) -> Iterator[TextIO]:
    try:
        output = target.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise YoujuError(f"{str(target)!r} cannot be written: {error.strerror}. Give another --output.") from error
    with output:
        yield output


def _tell(source: Path, number: int, message: str) -> None:
    typer.echo(f"youju: {source.name} line {number}: {message}", err=True)
