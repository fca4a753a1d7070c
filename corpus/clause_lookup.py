"""Looks up clauses by their numbers, as a text names them: the third article, its second paragraph, the fourth item there."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Clause, ClauseKind
from corpus.numerals import in_han, integer

_LAST_NUMBER = re.compile(r"第?[（(]?(?P<number>[\d零〇一二三四五六七八九十百千]+)[）)]?(?:[编章节项目]|[、.．）)])?$")


@dataclass(frozen=True, slots=True)
class Address:
    """Numbers of a paragraph, an item in it, and a subitem in that; 0 where it is not named."""

    paragraph: int = 0
    item: int = 0
    subitem: int = 0


class ClauseLookup:
    """The clauses of one policy by number, kind and place."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._by_id = {clause.clause_id: clause for clause in clauses}
        self._children: dict[str, list[Clause]] = defaultdict(list)
        self._by_label: dict[str, Clause] = {}
        self._of_kind: dict[ClauseKind, list[Clause]] = defaultdict(list)
        for clause in clauses:
            self._by_label.setdefault(clause.label, clause)
            self._of_kind[clause.kind].append(clause)
            if clause.parent_id:
                self._children[clause.parent_id].append(clause)
        self._places = {clause.clause_id: index for those in self._of_kind.values() for index, clause in enumerate(those)}
        self.has_annexes = any(label.startswith("附件") for label in self._by_label)

    def around(self, clause: Clause | None, kind: ClauseKind) -> Clause | None:
        """The clause itself, or the nearest above it, of a kind."""
        while clause and clause.kind is not kind:
            clause = self._by_id.get(clause.parent_id or "")
        return clause

    def before(self, clause: Clause | None, steps: int) -> Clause | None:
        """The clause of the same kind so many before this one; a paragraph or an item of the same clause above, an article of any."""
        if clause is None:
            return None
        alike = self._of_kind[clause.kind]
        place = self._places[clause.clause_id] - steps
        found = alike[place] if place >= 0 else None
        return found if found and (clause.kind is ClauseKind.ARTICLE or found.parent_id == clause.parent_id) else None

    def article(self, here: Clause, number: int, suffix: str) -> Clause | None:
        """The article of this number in the document, or the part of it, that a clause stands in."""
        label = f"第{in_han(number)}条" + (f"之{suffix}" if suffix else "")
        return self._by_label.get(self._prefix(here) + label)

    def division(self, here: Clause, kind: ClauseKind, number: int) -> Clause | None:
        """The book or chapter of this number, or the section of this number in the chapter that a clause stands in; the only one."""
        chapter = self.around(here, ClauseKind.CHAPTER) if kind is ClauseKind.SECTION else None
        found = [
            each for each in self._of_kind[kind] if _number(each) == number and (chapter is None or each.parent_id == chapter.clause_id)
        ]
        return found[0] if len(found) == 1 else None

    def annex(self, number: int | None) -> Clause | None:
        """The annex of this number, or the one without."""
        return self._by_label.get(f"附件{number or ''}")

    def under(self, clause: Clause, address: Address) -> Clause | None:
        """The clause at an address under this one; `None` where there is none, or more than one."""
        found: Clause | None = clause
        if address.paragraph:
            found = self._paragraph(clause, address.paragraph)
        for number, kind in ((address.item, ClauseKind.ITEM), (address.subitem, ClauseKind.SUBITEM)):
            if number and found:
                found = self._counted(found, kind, number)
        return found

    def _paragraph(self, article: Clause, number: int) -> Clause | None:
        """The paragraph of this number; an article that is not divided is its own first."""
        paragraphs = [child for child in self._children[article.clause_id] if child.kind is ClauseKind.PARAGRAPH]
        if not paragraphs:
            return article if number == 1 else None
        return paragraphs[number - 1] if 0 < number <= len(paragraphs) else None

    def _counted(self, clause: Clause, kind: ClauseKind, number: int) -> Clause | None:
        """The only item or subitem of this number below a clause."""
        pending, found = list(self._children[clause.clause_id]), []
        while pending:
            child = pending.pop()
            if child.kind is kind and _number(child) == number:
                found.append(child)
            elif child.kind is not kind:
                pending += self._children[child.clause_id]
        return found[0] if len(found) == 1 else None

    def _prefix(self, here: Clause) -> str:
        """What the labels of articles begin with in the part that a clause stands in."""
        part = self.around(here, ClauseKind.PART)
        if part is None:
            return ""
        below = self._children[part.clause_id]
        return next((part.label for child in below if child.label.startswith(part.label)), "")


def _number(clause: Clause) -> int | None:
    """The last number of a clause's label.

    >>> from corpus.spans import Span
    >>> _number(Clause("d/a2.p1.3", None, ClauseKind.ITEM, "第二条第一款第（三）项", "", Span(0, 1), Span(0, 1)))
    3
    """
    match = _LAST_NUMBER.search(clause.label)
    return integer(match["number"]) if match else None
