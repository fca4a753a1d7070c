"""Words an answer as the text of a chat message: its sentences with [n] marks, notices, and the list of sources.

Chat programs render Markdown, and the words of documents are not ours: what could become a link, an image or a tag is parted by a blank.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.links import Links
from api.schemas.answers import AnswerRecord, CitationRecord
from assistant.obligations.wording import VALIDITY_WORDS, one_line
from corpus.documents import Validity
from corpus.spans import Span

# A whole register's marks behind one short answer help nobody; its sentences bear their own.
MOST_MARKS = 3

# A list of every duty can have hundreds of sources: the text names the first, the answer's page all.
MOST_LISTED = 20

_LINKING = re.compile(r"(?<=\])(?=[(\[:])")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


@dataclass(frozen=True, slots=True)
class Source:
    """What a mark names: a quote, its document and clause, and where it is shown."""

    number: int
    title: str
    url: str
    quote: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A `[n]` in a text: its stretch in code points, half-open, and its source."""

    span: Span
    source: Source


class Wording:
    """Words one answer, in pieces that follow each other; remembers where its marks stand."""

    def __init__(self, links: Links, *, lists_sources: bool) -> None:
        self._links = links
        self._lists_sources = lists_sources
        self._told: list[str] = []
        self._length = 0
        self._marks: list[tuple[Span, int]] = []

    def sentence(self, text: str, numbers: Sequence[int]) -> str:
        """A verified sentence ahead of the rest, with its marks."""
        self._told.append(text)
        return self._piece(text, numbers)

    def rest(self, record: AnswerRecord) -> str:
        """Everything of an answer that was not told ahead; all of it where what was told ahead is not in it."""
        broken = bool(set(self._told) - {statement.text for statement in record.statements})
        opening = "\n\n" if self._told else ""
        self._length += len(opening)
        if broken:
            self._told.clear()
            self._marks.clear()
        return opening + "".join(self._pieces(record))

    def marks(self, record: AnswerRecord) -> tuple[Mark, ...]:
        """The marks of the text so far."""
        by_number = {source.number: source for source in self.sources(record)}
        return tuple(Mark(span, by_number[number]) for span, number in self._marks)

    def sources(self, record: AnswerRecord) -> tuple[Source, ...]:
        """What the answer stands on, in the order of its numbers."""
        return tuple(
            Source(each.number, f"{_name(each)}{each.clause_label}", self._links.source(record.id, each.number), each.reading)
            for each in record.citations
        )

    def _pieces(self, record: AnswerRecord) -> Iterator[str]:
        head = self._head(record)
        yield head
        is_first = not head
        for statement in record.statements:
            if statement.text not in self._told:
                between = "" if record.generated_by or is_first else "\n\n"
                is_first = False
                yield self._piece(between + statement.text, statement.citations)
        for paragraph in self._after(record):
            yield self._piece("\n\n" + paragraph)

    def _head(self, record: AnswerRecord) -> str:
        """The short reply, where the sentences do not say it themselves."""
        if record.generated_by:
            verdict = _verdict(record)
            return self._piece(verdict and (f"结论：{verdict}。" if self._told else f"{verdict}，"))
        if [each.text for each in record.statements] == [record.answer]:
            return ""
        numbers = [each.number for each in record.citations]
        return self._piece(record.answer, numbers if len(numbers) <= MOST_MARKS else ())

    def _after(self, record: AnswerRecord) -> Iterator[str]:
        """The paragraphs behind the answer."""
        if record.mark:
            yield f"（{record.mark}）"
        yield from record.notices
        if record.citations and self._lists_sources:
            listed = record.citations[:MOST_LISTED]
            hidden = len(record.citations) - len(listed)
            more = f"（另有 {hidden} 处来源）" if hidden else ""
            yield "\n".join(["来源：", *map(_line, listed)])
            yield f"全部依据与原文{more}：{self._links.answer(record.id)}"

    def _piece(self, text: str, numbers: Sequence[int] = ()) -> str:
        """The text made harmless, with its marks; counts it."""
        piece = harmless(text)
        for number in numbers:
            mark = f"[{number}]"
            start = self._length + len(piece)
            self._marks.append((Span(start, start + len(mark)), number))
            piece += mark
        self._length += len(piece)
        return piece


def harmless(text: str) -> str:
    """The text as Markdown shows it: without links, images and tags that it did not come to make.

    >>> harmless("![图](http://a) <img src=x> 低于<10%")
    '![图] (http://a) < img src=x> 低于<10%'
    """
    return _TAG.sub("< ", _LINKING.sub(" ", text))


def _verdict(record: AnswerRecord) -> str:
    """The 是 or 不是 that a generated answer begins with and its sentences do not say."""
    sentences = "".join(each.text for each in record.statements)
    return record.answer.removesuffix(sentences).removesuffix("，") if record.answer != sentences else ""


def _line(citation: CitationRecord) -> str:
    validity = VALIDITY_WORDS[Validity(citation.validity)]
    return f"- [{citation.number}] {_name(citation)}{citation.clause_label}（{validity}）：“{one_line(citation.reading)}”"


def _name(citation: CitationRecord) -> str:
    number = f"（{citation.document_number}）" if citation.document_number else ""
    return f"《{citation.title.strip('《》') or citation.source_name}》{number}"
