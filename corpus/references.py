"""Finds mentions of clauses and documents, and resolves those that point into the same policy."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from corpus.documents import Clause, ClauseKind, Reference
from corpus.numerals import HAN_NUMERAL, in_han, integer
from corpus.spans import Span

_N = rf"(?:{HAN_NUMERAL}|\d{{1,4}})"
_ARTICLE = rf"第(?P<article>{_N})条(?:之(?P<suffix>{HAN_NUMERAL}))?"
_UNDER_ARTICLE = rf"(?:第(?P<paragraph>{_N})款)?(?:第[（(]?(?P<item>{_N})[）)]?项)?"
_OWN = r"本(?:办法|规定|条例|法|细则|规则|解释|规范|制度|章程|规程|标准)"
_MENTION = re.compile(
    # Few characters begin a mention, and a look at the next one is cheaper than a try of each alternative.
    rf"(?=[《本第前见按依详附])(?:(?P<title>《[^《》\n]{{2,60}}》)?(?P<own>{_OWN})?(?P<address>{_ARTICLE}{_UNDER_ARTICLE})"
    r"|(?P<near>前款|前条|本条|本款)"
    r"|(?:见|按|依据|详见)?(?P<annex>附件\s*(?P<annex_number>\d{1,2}|[一二三四五六七八九十]{1,3})?)(?![:：])"
    r"|(?P<document>《[^《》\n]{2,60}》))"
)
# The name of another law without title marks before an article (民法典第五条) makes it that law's.
_OTHER_LAW = re.compile(r"(?:[一-鿿]法|法典|条例|规定|办法|细则|解释|规则|决定)$")
_LOOKED_BACK = 4


def references(text: str, clauses: Sequence[Clause]) -> tuple[Reference, ...]:
    r"""The mentions in a clean text, in order; a mention that does not surely point into the policy itself has no target.

    >>> from corpus.structure import clauses
    >>> text = "第一条 略。\n第二条 依照本办法第一条和《会诊规范》第三条执行。"
    >>> [(reference.text, reference.target) for reference in references(text, clauses(text, document_id="d"))]
    [('本办法第一条', 'd/a1'), ('《会诊规范》第三条', None)]
    """
    own_addresses = _Addresses(clauses)
    return tuple(own_addresses.resolved(text, match) for match in _mentions(text, own_addresses))


class _Addresses:
    """Looks up clauses by place and by label."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._clauses = clauses
        self._starts = [clause.own.start for clause in clauses]
        self._by_id = {clause.clause_id: clause for clause in clauses}
        self._by_label: dict[str, str] = {}
        for clause in clauses:
            self._by_label.setdefault(clause.label, clause.clause_id)
        labels = {clause.clause_id: clause.label for clause in clauses if clause.kind is ClauseKind.PART}
        parents = {clause.parent_id: clause.label for clause in clauses if clause.parent_id in labels}
        self._prefixes = {part: label for part, label in labels.items() if parents.get(part, "").startswith(label)}

    def opens_clause(self, place: int) -> bool:
        """Whether a clause's own sign stands at the place."""
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and self._clauses[index].kind is ClauseKind.ARTICLE and place - self._starts[index] <= _LOOKED_BACK

    def resolved(self, text: str, match: re.Match[str]) -> Reference:
        return Reference(_span(match), _span(match).of(text), self._target(text, match))

    def _target(self, text: str, match: re.Match[str]) -> str | None:
        here = self._clauses[bisect_right(self._starts, match.start()) - 1]
        if match["near"]:
            return self._near(match["near"], here)
        if match["annex"]:
            number = integer(match["annex_number"] or "")
            return self._by_label.get(f"附件{number or ''}")
        if match["document"] or match["title"] or self._is_of_another_law(text, match):
            return None
        return self._by_label.get(self._document_of(here) + _label(match))

    def _is_of_another_law(self, text: str, match: re.Match[str]) -> bool:
        return not match["own"] and bool(_OTHER_LAW.search(text[max(0, match.start() - _LOOKED_BACK) : match.start()]))

    def _near(self, word: str, here: Clause) -> str | None:
        """The clause that 前款, 前条, 本款 or 本条 means, seen from the clause that says it."""
        paragraph = self._upwards(here, ClauseKind.PARAGRAPH)
        article = self._upwards(here, ClauseKind.ARTICLE)
        if word == "本款":
            return paragraph.clause_id if paragraph else None
        if word == "本条":
            return article.clause_id if article else None
        return self._before(paragraph if word == "前款" else article)

    def _upwards(self, clause: Clause | None, kind: ClauseKind) -> Clause | None:
        while clause and clause.kind is not kind:
            clause = self._by_id.get(clause.parent_id or "")
        return clause

    def _before(self, clause: Clause | None) -> str | None:
        """The clause of the same kind before this one; a paragraph's is of the same article."""
        if clause is None:
            return None
        index = bisect_right(self._starts, clause.own.start) - 1
        while index > 0:
            index -= 1
            found = self._clauses[index]
            if found.kind is clause.kind:
                return found.clause_id if clause.kind is ClauseKind.ARTICLE or found.parent_id == clause.parent_id else None
        return None

    def _document_of(self, clause: Clause) -> str:
        """What the labels of the part that a clause stands in begin with."""
        part = self._upwards(clause, ClauseKind.PART)
        return self._prefixes.get(part.clause_id, "") if part else ""


def _mentions(text: str, addresses: _Addresses) -> Iterator[re.Match[str]]:
    for match in _MENTION.finditer(text):
        own_sign = match["address"] and not match["title"] and not match["own"] and addresses.opens_clause(match.start())
        if not own_sign:
            yield match


def _span(match: re.Match[str]) -> Span:
    group = "annex" if match["annex"] else 0
    return Span(match.start(group), match.end(group))


def _label(match: re.Match[str]) -> str:
    """The label of the clause that an address in Chinese or Arabic digits points at."""
    label = f"第{in_han(integer(match['article']) or 0)}条" + (f"之{match['suffix']}" if match["suffix"] else "")
    if match["paragraph"]:
        label += f"第{in_han(integer(match['paragraph']) or 0)}款"
    if match["item"]:
        label += f"第（{in_han(integer(match['item']) or 0)}）项"
    return label
