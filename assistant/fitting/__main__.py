"""`python -m assistant.fitting DATA`: fits the models, says how they do on what was not fitted on, and writes the weights."""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from assistant.fitting import cross_encoding, matching, sources
from assistant.fitting.examples import Example
from assistant.fitting.observing import Observation, observed
from assistant.fitting.training import fit
from assistant.fitting.writing import shipped, written
from assistant.service import Assistant
from indexing.building import ingest
from indexing.embedding import load_embedder
from indexing.library import Library

ROOT = Path(__file__).parents[2]
# So many tables of questions on laws, and on texts of hospitals, share a library where what is asked of these is asked a second time.
LAWS_BESIDE, HOSPITALS_BESIDE = 4, 4

# Writes the files of a corpus into a folder and gives its examples.
Source = Callable[[Path], list[Example]]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m assistant.fitting", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with reading/ and laws/")
    parser.add_argument("--cases", type=Path, default=ROOT / "evals" / "cases", help="the project's own cases")
    parser.add_argument("--bundled", type=Path, default=ROOT / "corpus" / "bundled", help="the corpus of those cases")
    parser.add_argument("--output", type=Path, default=ROOT / "assistant" / "data" / "weights.toml")
    parser.add_argument("--reading-only", action="store_true", help="keep the weights that ship, but for what reads the doubtful ones")
    options = parser.parse_args()
    observations = list(_observations(options.data, options.cases, options.bundled))
    fitted = fit(observations, shipped() if options.reading_only else None)
    print(fitted.report)  # noqa: T201 -- a command speaks
    options.output.write_text(written(fitted), encoding="utf-8")
    matching.write(fitted.ordered.order.matcher, options.output.parent / "matching")
    cross_encoding.write(fitted.encoder, options.output.parent / "cross_encoder")


def _observations(data: Path, cases: Path, bundled: Path) -> Iterator[Observation]:
    for name, source in _sources(data, cases, bundled):
        with tempfile.TemporaryDirectory() as folder:
            yield from _searched(name, Path(folder), source(Path(folder)))


def _sources(data: Path, cases: Path, bundled: Path) -> Iterator[tuple[str, Source]]:
    """What is searched in a library of its own, by name."""
    laws, hospitals = sorted(sources.QUESTIONS.glob("*.tsv")), sorted(sources.HOSPITAL.glob("*.jsonl"))
    yield "reading", partial(sources.of_reading, data)
    yield "laws", partial(sources.of_laws, data)
    yield "cases", partial(sources.of_cases, cases, bundled)
    yield "cases beside laws", partial(sources.of_cases_beside, laws[:LAWS_BESIDE], data, cases, bundled)
    for table in hospitals:
        yield f"hospital {table.stem}", partial(sources.of_hospital, [table])
    for number, start in enumerate(range(0, len(hospitals), HOSPITALS_BESIDE)):
        beside = laws[number * LAWS_BESIDE :][:LAWS_BESIDE]
        yield f"hospital beside laws {number}", partial(sources.of_hospital_beside, beside, data, hospitals[start:][:HOSPITALS_BESIDE])
    for table in laws:
        yield table.stem, partial(sources.of_own_questions, table, data)


def _searched(name: str, folder: Path, examples: list[Example]) -> Iterator[Observation]:
    """The examples, searched for in a library of the folder's files."""
    with tempfile.TemporaryDirectory() as home, Library.open(Path(home), embedder=load_embedder("")) as library:
        n_files = sum(1 for _ in ingest(library, [folder]))
        print(f"{name}: {n_files} files, {len(examples)} questions", flush=True)  # noqa: T201 -- a command speaks
        assistant = Assistant(library.searcher, library, lambda: datetime.now(UTC).date())
        yield from observed(assistant, examples)


if __name__ == "__main__":
    main()
