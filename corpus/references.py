"""Finds mentions of clauses and documents, and resolves those that point into the same policy."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.clause_lookup import Address, ClauseLookup
from corpus.documents import Clause, ClauseKind, Reference
from corpus.numerals import HAN_NUMERAL, integer
from corpus.spans import Span

_N = rf"(?:{HAN_NUMERAL}|\d{{1,4}})"


def _item(prefix: str) -> str:
    """An item and a subitem in it, in groups whose names begin with a prefix."""
    number = rf"(?:[（(](?P<{prefix}item_in_brackets>{_N})[）)]|(?P<{prefix}item>{_N}))"
    return rf"第{number}项(?!目)(?:第[（(]?(?P<{prefix}subitem>{_N})[）)]?目)?"


def _under(prefix: str) -> str:
    """What may be named under an article: a paragraph, an item in it, both or none."""
    return rf"(?:第(?P<{prefix}paragraph>{_N})款)?(?:{_item(prefix)})?"


_ARTICLE = rf"第(?P<article>{_N})条(?:之(?P<suffix>{HAN_NUMERAL}))?"
_OWN = r"本(?:实施|暂行|若干|管理|试行)?(?:办法|规定|条例|法|细则|规则|解释|规范|制度|章程|规程|标准)"
# What an item or a paragraph that is named alone is followed by, so that 第一项工作 is none.
_SPOKEN_OF = re.compile(r"规定|所|的|、|和|及|或|至|中|，|；|。|情形|行为|列|之|有关")
_MENTION = re.compile(
    # Few characters begin a mention, and a look at the next one is cheaper than a try of each alternative.
    rf"(?=[《本第前附])(?:(?P<title>《[^《》\n]{{2,60}}》)?(?P<own>{_OWN})?(?P<address>{_ARTICLE}{_under('')})"
    rf"|(?P<near>前(?P<n_before>[一二两三四五六七八九十])?(?P<near_unit>[条款项])(?!目)|本(?P<same_unit>[条款项])(?!例|目)){_under('near_')}"
    rf"|(?P<alone>第(?P<alone_paragraph>{_N})款(?:{_item('of_')})?|{_item('alone_')})"
    rf"|(?P<division>本(?P<same_division>[编章节])(?!程)|第(?P<division_number>{_N})(?P<division_unit>[编章节]))(?=的?(?:有关|相关)?规定|所|有关|的)"
    r"|(?P<annex>附件\s*(?P<annex_number>\d{1,2}|[一二三四五六七八九十]{1,3})?)(?![:：])"
    r"|(?P<document>《[^《》\n]{2,60}》))"
)
# The name of another law without title marks before an article (民法典第五条) makes it that law's.
_OTHER_LAW = re.compile(r"(?:》|[一-鿿]法|法典|条例|规定|办法|细则|解释|规则|决定|[总分通]则|规范|标准|公约|规程|章程)[的中]?$")
# 该条第二款 is a part of what was spoken of before, which nobody counts here.
_ELSEWHERE = re.compile(r"(?:该|同|上述|以上)[条款项章]$|(?:该|其)$")
_OWN_LAW = re.compile(rf"{_OWN}$")
_BRACKETS = re.compile(r"[（(][^（）()\n]{0,60}[）)]\s*$")
_LOOKED_BACK = 70
# Between two mentions of one list: 第三条、第五条第一款和第二款.
_JOINS_PARTS = re.compile(r"\s*(?:、|和|及|与|或者?|以及|至|到|[—－-])\s*")
_JOINS = re.compile(rf"{_JOINS_PARTS.pattern}|\s*[，,]\s*")
_POINTS_TO = re.compile(r"(?:见|按|照|据|如|在)$")
_SIGN_LENGTH = 4

_UNITS = {"条": ClauseKind.ARTICLE, "款": ClauseKind.PARAGRAPH, "项": ClauseKind.ITEM}
_DIVISIONS = {"编": ClauseKind.BOOK, "章": ClauseKind.CHAPTER, "节": ClauseKind.SECTION}


def references(text: str, clauses: Sequence[Clause]) -> tuple[Reference, ...]:
    r"""The mentions in a clean text, in order; a mention that does not surely point into the policy itself has no target.

    >>> from corpus.structure import clauses
    >>> text = "第一条 略。\n第二条 依照本办法第一条和《会诊规范》第三条、第一条执行。"
    >>> [(reference.text, reference.target) for reference in references(text, clauses(text, document_id="d"))]
    [('本办法第一条', 'd/a1'), ('《会诊规范》第三条', None), ('第一条', None)]
    """
    reader = _Reader(text, clauses)
    return tuple(reader.read())


@dataclass(frozen=True, slots=True)
class _Read:
    """The mention before: where it ends, whether it is of another law, what its parts are counted from, and its address there."""

    end: int
    foreign: bool
    base: Clause | None
    address: Address


class _Reader:
    """Walks over the mentions of one text; one that goes on with a list is of the same law and the same article as the one before."""

    def __init__(self, text: str, clauses: Sequence[Clause]) -> None:
        self._text = text
        self._clauses = clauses
        self._starts = [clause.own.start for clause in clauses]
        self._lookup = ClauseLookup(clauses)
        self._before: _Read | None = None

    def read(self) -> Iterator[Reference]:
        """The references of the text, in order."""
        for match in _MENTION.finditer(self._text):
            if self._is_mention(match):
                target = self._target(match)
                yield Reference(Span(*match.span()), match.group(), target.clause_id if target else None)

    def _here(self, match: re.Match[str]) -> Clause:
        return self._clauses[bisect_right(self._starts, match.start()) - 1]

    def _is_mention(self, match: re.Match[str]) -> bool:
        """Whether it is no clause's own sign, and an annex only where there are some or it is pointed to."""
        if match["address"] and not match["title"] and not match["own"]:
            here = self._here(match)
            return not (here.kind is ClauseKind.ARTICLE and match.start() - here.own.start <= _SIGN_LENGTH)
        if match["alone"]:
            return bool(self._joined(match) or _SPOKEN_OF.match(self._text, match.end()))
        if match["annex"] and not match["annex_number"]:
            return self._lookup.has_annexes or bool(_POINTS_TO.search(self._text[max(0, match.start() - 1) : match.start()]))
        return True

    def _target(self, match: re.Match[str]) -> Clause | None:
        if match["document"]:
            self._before = None
            return None
        if match["annex"]:
            return self._lookup.annex(integer(match["annex_number"] or ""))
        if match["division"]:
            return self._division(match)
        read = self._addressed(match)
        self._before = read
        return self._lookup.under(read.base, read.address) if read.base and not read.foreign else None

    def _division(self, match: re.Match[str]) -> Clause | None:
        here = self._here(match)
        if match["same_division"]:
            return self._lookup.around(here, _DIVISIONS[match["same_division"]])
        if self._is_of_another_law(match.start()):
            return None
        return self._lookup.division(here, _DIVISIONS[match["division_unit"]], integer(match["division_number"]) or 0)

    def _addressed(self, match: re.Match[str]) -> _Read:
        """The parts of an address, and the clause that they are counted from."""
        before = self._joined(match)
        here = self._here(match)
        if match["alone"]:
            return self._alone(match, here, before)
        if match["near"]:
            base = self._near(match, here)
            return _Read(match.end(), foreign=False, base=base, address=_address(match, "near_"))
        foreign = bool(match["title"]) or (not match["own"] and self._is_foreign(match.start(), before))
        article = self._lookup.article(here, integer(match["article"]) or 0, match["suffix"] or "")
        return _Read(match.end(), foreign, article, _address(match, ""))

    def _joined(self, match: re.Match[str]) -> _Read | None:
        """The mention before, where this one goes on with its list; behind a comma a new thought may begin with 第一项."""
        joins = _JOINS_PARTS if match["alone"] else _JOINS
        return self._before if self._before and joins.fullmatch(self._text, self._before.end, match.start()) else None

    def _alone(self, match: re.Match[str], here: Clause, before: _Read | None) -> _Read:
        """A paragraph or an item that is named without its article: of the one that the list goes on with, else of its own."""
        address = _address(match, "of_", paragraph="alone_paragraph") if match["alone_paragraph"] else _address(match, "alone_")
        if before and not address.paragraph:
            address = Address(before.address.paragraph, address.item, address.subitem)
        if before:
            return _Read(match.end(), before.foreign, before.base, address)
        unit = ClauseKind.ARTICLE if address.paragraph else ClauseKind.PARAGRAPH
        base = self._lookup.around(here, unit) or self._lookup.around(here, ClauseKind.ARTICLE)
        return _Read(match.end(), self._is_of_another_law(match.start()), base, address)

    def _near(self, match: re.Match[str], here: Clause) -> Clause | None:
        """The clause that 前款, 前两款, 前条, 本款 or 本条 means, seen from the clause that says it; of several the first."""
        kind = _UNITS[match["same_unit"] or match["near_unit"]]
        clause = self._lookup.around(here, kind)
        steps = integer(match["n_before"] or "一") or 1
        return clause if match["same_unit"] else self._lookup.before(clause, steps)

    def _is_foreign(self, place: int, before: _Read | None) -> bool:
        return before.foreign if before else self._is_of_another_law(place)

    def _is_of_another_law(self, place: int) -> bool:
        """Whether the name of another law stands before, with what is put in brackets behind a name left out."""
        words = _BRACKETS.sub("", self._text[max(0, place - _LOOKED_BACK) : place])
        return bool(_ELSEWHERE.search(words) or (_OTHER_LAW.search(words) and not _OWN_LAW.search(words)))


def _address(match: re.Match[str], prefix: str, *, paragraph: str = "") -> Address:
    groups = match.groupdict()
    item = groups.get(f"{prefix}item_in_brackets") or groups.get(f"{prefix}item")
    counts = (groups.get(paragraph or f"{prefix}paragraph"), item, groups.get(f"{prefix}subitem"))
    return Address(*(integer(count or "") or 0 for count in counts))
