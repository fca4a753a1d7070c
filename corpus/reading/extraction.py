"""What a format gives up: its text, line by line, and where in the file each line stood."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpus.documents import Anchor, AnchorKind
from corpus.errors import UnreadableDocumentError

# About ten times the longest law collection; more is a bomb, or no text for people.
MOST_CHARACTERS = 20_000_000
# About as many as 3,000 printed pages have; a sheet of more rows is data, and no table for people.
MOST_LINES = 100_000


class NoTextLayerError(UnreadableDocumentError):
    """Pages of a PDF are pictures of text; whoever can recognise characters may try."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The text of a file, and its anchors in order of `start`."""

    text: str
    anchors: tuple[Anchor, ...] = ()

    @classmethod
    def of_lines(cls, lines: Iterable[tuple[int, str]], kind: AnchorKind, *, recognised: bool = False) -> "Extraction":
        r"""The lines as one text, with an anchor wherever the number of the page, paragraph or row changes.

        `recognised` says that the characters were recognised in pictures.

        Raises:
            UnreadableDocumentError: the text is longer, or has more lines, than any text for people.

        >>> Extraction.of_lines([(1, "第一条"), (1, "第二条"), (2, "第三条")], AnchorKind.PAGE).anchors  # doctest: +NORMALIZE_WHITESPACE
        (Anchor(start=0, kind=<AnchorKind.PAGE: 'page'>, number=1, recognised=False),
         Anchor(start=8, kind=<AnchorKind.PAGE: 'page'>, number=2, recognised=False))
        """
        pieces: list[str] = []
        anchors: list[Anchor] = []
        position = 0
        for count, (number, line) in enumerate(lines, start=1):
            if count > MOST_LINES:
                raise UnreadableDocumentError(f"holds more than {MOST_LINES:,} lines or rows; split it into several files")
            if not anchors or anchors[-1].number != number:
                anchors.append(Anchor(position, kind, number, recognised))
            pieces += (line, "\n")
            position += len(line) + 1
            if position > MOST_CHARACTERS:
                raise UnreadableDocumentError(f"holds more than {MOST_CHARACTERS:,} characters; split it into several files")
        return cls("".join(pieces), tuple(anchors))

    def as_json(self) -> dict[str, Any]:
        """The extraction as values that JSON can write."""
        return {"text": self.text, "anchors": [anchor.as_json() for anchor in self.anchors]}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Extraction":
        """The extraction that `as_json` wrote."""
        return cls(values["text"], tuple(map(Anchor.from_json, values["anchors"])))
