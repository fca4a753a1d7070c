"""A home of its own for a measurement: opened on a temporary folder with the documents of one case set, gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.bootstrap import Youju, open_youju
from assistant.settings import load_settings
from corpus.errors import DocumentError
from indexing.building import ingest


@contextmanager
def opened(folder: Path) -> Iterator[Youju]:
    """Youju over the documents of `folder`, with the settings of the environment except for the home.

    Raises:
        DocumentError: A document of the folder could not be ingested.
    """
    with TemporaryDirectory(prefix="youju-evals-") as home:
        settings = load_settings().model_copy(update={"home": Path(home)})
        with open_youju(settings) as youju:
            for result in ingest(youju.library, [folder]):
                if result.status == "failed":
                    raise DocumentError(f"{result.path.name!r} could not be ingested for the evaluation: {result.message}")
            yield youju
