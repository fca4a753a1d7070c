"""`python -m assistant.fitting DATA`: fits the models, says how they do on what was not fitted on, and writes the weights."""

import argparse
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from assistant.fitting import matching, sources
from assistant.fitting.examples import Example
from assistant.fitting.observing import Observation, observed
from assistant.fitting.training import fit
from assistant.fitting.writing import written
from assistant.service import Assistant
from indexing.building import ingest
from indexing.embedding import load_embedder
from indexing.library import Library

ROOT = Path(__file__).parents[2]
# The laws of so many tables stand beside the texts of hospitals where what is asked of these is asked a second time.
TABLES_BESIDE = 4


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m assistant.fitting", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with reading/ and laws/")
    parser.add_argument("--cases", type=Path, default=ROOT / "evals" / "cases", help="the project's own cases")
    parser.add_argument("--bundled", type=Path, default=ROOT / "corpus" / "bundled", help="the corpus of those cases")
    parser.add_argument("--output", type=Path, default=ROOT / "assistant" / "data" / "weights.toml")
    options = parser.parse_args()
    observations = list(_observations(options.data, options.cases, options.bundled))
    fitted = fit(observations)
    print(fitted.report)  # noqa: T201 -- a command speaks
    options.output.write_text(written(fitted), encoding="utf-8")
    matching.write(fitted.order.matcher, options.output.parent / "matching")


def _observations(data: Path, cases: Path, bundled: Path) -> Iterator[Observation]:
    with tempfile.TemporaryDirectory() as name:
        tables = sorted(sources.QUESTIONS.glob("*.tsv"))
        folders = [Path(name) / source for source in ("reading", "laws", "cases", "hospital", "beside", *(table.stem for table in tables))]
        for folder in folders:
            folder.mkdir()
        reading, laws, own, hospital, beside, *libraries = folders
        yield from _searched(reading, sources.of_reading(data, reading))
        yield from _searched(laws, sources.of_laws(data, laws))
        yield from _searched(own, sources.of_cases(cases, bundled, own))
        yield from _searched(hospital, sources.of_hospital(hospital))
        yield from _searched(beside, sources.of_all_beside(tables[:TABLES_BESIDE], data, cases, bundled, beside))
        for table, library in zip(tables, libraries, strict=True):
            yield from _searched(library, sources.of_own_questions(table, data, library))


def _searched(folder: Path, examples: list[Example]) -> Iterator[Observation]:
    """The examples, searched for in a library of the folder's files."""
    with tempfile.TemporaryDirectory() as home, Library.open(Path(home), embedder=load_embedder("")) as library:
        n_files = sum(1 for _ in ingest(library, [folder]))
        print(f"{folder.name}: {n_files} files, {len(examples)} questions", flush=True)  # noqa: T201 -- a command speaks
        assistant = Assistant(library.searcher, library, lambda: datetime.now(UTC).date())
        yield from observed(assistant, examples)


if __name__ == "__main__":
    main()
