"""Makes a policy of a clean document: header, clause tree, references, and what the web site put around it."""

from dataclasses import replace
from pathlib import PurePath

from corpus.documents import CleanDocument, Level, Policy
from corpus.errors import EmptyDocumentError
from corpus.furniture import furniture
from corpus.header import header
from corpus.overrides import Overrides
from corpus.references import references
from corpus.roles import marked_lines, read_lines
from corpus.structure import clauses


def parse(
    document: CleanDocument,
    *,
    level: Level | None = None,
    place: str | None = None,
    overrides: Overrides = Overrides(),  # noqa: B008 -- it is frozen
) -> Policy:
    """The policy that a clean document holds.

    Args:
        document: the repaired text.
        level: holds over the level that the text or `overrides` tell, where given.
        place: holds over the place that they tell, where given.
        overrides: hold over what the text tells.

    Raises:
        EmptyDocumentError: the text has not one clause with a word in it.
    """
    marked = marked_lines(document.text)
    around = furniture(document.text, marked=marked)
    lines = read_lines(document.text, around, marked=marked)
    found = clauses(document.text, document_id=document.source.document_id, lines=lines)
    if not found or not any(map(str.isalnum, document.text)):
        raise EmptyDocumentError(f"{document.source.source_name!r} holds no text that could be cited: check the file, or leave it out")
    told = header(document.text, lines=lines, level=level, place=place, overrides=overrides)
    return Policy(
        document=document,
        # People know a text without a title by the name of its file.
        header=told if told.title else replace(told, title=PurePath(document.source.source_name).stem),
        clauses=found,
        references=references(document.text, found),
        furniture=around,
    )
