"""Nests the marked lines of a text; the levels are those in which the text itself first uses its signs."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.documents import ClauseKind
from corpus.lines import goes_on
from corpus.markers import Mark
from corpus.spans import Span

# A number may pass over this many lost ones and still go on in its list.
_LOST_NUMBERS = 2


@dataclass(slots=True)
class Node:
    """A clause in the making: where it begins, what it is, the lines that are its own, and the nodes under it.

    `label` and `path` are set for clauses without a sign, those of the others follow from `mark`; `prefix` is what the labels under a
    part begin with.
    """

    start: int
    kind: ClauseKind
    mark: Mark | None = None
    label: str = ""
    path: str = ""
    prefix: str = ""
    lines: list[Span] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterable["Node"]:
        """The node and all under it, in the order of the text."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            pending += reversed(node.children)


class Outline:
    """Takes the lines of one part of a document in order, and builds the tree of its clauses under `root`."""

    def __init__(self, text: str, root: Node) -> None:
        self._text = text
        self._root = root
        self._stack: list[Node] = []
        self._last: dict[tuple[str, int], int] = {}
        self._previous: Span | None = None

    @property
    def marked(self) -> bool:
        """Whether a marked line has been taken yet."""
        return bool(self._last)

    @property
    def open(self) -> bool:
        """Whether a line without a sign would go into a marked clause."""
        return bool(self._stack)

    @property
    def _below_heading(self) -> bool:
        """Whether the line before is the heading of a level."""
        top = self._stack[-1].mark if self._stack else None
        return top is not None and top.marker.heading and self._stack[-1].lines[-1] == self._previous

    def close(self) -> None:
        """Ends the open clauses: what comes next stands beside them."""
        self._stack.clear()

    def add(self, node: Node) -> None:
        """Takes a clause without a sign; it stands beside the marked ones."""
        self.close()
        self._root.children.append(node)
        self._previous = node.lines[-1] if node.lines else None

    def take_marked(self, mark: Mark, line: Span) -> bool:
        """Takes a line that begins with a sign, unless the sign is not meant as one: then nothing happens and `False` comes back."""
        if not self._is_meant(mark):
            return False
        self._open_for(mark)
        node = Node(start=line.start, kind=mark.marker.kind, mark=mark, lines=[line])
        (self._stack[-1] if self._stack else self._root).children.append(node)
        self._stack.append(node)
        self._last[_key(mark)] = mark.number
        self._previous = line
        return True

    def take_plain(self, line: Span) -> None:
        """Takes a line without a sign into the open clause; in an article a new paragraph belongs to the article, not to its last item."""
        article = next((node for node in self._stack if node.kind is ClauseKind.ARTICLE), None)
        if article and self._previous and not goes_on(self._text, self._previous):
            del self._stack[self._stack.index(article) + 1 :]
        self._stack[-1].lines.append(line)
        self._previous = line

    def _is_meant(self, mark: Mark) -> bool:
        """Whether the sign opens a clause: its number begins a list or goes on in one, and the line is not the rest of the one before."""
        last = self._last.get(_key(mark), 0)
        cut_off = self._previous is not None and bool(self._stack) and not self._below_heading and goes_on(self._text, self._previous)
        if mark.number == last + 1:
            return not mark.doubtful or last > 0
        if cut_off or mark.doubtful:
            return False
        if mark.marker.heading or mark.sure:
            return True
        if mark.marker.rank is not None:
            return last < mark.number <= last + 1 + _LOST_NUMBERS
        in_list = any(_key(node.mark) == _key(mark) for node in self._stack if node.mark)
        return mark.number == 1 or (in_list and last < mark.number <= last + 1 + _LOST_NUMBERS)

    def _open_for(self, mark: Mark) -> None:
        """Closes the open clauses that the sign cannot stand under."""
        depth = self._depth_beside(mark)
        if depth is not None:
            del self._stack[depth:]
        elif mark.marker.rank is not None:
            self._open_for_rank(mark.marker.rank, article=mark.marker.kind is ClauseKind.ARTICLE)
        elif mark.marker.name == "han_comma" and not any(node.kind is ClauseKind.ARTICLE for node in self._stack):
            # 一、 is the outermost sign of official documents (GB/T 9704): under another number it begins anew.
            self._stack[:] = [node for node in self._stack if node.mark and node.mark.marker.rank is not None]

    def _depth_beside(self, mark: Mark) -> int | None:
        """The place in the stack of the clause that the sign stands beside, if there is one."""
        for depth, node in enumerate(self._stack):
            if node.mark and _key(node.mark) == _key(mark):
                return depth
        top = self._stack[-1] if self._stack else None
        if not top or not top.mark:
            return None
        if mark.marker.beside or top.mark.marker.beside:
            return self._depth_of_list(mark)
        return None

    def _depth_of_list(self, mark: Mark) -> int | None:
        """A special action stands among the numbered clauses before it, and the next number stands beside the special action."""
        depth = len(self._stack) - 1
        if mark.marker.beside:
            return depth if self._stack[depth].kind is ClauseKind.NUMBERED and depth > 0 else None
        runs_on = mark.number == self._last.get(_key(mark), 0) + 1 and mark.number > 1
        return depth if runs_on else None

    def _open_for_rank(self, rank: int, *, article: bool) -> None:
        """A level of a law stands under the levels above it; an article may also stand under a numbered heading (`三、标的物风险负担`)."""
        for depth, node in enumerate(self._stack):
            outer = node.mark is not None and node.mark.marker.rank is not None and node.mark.marker.rank < rank
            numbered_heading = article and node.kind is ClauseKind.NUMBERED and self._is_heading_line(node)
            if not outer and not numbered_heading:
                del self._stack[depth:]
                return

    def _is_heading_line(self, node: Node) -> bool:
        return (
            len(node.lines) == 1
            and len(node.lines[0]) <= 30
            and not goes_on(self._text, node.lines[0])
            and not node.lines[0].of(self._text).endswith("。")
        )


def _key(mark: Mark | None) -> tuple[str, int]:
    """Signs of the same key are of the same level; a Markdown heading is a level of its own."""
    return (mark.marker.name, mark.depth) if mark else ("", 0)
