"""Finds what a policy says of other texts that bind no more (《…》同时废止).

A mention of a part of a text (《…》第三条同时废止), of a plan to repeal, or of a repeal by somebody else is none.
"""

import re
from collections.abc import Iterator

from corpus.dates import DATE, iso_date
from corpus.documents import Repeal
from corpus.issuing import numbers_in
from corpus.spans import Span
from corpus.told import Passage

_TITLE = re.compile(r"《(?P<title>(?:[^《》\n]|《[^《》\n]*》){2,90})》")
_ENDS = re.compile(r"(?:废止|停止(?:执行|施行))(?=\s*(?:[。；，,、）)\n]|\Z))")
_BRACKET = r"(?:\s*[（(][^（）()\n]*[）)])*"
# What may stand between a title and the next title or the word of repeal, where the whole text is meant.
_JOINT = re.compile(rf"{_BRACKET}\s*(?:[、，,]|和|及|以及|与|等|同时|即行|$)")
_LAST = re.compile(
    rf"{_BRACKET}\s*(?:等[\d一二三四五六七八九十]*[件个部]?[^，。；]{{0,10}})?[，,]?(?:均|都|同时|一并|即行|相应|全部|予以|一律|届时|自行|即)*"
    rf"(?:自\s*(?P<date>{DATE})\s*(?:起|之日起)?|自本[一-鿿]{{1,4}}(?:施行|实施|发布|公布|印发)之日起)?[，,]?"
    r"(?:均|都|同时|一并|即行|相应|全部|予以|一律|自行|即)*"
)
# A title behind these words is what the repeal rests on, or what it is measured by.
_NOT_MEANT = re.compile(r"(?:根据|依照|按照|依据|按|以|由|被|参照|与|对)$")
_NUMBER_LAST = re.compile(rf"[）)]?(?:号)?(?:文件?|通知)?{_LAST.pattern}")
_OWN_TITLE = re.compile(
    r"关于废止(?P<titles>(?:[、和及]?《(?:[^《》\n]|《[^《》\n]*》){2,90}》)+)(?:等[^，。]{0,8})?的(?:决定|通知|公告|命令)$"
)
_LONGEST_SENTENCE = 2000
_SENTENCE_ENDS = "。；\n"


def repeals(title: Passage, body: Passage) -> tuple[Repeal, ...]:
    """The texts that a policy puts out of force, in the order in which it names them, each once.

    Args:
        title: the title of the policy, with the place where it stands.
        body: what the policy itself says.

    >>> said = "本办法自2024年1月1日起施行，2018年发布的《会诊办法》（某卫〔2018〕3号）同时废止。"
    >>> [(found.title, found.document_number, found.since) for found in repeals(Passage(""), Passage(said))]
    [('会诊办法', '某卫〔2018〕3号', None)]
    """
    found = [*_of_title(title), *_of_body(body)]
    return tuple({(each.title, each.document_number): each for each in reversed(found)}.values())[::-1]


def _of_title(title: Passage) -> Iterator[Repeal]:
    """The texts that a decision names in its own title as those it repeals."""
    named = _OWN_TITLE.search(title.text)
    for match in _TITLE.finditer(named["titles"]) if named else ():
        yield Repeal(match["title"], "", None, title.whole)


def _of_body(body: Passage) -> Iterator[Repeal]:
    """The texts that sentences name before a word of repeal, each behind the word before."""
    position = 0
    for end in _ENDS.finditer(body.text):
        yield from _before(body, position, end)
        position = end.end()


def _before(body: Passage, position: int, end: "re.Match[str]") -> Iterator[Repeal]:
    """The texts that the sentence names between a place in it, or its beginning, and its word of repeal."""
    earliest = max(position, end.start() - _LONGEST_SENTENCE)
    start = max(earliest, *(body.text.rfind(mark, earliest, end.start()) + 1 for mark in _SENTENCE_ENDS))
    sentence = body.text[start : end.start()]
    titles = list(_TITLE.finditer(sentence))
    span = Span(start, end.end()).trimmed(body.text).shifted(body.start)
    for number, match in enumerate(titles):
        is_last = number + 1 == len(titles)
        behind = sentence[match.end() : len(sentence) if is_last else titles[number + 1].start()]
        fits = _LAST.fullmatch(behind) if is_last else _JOINT.match(behind)
        if fits and not _NOT_MEANT.search(sentence[: match.start()]):
            numbers = numbers_in(behind)
            yield Repeal(match["title"], numbers[0] if numbers else "", _since(behind), span)
    if not titles:
        for found in numbers_in(sentence)[-1:]:
            behind = sentence[sentence.rindex("号") + 1 :]
            if _NUMBER_LAST.fullmatch(behind):
                yield Repeal("", found, _since(behind), span)


def _since(behind: str) -> str | None:
    """The day that is printed for the repeal itself."""
    match = re.search(rf"自\s*(?P<date>{DATE})", behind)
    return iso_date(match["date"]) if match else None
