"""Walks through the body of a Word document, in the order of the text."""

import re
from collections.abc import Iterable, Iterator, Mapping

from corpus.reading.numbering import ListCounter
from corpus.reading.word_lists import Element, W, WordLists

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# What a run may hold beside its text.
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}ptab": "\t",
}
_TEXT = {f"{W}t", f"{_M}t"}
_TEXT_BOX = f"{W}txbxContent"
_FRACTION = f"{_M}f"
# Deleted text, properties, and the pinyin set over a word.
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}tblPr", f"{W}rt", f"{_M}rPr", f"{W}sectPr"}
# Block containers that only group what is in them.
_GROUPS = {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag"}
_OFF = {"0", "false", "off"}
# Word generates the table of contents from the headings, which follow it.
_CONTENTS_STYLE = re.compile(r"toc \d", re.IGNORECASE)
_CELL_SEPARATOR = " | "
_DIGIT_OR_STOP = re.compile(r"[0-9.．]\Z")


class WordBody:
    """Turns blocks into lines; keeps the counts of all lists on the way."""

    def __init__(self, lists: WordLists, notes: Mapping[str, Mapping[str, Element]]) -> None:
        self._lists = lists
        self._notes = notes
        self._counter = ListCounter(lists.lists)

    def lines(self, container: Iterable[Element]) -> Iterator[str]:
        """The lines of all blocks of a body, a text box, a note or a cell; blank ones are left out."""
        for block in container:
            if block.tag == f"{W}p":
                yield from self._paragraph(block)
            elif block.tag == f"{W}tbl":
                yield from self._table(block)
            elif block.tag in _GROUPS or block.tag == f"{_MC}AlternateContent":
                yield from self.lines(_chosen(block))

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        text = "".join(_text(paragraph)).rstrip()
        label = "" if _is_deleted(paragraph, text) else self._label(paragraph)
        style = self._lists.styles.get(self._lists.style_id_of(paragraph))
        if text.strip() and not (style and _CONTENTS_STYLE.match(style.name)):
            yield _joined(label, text)
        for box in _text_boxes(paragraph):
            yield from self.lines(box)
        for note in self._notes_of(paragraph):
            yield from (f"注：{line.strip()}" for line in self.lines(note))

    def _label(self, paragraph: Element) -> str:
        place = self._lists.place_of(paragraph)
        return self._counter.next_label(*place) if place else ""

    def _notes_of(self, paragraph: Element) -> Iterator[Element]:
        for element in _descendants(paragraph):
            found = self._notes.get(str(element.tag), {}).get(element.get(f"{W}id") or "")
            if found is not None:
                yield found

    def _table(self, table: Element) -> Iterator[str]:
        """A line a row; a row that is one cell across stands for the paragraphs in it, as in a form that frames a text."""
        for row in _children(table, f"{W}tr"):
            cells = [self._cell(cell) for cell in _children(row, f"{W}tc")]
            if len(cells) == 1:
                yield from cells[0]
            else:
                line = _CELL_SEPARATOR.join(" ".join(lines).replace("\n", " ") for lines in cells).strip()
                if line.strip("| "):
                    yield line

    def _cell(self, cell: Element) -> list[str]:
        """The lines of a cell; one that a cell above goes on into says nothing again."""
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(f"{W}val") != "restart"
        lines = list(self.lines(cell))
        return [] if goes_on else lines


def _joined(label: str, text: str) -> str:
    """The label before the text; digits of both never run into one number."""
    gap = " " if _DIGIT_OR_STOP.search(label) and text[0].isdigit() else ""
    return f"{label}{gap}{text.lstrip() if label else text}"


def _is_deleted(paragraph: Element, text: str) -> bool:
    """Whether nothing but the recorded deletion of a paragraph is left."""
    return not text and paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _text(element: Element) -> Iterator[str]:
    for child in _visible(element):
        if child.tag in _TEXT:
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield "" if child.get(f"{W}type") in {"page", "column"} else _CHARACTERS[str(child.tag)]
        elif child.tag == _FRACTION:
            yield "/".join("".join(_text(part)) for part in child if part.tag in {f"{_M}num", f"{_M}den"})
        elif child.tag != _TEXT_BOX:
            yield from _text(child)


def _text_boxes(element: Element) -> Iterator[Element]:
    """The outermost text boxes anchored in an element."""
    for child in _visible(element):
        if child.tag == _TEXT_BOX:
            yield child
        else:
            yield from _text_boxes(child)


def _descendants(element: Element) -> Iterator[Element]:
    for child in _visible(element):
        if child.tag != _TEXT_BOX:
            yield child
            yield from _descendants(child)


def _visible(element: Element) -> Iterator[Element]:
    """The children that a reader sees: of alternatives the first, and nothing that is deleted or hidden."""
    for child in element:
        if child.tag == f"{_MC}AlternateContent":
            yield _chosen(child)
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED and not _is_hidden(child):
            yield child


def _chosen(element: Element) -> Element:
    """Of alternatives the one for a program that knows everything; any other element is itself."""
    for path in (f"{_MC}Choice", f"{_MC}Fallback"):
        found = element.find(path)
        if found is not None:
            return found
    return element


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish") if run.tag == f"{W}r" else None
    return vanish is not None and vanish.get(f"{W}val") not in _OFF


def _children(element: Element, tag: str) -> Iterator[Element]:
    """The rows or cells of an element, also those in content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _GROUPS:
            yield from _children(child, tag)
