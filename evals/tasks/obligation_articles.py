"""Sets the obligation register against articles of laws, annotated before its output was looked at.

`cases/obligations/development.jsonl` may be looked into while the extraction is worked on. `held_out.jsonl` is only ever measured: whoever
reads its failures has to annotate other articles in its place. A line is an article of a law by the name of its file and its place in code
points of the original, with every obligation in it; the words themselves are not shipped.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from corpus.spans import Span
from evals.gathering import gathered, located
from evals.homes import opened
from evals.loading import CASES_FOLDER, CaseError
from evals.score import Report
from evals.skipping import Skipped, missing
from evals.tasks import obligations
from evals.tasks.obligations import GoldObligation, GoldValue

FOLDER = CASES_FOLDER / "obligations"
SETS = ("development", "held_out")


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ArticleObligation(_Row):
    """An annotated obligation; `actor` is empty where the article names nobody."""

    id: str = Field(min_length=1)
    actor: str
    modality: str
    start: int
    end: int
    value: GoldValue | None = None


class Article(_Row):
    """An article of the law whose file begins with `document`, and all its obligations; places are in code points of the original."""

    document: str = Field(min_length=1)
    start: int
    end: int
    obligations: tuple[ArticleObligation, ...]

    @property
    def name(self) -> str:
        """What the article is called among those of its law."""
        return f"{self.start}-{self.end}"


def read_articles(path: Path) -> list[Article]:
    """The annotated articles of a file.

    Raises:
        CaseError: A line is not an annotated article.
    """
    try:
        return [TypeAdapter(Article).validate_json(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    except ValidationError as error:
        raise CaseError(f"{path.name!r} holds a line that is no annotated article: {error.errors()[0]['msg']}") from error


def gold_of(articles: Sequence[Article]) -> list[GoldObligation]:
    """The obligations of articles, in the shape in which those of the gold set are measured."""
    return [
        GoldObligation(**one.model_dump(), doc=article.document, clause=article.name) for article in articles for one in article.obligations
    ]


def scopes_of(articles: Sequence[Article]) -> dict[tuple[str, str], Span]:
    """Where each article stands: what is found there and not annotated is wrong."""
    return {(article.document, article.name): Span(article.start, article.end) for article in articles}


def measure(laws: Path, *, folder: Path = FOLDER) -> Iterator[Report | Skipped]:
    """A report for each set, where all its laws lie below `laws`; only they are ingested."""
    for name in SETS:
        articles = read_articles(folder / f"{name}.jsonl")
        names = frozenset(f"{article.document}.md" for article in articles)
        files = located(names, laws)
        if files.keys() != names:
            yield missing(f"{obligations.TASK} of laws", laws) or Skipped(f"{obligations.TASK} of laws", f"not all laws are in {laws}")
            continue
        with gathered(files) as gathered_laws, opened([gathered_laws]) as youju:
            entries = youju.register.find().entries
        yield obligations.measure(gold_of(articles), entries, name=f"laws_{name}", scopes=scopes_of(articles))
