"""A clause asked for by its address alone (第二十条说什么, 三、（二）20.说什么): read from the clause tree, not searched for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.evidence import Evidence, clause_at
from assistant.known import short_title
from assistant.questions import Query
from assistant.reading.record import Reading
from corpus.documents import Clause, Header, Policy
from corpus.places import short_name
from corpus.quantities import Quantity, arabic
from corpus.spans import Span
from indexing.chunking import chunk
from indexing.hits import Hit

MOST_SHOWN = 3
MOST_LOOKED_THROUGH = 80
MOST_PARAGRAPHS = 9

_NUMERAL = r"(?:[零〇一二三四五六七八九十百千]+|\d+)"
_ARTICLE = re.compile(
    rf"第(?P<article>{_NUMERAL})条(?:之(?P<added>{_NUMERAL}))?(?:第(?P<paragraph>{_NUMERAL})款)?(?:第?[（(]?(?P<item>{_NUMERAL})[）)]?项)?"
)
_OUTLINE = re.compile(
    rf"(?:第?(?P<part>{_NUMERAL})(?:、|部分|章)[的第，,\s]*)?(?:[（(](?P<section>{_NUMERAL})[）)][条项点]?[的第，,\s]*)(?P<point>\d+)?[.、．点条项]?"
    rf"|第?(?P<alone>{_NUMERAL})(?:、|部分)[的第，,\s]*(?P<below>\d+)[.、．点条项]"
)
_LEVEL = re.compile(rf"({_NUMERAL})([、）).．])")
_MARKS = str.maketrans(")．", "）.")
_BY_WHICH = re.compile("违反|按照?|根据|依据|依照")
_ASKS_WORDS = re.compile(
    r"^[的，,\s]*(?:里|中)?(?:都|主要|具体|到底|究竟)?(?:是|说|讲|写|规定|要求)?(?:了|的)?(?:是)?(?:些|哪些|怎么)?"
    r"(?:什么|啥|哪些|内容|原文|怎么(?:说|讲|写|规定)的?|如何规定的?)(?:内容|东西|话)?[呢吗啊的]?[？?。！!]?$|^[的，,\s]*(?:内容|原文|全文)(?:是什么|是啥|呢)?[？?。]?$"
)


@dataclass(frozen=True, slots=True)
class Address:
    """A clause as a question names it: an article with its 款 and 项, or the numbers of an outline with their marks, outermost first."""

    words: str
    is_article: bool
    numbers: tuple[str, ...]


def address_of(question: str) -> Address | None:
    """The address of the clause whose words a question asks for and asks for nothing else, `None` where it does not.

    >>> address_of("医师法第二十条第二款说了什么").numbers, address_of("三、（二）20.说什么").numbers
    (('20', '', '2', ''), ('3、', '2）', '20.'))
    >>> address_of("违反第二十条罚多少") is None
    True
    """
    for pattern in (_ARTICLE, _OUTLINE):
        for match in pattern.finditer(question):
            if _asks_words(question, match):
                if pattern is _ARTICLE:
                    return Address(match[0], is_article=True, numbers=tuple(_arabic(number) for number in match.groups()))
                return Address(match[0].rstrip("的，, "), is_article=False, numbers=tuple(_outline_numbers(match)))
    return None


def _outline_numbers(match: re.Match[str]) -> Iterator[str]:
    """The numbers of an outline's address, each with the mark of its level."""
    for names, mark in ((("part", "alone"), "、"), (("section",), "）"), (("point", "below"), ".")):
        yield from (f"{_arabic(match[name])}{mark}" for name in names if match[name])


def _asks_words(question: str, match: re.Match[str]) -> bool:
    """Whether a question asks for the words at an address, or is no more than the address itself."""
    behind = question[match.end() :]
    bare = not behind.strip("？?。 ") and not _BY_WHICH.search(question[: match.start()])
    return bare or _ASKS_WORDS.search(behind) is not None


def clause_at_address(policy: Policy, address: Address) -> Clause | None:
    """The clause of a policy at an address, `None` where it has none.

    An outline may be named without its outermost numbers, an item without the paragraph that it stands in, and the first paragraph of an
    article that has but one is the article.
    """
    for meant in _meant(address):
        found = next((clause for clause in policy.clauses if _stands_at(clause.label, meant)), None)
        if found:
            return found
    return None


def _meant(address: Address) -> list[Address]:
    if not address.is_article:
        return [address]
    article, added, paragraph, item = address.numbers
    meant = [address]
    if paragraph == "1":
        meant.append(replace(address, numbers=(article, added, "", item)))
    if item and not paragraph:
        meant += [replace(address, numbers=(article, added, str(number), item)) for number in range(1, MOST_PARAGRAPHS)]
    return meant


def _stands_at(label: str, address: Address) -> bool:
    if address.is_article:
        match = _ARTICLE.fullmatch(label)
        numbers = tuple(_arabic(number) for number in match.groups()) if match else ()
        return numbers == address.numbers
    found = _LEVEL.finditer(label) if "条" not in label else ()
    levels = tuple(f"{_arabic(match[1])}{match[2].translate(_MARKS)}" for match in found)
    return bool(levels) and levels[-len(address.numbers) :] == address.numbers and (len(address.numbers) > 1 or len(levels) == 1)


def _arabic(number: str | None) -> str:
    """A number as digits: `arabic` reads it with a unit behind it."""
    return arabic(f"第{number}条")[1:-1] if number else ""


def at_address(address: Address, policies: Iterable[Policy]) -> list[Reading]:
    """The clause at an address in each policy that has one."""
    found = ((policy, clause_at_address(policy, address)) for policy in policies)
    return [_reading(policy, clause) for policy, clause in found if clause]


def _reading(policy: Policy, clause: Clause) -> Reading:
    """The whole clause, as the chunk would bring it in which it begins."""
    return reading_at(policy, clause.span.trimmed(policy.document.text), clause=clause)


def reading_at(policy: Policy, span: Span, values: tuple[Quantity, ...] = (), *, clause: Clause | None = None) -> Reading:
    """A stretch of a policy, as the chunk would bring it in which it begins; its clause where that is not the one given."""
    chunks = chunk(policy)
    holding = next((each for each in chunks if each.span.start <= span.start < each.span.end), chunks[0])
    evidence = Evidence(policy, clause or clause_at(policy, span.start), span, "", Hit(holding, 1.0, 1.0, 1.0))
    return Reading(evidence, span, "、".join(value.text for value in values), values)


def documents_asked(query: Query, headers: Mapping[str, Header], found: Iterable[str]) -> list[str]:
    """The ids of the documents in which an address is looked up: those named, else those of the place named, else all.

    Those that the search `found` come first; of very many documents only they are looked through.
    """
    asked = {short_name(place) for place in query.places}
    near = list(dict.fromkeys(found))
    if query.titles:
        return [document_id for document_id, header in headers.items() if short_title(header.title) in query.titles]
    order = (
        [*near, *(document_id for document_id in headers if document_id not in set(near))] if len(headers) <= MOST_LOOKED_THROUGH else near
    )
    return [document_id for document_id in order if not asked or short_name(headers[document_id].place) in asked]


def shown(query: Query, readings: Sequence[Reading]) -> tuple[Sequence[Reading], Sequence[Reading]]:
    """The readings that are given, and those that are only told of: all where the question names the text, else a few."""
    most = len(readings) if query.titles else MOST_SHOWN
    return readings[:most], readings[most:]
