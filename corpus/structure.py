"""Builds the clause tree of a clean text."""

from collections.abc import Sequence
from itertools import pairwise

from corpus.documents import Clause, ClauseKind
from corpus.lines import lines
from corpus.markers import read_mark
from corpus.outline import Node, Outline
from corpus.spans import Span


def clauses(text: str, *, document_id: str, furniture: Sequence[Span] = ()) -> tuple[Clause, ...]:
    r"""The clauses of a text, in order, parents before children; their `own` spans put together are the text.

    >>> [clause.label for clause in clauses("一、总体要求\n（一）指导思想\n以患者为中心。", document_id="d")]
    ['一、', '一、（一）']
    """
    root = Node(start=0, kind=ClauseKind.PART)
    outline = Outline(text, root)
    n_plain = 0
    for line in lines(text):
        mark = None if any(span.contains(line) for span in furniture) else read_mark(text, line.start, line.end)
        if mark and outline.take_marked(mark, line):
            continue
        if outline.open:
            outline.take_plain(line)
        else:
            n_plain += 1
            outline.add(Node(start=line.start, kind=ClauseKind.TEXT, label=f"第{n_plain}段", path=f"t{n_plain}", lines=[line]))
    return _clauses(text, root, document_id)


def _clauses(text: str, root: Node, document_id: str) -> tuple[Clause, ...]:
    nodes = [node for child in root.children for node in child.walk()]
    if not nodes:
        return ()
    nodes[0].start = 0
    ends = [right.start for _, right in pairwise(nodes)] + [len(text)]
    own = {id(node): Span(node.start, end) for node, end in zip(nodes, ends, strict=True)}
    found: list[Clause] = []
    taken: set[str] = set()

    def visit(node: Node, parent: Clause | None) -> None:
        label = (parent.label if parent else "") + (node.mark.label if node.mark else node.label)
        base = f"{parent.clause_id}." if parent else f"{document_id}/"
        clause_id = base + (node.mark.path if node.mark else node.path)
        n, unique = 2, clause_id
        while unique in taken:
            unique, n = f"{clause_id}~{n}", n + 1
        taken.add(unique)
        *_, last = node.walk()
        clause = Clause(
            unique, parent.clause_id if parent else None, node.kind, label, node.heading, Span(node.start, own[id(last)].end), own[id(node)]
        )
        found.append(clause)
        for child in node.children:
            visit(child, clause)

    for node in root.children:
        visit(node, None)
    return tuple(found)
