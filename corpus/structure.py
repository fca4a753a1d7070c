"""Builds the clause tree of a clean text: the lines by their roles, the marked ones nested, paragraphs and running lists divided."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.addresses import addresses
from corpus.documents import Clause, ClauseKind
from corpus.headings import heading
from corpus.outline import Node, Outline
from corpus.roles import Line, Role, read_lines
from corpus.spans import Span
from corpus.subdividing import split_lists, split_paragraphs, split_running_text
from corpus.titles import handed_out, tidy

# Lines of these roles that follow each other are one clause.
_BLOCKS = {
    Role.FRONT_MATTER: ("文件信息", "front"),
    Role.CONTENTS: ("目录", "contents"),
    Role.TITLE: ("标题", "title"),
    Role.SIGN_OFF: ("落款", "signed"),
    Role.ANNEX_LIST: ("附件", "annexes"),
}


def clauses(text: str, *, document_id: str, furniture: Sequence[Span] = (), lines: Sequence[Line] | None = None) -> tuple[Clause, ...]:
    r"""The clauses of a text, in order, parents before children; their `own` spans put together are the text.

    Args:
        text: the clean text.
        document_id: what the clause ids begin with.
        furniture: stretches of the text that a web site put around it: no sign in them opens a clause.
        lines: the `read_lines` of both, for a caller who has them.

    >>> [clause.label for clause in clauses("一、总体要求\n（一）指导思想\n以患者为中心。", document_id="d")]
    ['一、', '一、（一）']
    """
    root = Node(start=0, kind=ClauseKind.PART)
    for part in _parts(text, read_lines(text, furniture) if lines is None else lines):
        root.children += part
    return _clauses(text, root, document_id)


def _parts(text: str, lines: Sequence[Line]) -> Iterable[list[Node]]:
    """The nodes of each document in the text; where a second one stands behind the first, each is a part of its own."""
    starts = [0, *(index for index, line in enumerate(lines) if line.role is Role.PART and index > 0), len(lines)]
    runs = [lines[start:end] for start, end in pairwise(starts)]
    has_second_document = any(run[0].role is Role.PART and run[0].mark is None for run in runs if run)
    for number, run in enumerate(runs, start=1):
        if not run:
            continue
        if run[0].role is Role.PART:
            yield [_part(text, run, number)]
        elif has_second_document:
            yield [_wrapped(text, _nodes(text, run), run, number)]
        else:
            yield _nodes(text, run)


def _part(text: str, run: Sequence[Line], number: int) -> Node:
    """A document behind the first: an annex by its number, another by its title."""
    first = run[0]
    node = Node(first.span.start, ClauseKind.PART, mark=first.mark, path=f"d{number}", lines=[first.span])
    node.label = first.mark.label if first.mark else _name(first.span.of(text))
    node.prefix = f"{node.label} " if first.mark else node.label
    node.children = _nodes(text, run[1:])
    return node


def _wrapped(text: str, nodes: list[Node], run: Sequence[Line], number: int) -> Node:
    """The first of several documents: the numbers of its clauses are written as if it stood alone."""
    title = "".join(line.span.of(text) for line in run if line.role is Role.TITLE)
    node = Node(run[0].span.start, ClauseKind.PART, label=_name(title) or "第一部分", path=f"d{number}")
    titled = bool(nodes) and nodes[0].kind is ClauseKind.HEADING
    node.lines = nodes[0].lines if titled else []
    node.children = nodes[1:] if titled else nodes
    return node


def _name(title: str) -> str:
    """The title of the document that a notice hands out, else the notice's own, in title marks."""
    tidied = tidy(title)
    name = "".join((handed_out(tidied) or tidied).split())
    return f"《{name}》" if name else ""


def _nodes(text: str, run: Sequence[Line]) -> list[Node]:
    """The nodes of one document, divided inside their lines."""
    root = Node(start=0, kind=ClauseKind.PART)
    outline = Outline(text, root)
    has_marks = any(line.mark for line in run)
    previous: Role | None = None
    counts: Counter[str] = Counter()
    for line in run:
        if line.mark and outline.take_marked(line.mark, line.span):
            previous = None
        elif line.role is Role.BODY and outline.open:
            outline.take_plain(line.span)
        elif line.role is previous and line.role in _BLOCKS:
            root.children[-1].lines.append(line.span)
        else:
            outline.add(_plain_node(line, counts, marked=outline.marked, has_marks=has_marks))
            previous = line.role
    return _divided(text, root)


def _plain_node(line: Line, counts: Counter[str], *, marked: bool, has_marks: bool) -> Node:
    if line.role in _BLOCKS:
        label, path = _BLOCKS[line.role]
        kind = ClauseKind.HEADING if line.role is Role.TITLE else ClauseKind.TEXT
        return Node(line.span.start, kind, label=label, path=path, lines=[line.span])
    label, path = _place(line.role, marked=marked, has_marks=has_marks)
    counts[path] += 1
    return Node(line.span.start, ClauseKind.TEXT, label=f"{label}第{counts[path]}段", path=f"{path}{counts[path]}", lines=[line.span])


def _place(role: Role, *, marked: bool, has_marks: bool) -> tuple[str, str]:
    if role is Role.FURNITURE:
        return "网页信息", "site"
    if not has_marks:
        return "", "t"
    return ("正文后", "after") if marked else ("正文前", "before")


def _divided(text: str, root: Node) -> list[Node]:
    nodes: list[Node] = []
    for child in root.children:
        plain = child.kind is ClauseKind.TEXT and not child.label.startswith("网页信息")
        nodes += split_running_text(text, child) if plain else [child]
    for node in [node for child in nodes for node in child.walk()]:
        if node.kind is ClauseKind.ARTICLE:
            split_paragraphs(text, node)
    for node in [node for child in nodes for node in child.walk()]:
        if node.kind in {ClauseKind.ARTICLE, ClauseKind.PARAGRAPH, ClauseKind.NUMBERED, ClauseKind.SPECIAL_ACTION}:
            split_lists(text, node)
    return nodes


def _clauses(text: str, root: Node, document_id: str) -> tuple[Clause, ...]:
    """The records of the nodes; each takes the text from its start to that of the next, the first from the start of the text."""
    nodes = [node for child in root.children for node in child.walk()]
    if not nodes:
        return ()
    nodes[0].start = 0
    ends = [node.start for node in nodes[1:]] + [len(text)]
    own = {id(node): Span(node.start, end) for node, end in zip(nodes, ends, strict=True)}
    found: list[Clause] = []
    for node, address, parent in addresses(root):
        inner = text[node.mark.end if node.mark else node.start : own[id(node)].end]
        inner = inner.removeprefix(node.label) if node.kind is ClauseKind.ITEM else inner
        found.append(
            Clause(
                clause_id=f"{document_id}/{address.path}",
                parent_id=f"{document_id}/{parent.path}" if parent else None,
                kind=address.kind,
                label=address.label,
                heading=heading(address.kind, inner, has_children=bool(node.children)),
                span=Span(node.start, own[id(_last(node))].end),
                own=own[id(node)],
            )
        )
    return tuple(found)


def _last(node: Node) -> Node:
    while node.children:
        node = node.children[-1]
    return node
