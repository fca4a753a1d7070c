"""Divides clauses inside their lines: an article into its paragraphs (款), and running text into the lists that it holds."""

from collections.abc import Sequence

from corpus.documents import ClauseKind
from corpus.inline import HAN_BRACKET, HAN_BRACKET_LOOSE, HAN_COMMA, HAN_IS, Opening, Series, find_series
from corpus.lines import goes_on
from corpus.markers import MARKERS, Mark
from corpus.numerals import in_han
from corpus.outline import Node
from corpus.spans import Span


def split_paragraphs(text: str, article: Node) -> None:
    """Gives an article of several paragraphs a node for each; the items go under the paragraph that they follow."""
    groups = _paragraphs(text, article)
    if len(groups) < 2:
        return
    paragraphs = []
    for number, group in enumerate(groups, start=1):
        start = group[0].start
        if number == 1 and article.mark:
            start = Span(article.mark.end, group[-1].end).trimmed(text).start
        paragraphs.append(Node(start, ClauseKind.PARAGRAPH, label=f"第{in_han(number)}款", path=f"p{number}", lines=_from(group, start)))
    for child in article.children:
        [paragraph for paragraph in paragraphs if paragraph.start <= child.start][-1].children.append(child)
    article.lines, article.children = [], paragraphs


def _paragraphs(text: str, article: Node) -> list[list[Span]]:
    """The lines of an article itself, those together that one paragraph runs over."""
    starts = [child.start for child in article.children]
    groups: list[list[Span]] = []
    for line in article.lines:
        previous = groups[-1][-1] if groups else None
        is_sign_alone = previous is not None and article.mark is not None and not Span(article.mark.end, previous.end).trimmed(text)
        interrupted = previous is not None and any(previous.end <= start < line.start for start in starts)
        if previous and not interrupted and (is_sign_alone or goes_on(text, previous)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _from(lines: Sequence[Span], start: int) -> list[Span]:
    return [Span(max(line.start, start), line.end) for line in lines if line.end > start]


def split_running_text(text: str, node: Node) -> list[Node]:
    """The node, and behind it the clauses 一、…二、… that its paragraph runs over, each divided further."""
    for index, line in enumerate(node.lines):
        openings = find_series(text, line, HAN_COMMA)
        if openings:
            node.lines[index:] = [Span(line.start, openings[0].start)]
            numbered = _nodes(text, openings, line.end)
            for clause in numbered:
                _split_list(text, clause, HAN_BRACKET_LOOSE)
                for part in [clause, *clause.children]:
                    _split_list(text, part, HAN_IS)
            return [node, *numbered]
    split_lists(text, node)
    return [node]


def split_lists(text: str, node: Node) -> None:
    """Divides a clause by the lists （一）…（二）… and 一是…二是… that run on in its lines."""
    if node.children:
        return
    if node.kind in {ClauseKind.ARTICLE, ClauseKind.PARAGRAPH, ClauseKind.NUMBERED} and not _is_bracket(node.mark):
        _split_list(text, node, HAN_BRACKET)
    for part in [node, *node.children]:
        _split_list(text, part, HAN_IS)


def _is_bracket(mark: Mark | None) -> bool:
    return mark is not None and mark.marker.name == HAN_BRACKET.name


def _split_list(text: str, node: Node, series: Series) -> None:
    """Makes children of the list that runs on in the node; the lines behind its last line stay with the node as a clause of their own."""
    if node.children:
        return
    for stretch in _stretches(node, series):
        openings = find_series(text, _behind_sign(stretch, node), series)
        if openings:
            first = _line_at(node, openings[0].start)
            last = _line_at(node, openings[-1].start)
            end, behind = node.lines[last].end, node.lines[last + 1 :]
            node.lines[first:] = [Span(node.lines[first].start, openings[0].start)]
            node.children = _nodes(text, openings, end)
            if behind:
                node.children.append(Node(behind[0].start, ClauseKind.TEXT, path="rest", lines=behind))
            return


def _stretches(node: Node, series: Series) -> list[Span]:
    """Where a list is looked for: 一是…二是… may go on over the lines of a clause, numbers in brackets stay in one."""
    if series is HAN_IS and node.lines:
        return [Span(node.lines[0].start, node.lines[-1].end)]
    return node.lines


def _line_at(node: Node, place: int) -> int:
    return next(index for index, line in enumerate(node.lines) if place < line.end)


def _behind_sign(line: Span, node: Node) -> Span:
    return Span(min(max(line.start, node.mark.end), line.end), line.end) if node.mark and node.mark.start >= line.start else line


def _nodes(text: str, openings: Sequence[Opening], end: int) -> list[Node]:
    ends = [opening.start for opening in openings[1:]] + [end]
    return [_node(text, opening, close) for opening, close in zip(openings, ends, strict=True)]


def _node(text: str, opening: Opening, end: int) -> Node:
    line = Span(opening.start, end).trimmed(text)
    if opening.series is HAN_IS:
        label = HAN_IS.label.format(han=in_han(opening.number))
        return Node(opening.start, ClauseKind.ITEM, label=label, path=f"i{opening.number}", lines=[line])
    marker = MARKERS[opening.series.name]
    sign = marker.pattern.match(text, opening.start)
    mark = Mark(marker, opening.start, sign.end() if sign else opening.start, opening.number)
    return Node(opening.start, marker.kind, mark=mark, lines=[line])
