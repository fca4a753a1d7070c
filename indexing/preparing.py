"""A file to the rows of a document: read, cleaned, parsed, cut and searched for obligations."""

from dataclasses import dataclass, field
from pathlib import Path

from corpus.cleaning import clean
from corpus.documents import Level
from corpus.errors import EmptyDocumentError
from corpus.obligations.extraction import extract
from corpus.parsing import parse
from corpus.reading import read_bytes
from corpus.sidecar import Sidecar
from indexing.chunking import chunk
from indexing.document_rows import DocumentRows, document_rows
from indexing.recipes import Recipes


@dataclass(frozen=True, slots=True)
class Wishes:
    """What whoever ingests says of all files; it holds over sidecars and texts, and `None` says nothing."""

    level: Level | None = None
    place: str | None = None
    repair: bool | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """The bytes of one file; `path` is what it is called, `origin` where it came from."""

    path: Path
    data: bytes = field(repr=False)
    origin: str
    sidecar: Sidecar = field(default_factory=Sidecar)
    wishes: Wishes = field(default_factory=Wishes)

    @property
    def repair(self) -> bool:
        """Whether the content is repaired."""
        return next((said for said in (self.wishes.repair, self.sidecar.repair) if said is not None), True)

    def recipe(self, recipes: Recipes) -> str:
        """Names how the document is made."""
        return recipes.name(self.sidecar, repair=self.repair)


def prepared(order: Order, recipes: Recipes) -> DocumentRows:
    """The rows of the document.

    Raises:
        DocumentError: The file cannot be used.
    """
    source = read_bytes(order.data, source_name=order.path.name, origin=order.origin)
    document = clean(source, steps=recipes.steps, repair=order.repair)
    policy = parse(document, level=order.wishes.level, place=order.wishes.place, overrides=order.sidecar.overrides)
    chunks = chunk(policy)
    if not chunks:
        raise EmptyDocumentError(f"Nothing that could be cited is in {str(order.path)!r}: give a file with text in it")
    return document_rows(policy, chunks, recipe=order.recipe(recipes), obligations=extract(policy))
