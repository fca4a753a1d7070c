"""A home of its own for a measurement, opened with the documents that are asked about."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.bootstrap import Youju, open_youju
from assistant.settings import load_settings
from corpus.errors import DocumentError
from indexing.building import ingest


@contextmanager
def opened(folders: Sequence[Path], *, home: Path | None = None) -> Iterator[Youju]:
    """Youju over the documents of `folders`, with the settings of the environment except for the home.

    Args:
        folders: What is ingested; what a kept home holds already is not read again.
        home: A home to keep, or to go on with; without it there is one that is gone afterwards.

    Raises:
        DocumentError: A document of the folders could not be ingested.
    """
    with nullcontext(str(home)) if home else TemporaryDirectory(prefix="youju-evals-") as folder:
        settings = load_settings().model_copy(update={"home": Path(folder)})
        with open_youju(settings) as youju:
            for result in ingest(youju.library, folders):
                if result.status == "failed":
                    raise DocumentError(f"{result.path.name!r} could not be ingested for the evaluation: {result.message}")
            yield youju
