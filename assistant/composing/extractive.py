"""Composes an answer out of the words of the texts, with no language model."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.english_values import english_value
from assistant.known import short_title
from assistant.polarity import Verdict, verdict
from assistant.questions import Query, QuestionKind
from assistant.reading.listings import is_open
from assistant.reading.record import Reading
from assistant.weighing import Weigher

_MARKER = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十百\d]+[）)]|第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十])?[\s　]"
    r"|[一二三四五六七八九十]+、|\d{1,3}[.、．](?!\d)|[①-⑳])\s*"
)
_HAN = "一-鿿”》）‰%"
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_ASCII_MARK = re.compile(rf"(?<=[{_HAN}\d])[,;:?!](?=[{_HAN}“《（\d])|(?<=[{_HAN}])[,;:?!]")
_END = re.compile(r"[\s，,；;：:。.！!、]+$")
_LEAD = re.compile(r"^(?:但是?|其中|此外|同时|并且?|且|确保|此中)[，,]?")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be said, before it is checked: the reply, its value alone, and the statement that stands on the readings.

    `sides` are the drafts that it is put together from, each a statement of its own on its own readings; empty where it is one.
    """

    answer: str
    short_answer: str
    statement: str
    readings: tuple[Reading, ...]
    sides: tuple["Draft", ...] = ()

    def statements(self) -> Iterator[tuple[str, range]]:
        """Each statement, with the numbers of its readings among all, from 0."""
        start = 0
        for side in self.sides or (self,):
            yield side.statement, range(start, start + len(side.readings))
            start += len(side.readings)


def compose(query: Query, readings: tuple[Reading, ...], weigher: Weigher) -> Draft:
    """The reply to a question out of one or more readings."""
    statement = _joined([_sentence(reading, last=reading is readings[-1]) for reading in readings])
    short = "；".join(reading.short for reading in readings if reading.short) or statement.rstrip("。")
    if query.english:
        return _english(query, readings, statement, short, weigher)
    if QuestionKind.YES_NO in query.kinds:
        decided = verdict(query, statement, weigher)
        if decided:
            return Draft(f"{decided.word}，{statement}", decided.word, statement, readings)
    return Draft(statement, short, statement, readings)


def compose_sides(drafts: Sequence[Draft], *, stricter: int | None = None) -> Draft:
    """The reply out of several: what each says, with its place or title where they come from different texts.

    A draft that is put together itself counts as its sides, and what is said twice is said once. `stricter` is the number of the one whose
    bound is the strictest, where that can be told.
    """
    if any(draft.sides for draft in drafts):
        sides = [side for draft in drafts for side in (draft.sides or (draft,))]
        return compose_sides(list({side.statement: side for side in sides}.values()))
    headers = [draft.readings[0].evidence.header for draft in drafts]
    places = [header.place for header in headers]
    heads = places if len(set(places)) == len(places) and all(places) else [f"《{short_title(header.title)}》" for header in headers]
    several = len({draft.readings[0].evidence.policy.document.source.document_id for draft in drafts}) > 1
    said = [f"{head}：{draft.answer}" if several and head != "《》" else draft.answer for head, draft in zip(heads, drafts, strict=True)]
    marked = f"以{heads[stricter]}的要求为严。" if several and stricter is not None else ""
    return Draft(
        answer="".join(said) + marked,
        short_answer="；".join(draft.short_answer for draft in drafts),
        statement="".join(draft.statement for draft in drafts),
        readings=tuple(reading for draft in drafts for reading in draft.readings),
        sides=tuple(drafts),
    )


def _joined(sentences: list[str]) -> str:
    """The sentences in a row; a date alone opens the next."""
    return re.sub(r"^((?:到|至|于|在)?\d{4}年[\d月底末前之]*)。", r"\1，", "".join(sentences))


def _sentence(reading: Reading, *, last: bool) -> str:
    """The words of a reading as a sentence; one that announces the next ends with its colon."""
    words = plain(reading.text)
    return f"{words[:-1]}：" if not last and is_open(reading.text) else words


def plain(text: str) -> str:
    """The words as a sentence: no marker, Chinese punctuation, a full stop.

    >>> plain("（一）确保急会诊10分钟内到位,")
    '急会诊10分钟内到位。'
    """
    lines = [_MARKER.sub("", line).strip() for line in text.splitlines()]
    joined = "".join(line for line in lines if line)
    marked = _ASCII_MARK.sub(lambda match: _FULL_WIDTH[match[0]], joined)
    return _END.sub("", _LEAD.sub("", marked)) + "。"


def _english(query: Query, readings: tuple[Reading, ...], statement: str, short: str, weigher: Weigher) -> Draft:
    values = [english_value(value, reading.text) for reading in readings for value in reading.values]
    lead = "; ".join(value for value in values if value)
    if QuestionKind.YES_NO in query.kinds:
        decided: Verdict | None = verdict(query, statement, weigher)
        lead = ("Yes" if decided.yes else "No") if decided else lead
    if not lead:
        return Draft(statement, short, statement, readings)
    return Draft(f"{lead[0].upper()}{lead[1:]}. {statement}", lead, statement, readings)
