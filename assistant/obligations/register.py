"""The obligation register: finds duties by filters or by a question, always all of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from assistant.obligations.entries import Entry, Page
from assistant.obligations.filters import Filters
from assistant.obligations.questions import filters_of
from assistant.obligations.schedules import YEAR
from assistant.obligations.snapshot import Snapshot
from indexing.obligation_rows import ObligationBrief, StoredObligation
from indexing.rows import DocumentSummary

Key = tuple[str, int]


class Obligations(Protocol):
    """What reads stored obligations."""

    def briefs(self) -> list[ObligationBrief]:
        """All of them in brief."""
        ...

    def obligations(self, keys: Iterable[Key]) -> dict[Key, StoredObligation]:
        """Those of these documents and positions that exist."""
        ...


class Shelf(Protocol):
    """What the register needs of a library."""

    @property
    def obligations(self) -> Obligations:
        """The stored obligations."""
        ...

    def generation(self) -> int:
        """A number that grows with every change of the documents."""
        ...

    def documents(self) -> list[DocumentSummary]:
        """All documents."""
        ...


class Register:
    """The register over a library; `today` gives the day on which due days and validity are judged.

    What filters need is read once for each state of the library and day: the first query after a change pays for it.
    """

    def __init__(self, shelf: Shelf, today: Callable[[], date]) -> None:
        self._shelf = shelf
        self._today = today
        self._snapshot: tuple[int, date, Snapshot] | None = None

    def find(self, filters: Filters = Filters(), *, offset: int = 0, limit: int | None = None) -> Page:  # noqa: B008 -- it is frozen
        """The obligations that meet all conditions, those due next first, then in the order of documents and texts.

        Args:
            filters: The conditions; all obligations where none are given.
            offset: How many of the first to pass over.
            limit: How many to give at most; all where `None`.
        """
        snapshot = self._current()
        rows = snapshot.matching(filters)
        wanted = rows[offset : None if limit is None else offset + limit].tolist()
        return Page(tuple(self._entries(snapshot, wanted)), len(rows), offset)

    def find_for_question(self, question: str, *, place: str = "") -> Page | None:
        """Every obligation that a question for a list asks for; `None` where the question does not ask for one.

        Args:
            question: As it was typed, such as 质控中心每年要做哪些事.
            place: The place that the asker speaks for, used where the question names none.
        """
        filters = filters_of(question, today=self._today(), place=place)
        if filters is None:
            return None
        page = self.find(filters)
        if page.total or not filters.due_before:
            return page
        # Nothing falls due by then: what recurs and is of a text that has ended, or has no certain day, is still what was asked about.
        return replace(self.find(replace(filters, due_from=None, due_before=None, every_months=YEAR)), outside_window=True)

    def _current(self) -> Snapshot:
        generation, today = self._shelf.generation(), self._today()
        if self._snapshot is None or self._snapshot[:2] != (generation, today):
            self._snapshot = (generation, today, Snapshot.of(self._shelf.obligations.briefs(), self._shelf.documents(), today))
        return self._snapshot[2]

    def _entries(self, snapshot: Snapshot, rows: Sequence[int]) -> list[Entry]:
        """The whole entries of these rows; one that was removed meanwhile is left out."""
        keys = [(snapshot.briefs[row].document_id, snapshot.briefs[row].position) for row in rows]
        stored = self._shelf.obligations.obligations(keys)
        return [self._entry(snapshot, row, stored[key]) for row, key in zip(rows, keys, strict=True) if key in stored]

    def _entry(self, snapshot: Snapshot, row: int, stored: StoredObligation) -> Entry:
        number = int(snapshot.document[row])
        return Entry(
            stored=stored,
            source_name=snapshot.documents[number].source_name,
            header=snapshot.documents[number].header,
            validity=snapshot.validities[number],
            schedules=snapshot.schedules[row],
            next_due=snapshot.due_day(row),
            uid=snapshot.uids.get((stored.document_id, stored.position), ""),
        )
