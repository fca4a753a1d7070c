"""The stretch of a document around a quote, repaired and as the original."""

from dataclasses import dataclass

from api.pages.marking import Block, View, around, blocks
from api.schemas.answers import CitationRecord
from corpus.errors import NotFoundError
from corpus.spans import Span
from indexing.library import Library

CONTEXT_CHARACTERS = 700


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The clauses around a quote in both forms; both empty where the document is not there any more."""

    clean: tuple[Block, ...] = ()
    original: tuple[Block, ...] = ()

    @property
    def is_gone(self) -> bool:
        """Whether only the quote itself is left."""
        return not self.clean


def excerpt_of(library: Library, citation: CitationRecord) -> Excerpt:
    """The clauses around what a citation quotes."""
    try:
        policy = library.policy(citation.document_id)
    except NotFoundError:
        return Excerpt()
    quote = Span(citation.raw_start, citation.raw_end)
    clauses = around(policy, quote, characters=CONTEXT_CHARACTERS)
    return Excerpt(*(tuple(blocks(policy, view, quote=quote, clauses=clauses)) for view in (View.CLEAN, View.ORIGINAL)))
