"""Writes the address of each clause as a person would, and its id."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.documents import ClauseKind
from corpus.markers import MARKERS, Mark, written
from corpus.numerals import in_han
from corpus.outline import Node

_IN_ARTICLE = frozenset({ClauseKind.ARTICLE, ClauseKind.PARAGRAPH, ClauseKind.ITEM, ClauseKind.SUBITEM})


@dataclass(frozen=True, slots=True)
class Address:
    """What a clause is, under which label, and by which path from the root.

    The labels of the clauses under it begin with `base`, those of articles with `document` alone: their number is unique in their law.
    """

    kind: ClauseKind
    label: str
    path: str
    base: str
    document: str


def addresses(root: Node) -> Iterator[tuple[Node, Address, Address | None]]:
    """The nodes under `root` in the order of the text, each with its address and that of its parent."""
    han_for_arabic = _arabic_stands_for_han(root)
    taken: dict[str, int] = {}
    pending: list[tuple[Node, Address | None]] = [(node, None) for node in reversed(root.children)]
    while pending:
        node, parent = pending.pop()
        step = node.mark.path if node.mark else node.path
        path = _unique(f"{parent.path}.{step}" if parent else step, taken)
        address = _address(node, parent, path, han_for_arabic=han_for_arabic)
        yield node, address, parent
        pending += [(child, address) for child in reversed(node.children)]


def _arabic_stands_for_han(root: Node) -> bool:
    """Whether `1、` stands above （一）, where the standard for official documents (GB/T 9704) has 一、."""
    return any(
        node.mark is not None
        and node.mark.marker.name == "digit_comma"
        and any(child.mark and child.mark.marker.name == "han_bracket" for child in node.children)
        for node in root.walk()
    )


def _address(node: Node, parent: Address | None, path: str, *, han_for_arabic: bool) -> Address:
    kind = _kind(node, parent)
    document = parent.document if parent else ""
    if kind is ClauseKind.PART:
        return Address(kind, node.label, path, base=node.prefix, document=node.prefix)
    own = _own_label(node.mark, kind, han_for_arabic=han_for_arabic) if node.mark else node.label
    label = (parent.base if parent and kind is not ClauseKind.ARTICLE else document) + own
    return Address(kind, label, path, base=label, document=document)


def _kind(node: Node, parent: Address | None) -> ClauseKind:
    """A number under an article is one of its items, and a number under an item is one of its subitems."""
    if node.kind is not ClauseKind.NUMBERED or parent is None or parent.kind not in _IN_ARTICLE:
        return node.kind
    return ClauseKind.ITEM if parent.kind in {ClauseKind.ARTICLE, ClauseKind.PARAGRAPH} else ClauseKind.SUBITEM


def _own_label(mark: Mark, kind: ClauseKind, *, han_for_arabic: bool) -> str:
    if kind is ClauseKind.ITEM and mark.marker.name == "han_bracket":
        return f"第（{in_han(mark.number)}）项"
    if kind is ClauseKind.SUBITEM and mark.marker.name == "digit_dot":
        return f"第{mark.number}目"
    if han_for_arabic and mark.marker.name == "digit_comma":
        return written(MARKERS["han_comma"].label, mark.number)
    return mark.label


def _unique(path: str, taken: dict[str, int]) -> str:
    """The path itself, or with a count behind it where a text uses the same number twice."""
    found = path
    while found in taken:
        taken[path] += 1
        found = f"{path}~{taken[path]}"
    taken[found] = 1
    return found
