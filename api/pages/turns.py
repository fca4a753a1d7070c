"""A question with its answer as a page shows it, and as it is copied: with its citations."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, Self

from api.links import Links
from api.pages.languages import Words
from api.schemas.answers import CitationRecord
from api.schemas.asking import KeptAnswerRecord


class Part(NamedTuple):
    """A stretch of an answer; `is_short` where it is the very value, name or list that was asked for."""

    text: str
    is_short: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer record, the citations of each of its sentences, and its words for the clipboard."""

    record: KeptAnswerRecord
    address: str
    copied: str

    @classmethod
    def of(cls, record: KeptAnswerRecord, t: Words, *, links: Links) -> Self:
        """The turn of a record."""
        link = links.answer(record.id)
        return cls(record, link, _copied(record, t, link))

    @property
    def is_answered(self) -> bool:
        """Whether the texts gave an answer."""
        return self.record.status == "answered"

    @property
    def reply(self) -> tuple[Part, ...]:
        """The answer, with the short answer apart where it stands in it as it is."""
        answer, short = self.record.answer, self.record.short_answer
        if not short or short == answer or short not in answer:
            return (Part(answer, is_short=False),)
        before, _, after = answer.partition(short)
        return tuple(Part(text, is_short=text is short) for text in (before, short, after) if text)

    @property
    def near(self) -> list[list[CitationRecord]]:
        """What comes near, the quotes of one clause together."""
        groups = groupby(self.record.nearest, key=lambda each: (each.document_id, each.clause_id))
        return [list(members) for _, members in groups]

    @property
    def shows_statements(self) -> bool:
        """Whether the sentences behind the answer say more than it does."""
        return not self.is_list and [statement.text for statement in self.record.statements] != [self.record.answer]

    @property
    def is_list(self) -> bool:
        """Whether the answer is nothing but several sentences, one after the other."""
        texts = [statement.text for statement in self.record.statements]
        return len(texts) > 1 and "".join("".join(texts).split()) == "".join(self.record.answer.split())

    def citations_of(self, numbers: Sequence[int]) -> list[CitationRecord]:
        """The citations with these numbers."""
        return [citation for citation in self.record.citations if citation.number in numbers]


def _copied(record: KeptAnswerRecord, t: Words, link: str) -> str:
    """Question, answer, and each citation with document, clause and quote; what a language model wrote says so."""
    sources = [
        f"[{each.number}] {_title(each)} {each.clause_label}（{t(f'validity.{each.validity}')}）：“{each.reading}”"
        for each in record.citations
    ]
    mark = f"（{record.mark}）" if record.mark else ""
    said = [f"{statement.text}{''.join(f'[{n}]' for n in statement.citations)}" for statement in record.statements]
    lines = [record.question, "", record.answer + mark, *(each for each in said if not each.startswith(record.answer)), *record.notices]
    return "\n".join([*lines, *(["", *sources] if sources else []), "", link])


def _title(citation: CitationRecord) -> str:
    number = f"（{citation.document_number}）" if citation.document_number else ""
    return f"《{citation.title or citation.source_name}》{number}".replace("《《", "《").replace("》》", "》")
