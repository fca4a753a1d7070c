"""All obligations of one generation of the library on one day, laid out so that any filter is a pass over columns."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

from assistant.obligations.actors import Wanted, classes_of, parts_of
from assistant.obligations.filters import KINDS, Filters, Kind
from assistant.obligations.schedules import Schedule, months_between, next_due, schedules_of
from assistant.obligations.text_column import TextColumn
from corpus.documents import Validity
from corpus.header import validity
from corpus.obligations.records import Modality
from corpus.places import speaks_for
from indexing.obligation_rows import ObligationBrief
from indexing.rows import DocumentSummary

_BITS: dict[Kind, int] = {kind: 1 << number for number, kind in enumerate(KINDS.values())}
_MODALITIES = frozenset[Kind](Modality)
_NEVER = date.max.toordinal()
_NO_MONTHS = 10_000
_MOST_WORDS_KEPT = 200
_FILLING = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Actors:
    """The different actors, of each those that it joins with their classes, and the places of those of each class."""

    parts: tuple[tuple[tuple[str, str], ...], ...]
    of_class: Mapping[str, list[int]]

    @classmethod
    def of(cls, actors: Iterable[str]) -> Self:
        """The table of these actors, in their order."""
        listed = list(actors)
        of_class: dict[str, list[int]] = {}
        for number, actor in enumerate(listed):
            for name in classes_of(actor):
                of_class.setdefault(name, []).append(number)
        return cls(tuple(map(parts_of, listed)), of_class)

    def bound(self, wanted: Wanted) -> NDArray[np.bool_]:
        """For each actor whether its duties bind whom a filter asks for, as `Wanted.is_bound_as` says."""
        unclassed = ([part for part, name in parts if name == part] for parts in self.parts)
        found = np.array([any(bool(wanted.words) and wanted.words in part for part in names) for names in unclassed], dtype=bool)
        for name in wanted.classes:
            found[self.of_class.get(name, [])] = True
        return found


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Columns over obligations in order of due day, then of document and text; row i of each is obligation i.

    `due` are ordinals of days, `kinds` sets of bits, `months` how many lie at most between two times, `document` and `actor` places in
    `documents` and `actors`, `texts` what words are looked for in. `found` keeps which rows hold the words asked for before.
    """

    briefs: tuple[ObligationBrief, ...]
    documents: tuple[DocumentSummary, ...]
    validities: tuple[Validity, ...]
    actors: Actors
    schedules: tuple[tuple[Schedule, ...], ...]
    texts: TextColumn
    due: NDArray[np.int32]
    kinds: NDArray[np.int32]
    months: NDArray[np.int32]
    document: NDArray[np.int32]
    actor: NDArray[np.int32]
    uids: Mapping[tuple[str, int], str]
    found: dict[str, NDArray[np.bool_]] = field(default_factory=dict)

    @classmethod
    def of(cls, briefs: Sequence[ObligationBrief], documents: Sequence[DocumentSummary], today: date) -> Self:
        """The columns of these obligations as they stand on a day; one whose document is not listed is left out."""
        numbers = {summary.document_id: number for number, summary in enumerate(documents)}
        known = sorted((brief for brief in briefs if brief.document_id in numbers), key=lambda b: (numbers[b.document_id], b.position))
        schedules = _schedules(known, [documents[numbers[brief.document_id]] for brief in known])
        next_dues = {found: next_due(found, today) for found in set(schedules) if found}
        dues = [next_dues.get(found) for found in schedules]
        due = np.array([day.toordinal() if day else _NEVER for day in dues], dtype=np.int32)
        order = np.argsort(due, kind="stable")
        actors = {name: number for number, name in enumerate(dict.fromkeys(brief.actor for brief in known))}
        ordered = tuple(known[i] for i in order)
        return cls(
            briefs=ordered,
            documents=tuple(documents),
            validities=tuple(validity(summary.header, today) for summary in documents),
            actors=Actors.of(actors),
            schedules=tuple(schedules[i] for i in order),
            texts=TextColumn.of("\n".join((brief.actor, *brief.texts)) for brief in ordered),
            due=due[order],
            kinds=np.array([_bits(brief) for brief in ordered], dtype=np.int32),
            months=np.array([months_between(brief.values) or _NO_MONTHS for brief in ordered], dtype=np.int32),
            document=np.array([numbers[brief.document_id] for brief in ordered], dtype=np.int32),
            actor=np.array([actors[brief.actor] for brief in ordered], dtype=np.int32),
            uids=_uids(known, schedules, [documents[numbers[brief.document_id]].source_name for brief in known]),
        )

    def matching(self, filters: Filters) -> NDArray[np.intp]:
        """The rows that meet all conditions, in order."""
        keep = np.ones(len(self.briefs), dtype=bool)
        if filters.actor:
            keep &= self.actors.bound(Wanted.of(filters.actor, as_part=filters.as_part))[self.actor]
        if filters.document_id or filters.place or filters.validity:
            keep &= np.array([self._speaks(number, filters) for number in range(len(self.documents))], dtype=bool)[self.document]
        for group in (filters.kinds & _MODALITIES, filters.kinds - _MODALITIES):
            if group:
                keep &= (self.kinds & sum(_BITS[kind] for kind in group)) != 0
        if filters.due_from or filters.due_before:
            last = filters.due_before.toordinal() if filters.due_before else _NEVER - 1
            keep &= (self.due >= (filters.due_from.toordinal() if filters.due_from else 0)) & (self.due <= last)
        if filters.every_months:
            keep &= self.months <= filters.every_months
        for words in filters.words:
            keep &= self._holds(words)
        return np.flatnonzero(keep)

    def due_day(self, row: int) -> date | None:
        """The next due day of a row."""
        return None if self.due[row] == _NEVER else date.fromordinal(int(self.due[row]))

    def _speaks(self, number: int, filters: Filters) -> bool:
        summary = self.documents[number]
        return (
            (not filters.document_id or summary.document_id == filters.document_id)
            and (not filters.place or speaks_for(summary.header, filters.place))
            and (not filters.validity or self.validities[number] in filters.validity)
        )

    def _holds(self, words: str) -> NDArray[np.bool_]:
        """The rows that hold a word, or one of several between bars."""
        held = np.zeros(self.texts.n_texts, dtype=bool)
        for word in filter(None, words.split("|")):
            # Other threads may empty what is kept at any moment.
            rows = self.found.get(word)
            if rows is None:
                rows = self.texts.rows_with(word)
                if len(self.found) >= _MOST_WORDS_KEPT:
                    self.found.clear()
                self.found[word] = rows
            held |= rows
        return held


def _schedules(briefs: Sequence[ObligationBrief], summaries: Sequence[DocumentSummary]) -> list[tuple[Schedule, ...]]:
    """When each obligation is due; one with problems was not read for certain, and then no day is given.

    Few values of a document differ from one another, so that most are worked out once.
    """
    known: dict[tuple[object, ...], tuple[Schedule, ...]] = {}
    found: list[tuple[Schedule, ...]] = []
    for brief, summary in zip(briefs, summaries, strict=True):
        if not brief.values or brief.has_problems:
            found.append(())
            continue
        key = brief.document_id, brief.modality, *((value.type, value.raw, value.machine.items_) for value in brief.values)
        if key not in known:
            known[key] = schedules_of(brief.modality, brief.values, summary.header)
        found.append(known[key])
    return found


def _bits(brief: ObligationBrief) -> int:
    bits = _BITS[brief.modality]
    for value in brief.values:
        bits |= _BITS[value.type]
    return bits


def _uids(briefs: Sequence[ObligationBrief], schedules: Sequence[tuple[Schedule, ...]], names: Sequence[str]) -> dict[tuple[str, int], str]:
    """A name for each obligation that is ever due, made of its file, clause and deed without its values, so that a moved day keeps it."""
    seen: Counter[str] = Counter()
    found = {}
    for brief, due, name in zip(briefs, schedules, names, strict=True):
        if due:
            deed = brief.texts[1]
            for value in brief.values:
                deed = deed.replace(value.raw, "")
            key = _FILLING.sub("", f"{name}|{brief.clause_label}|{brief.actor}|{deed}")
            seen[key] += 1
            found[brief.document_id, brief.position] = hashlib.sha256(f"{key}|{seen[key]}".encode()).hexdigest()[:24]
    return found
