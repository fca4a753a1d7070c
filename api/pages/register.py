"""The register of duties as a table, a month and a timeline."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.dependencies import OpenYouju, Reader, links_of
from api.obligation_formats import ObligationFormat
from api.pages.due_days import months_ahead, occurrences, weeks_of
from api.pages.plots import columns
from api.pages.rendering import page, query
from api.routes.obligations import MAX_PAGE_SIZE
from assistant.bootstrap import Youju
from assistant.obligations.filters import Filters, kinds_of
from assistant.obligations.workdays import COVERAGE, NOT_COVERED, workday_note
from corpus.documents import Validity
from corpus.obligations.records import Modality, ValueType

PAGE_SIZE = min(50, MAX_PAGE_SIZE)
MONTHS_AHEAD = 12
MAX_LISTED_PER_MONTH = 40
MAX_PLACES_OFFERED = 200
VIEWS = ("table", "calendar", "timeline")
DOWNLOADS = (ObligationFormat.XLSX, ObligationFormat.CSV, ObligationFormat.ICS)

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class Asked:
    """The conditions as a form sends them: what is not chosen is an empty string."""

    actor: str
    kind: tuple[str, ...]
    document: str
    place: str
    validity: str
    due_from: str
    due_before: str
    words: str

    @property
    def values(self) -> dict[str, Any]:
        """The conditions that are set, under the names that the API gives them."""
        members = ("actor", "document", "place", "validity", "due_from", "due_before", "words")
        return {"kind": [each for each in self.kind if each], **{name: getattr(self, name) for name in members}}

    def filters(self, youju: Youju) -> Filters:
        """What the register is asked.

        Raises:
            QuestionError: There is no such kind.
            NotFoundError: There is no such document.
        """
        return Filters(
            actor=self.actor.strip(),
            kinds=kinds_of(filter(None, self.kind)),
            document_id=youju.library.find(self.document) if self.document else "",
            place=self.place.strip(),
            validity=frozenset(each for each in Validity if each == self.validity),
            due_from=_day(self.due_from),
            due_before=_day(self.due_before),
            words=tuple(self.words.split()),
        )


def _asked(  # noqa: PLR0913 -- a parameter for each field of the form
    *,
    actor: Text = "",
    kind: Annotated[list[str] | None, Query(max_length=10)] = None,
    document: Text = "",
    place: Text = "",
    validity: Text = "",
    due_from: Text = "",
    due_before: Text = "",
    words: Text = "",
) -> Asked:
    return Asked(actor, tuple(kind or ()), document, place, validity, due_from, due_before, words)


@router.get("/obligations")
def show_register(
    request: Request,
    youju: OpenYouju,
    _caller: Reader,
    asked: Annotated[Asked, Depends(_asked)],
    *,
    view: str = "table",
    month: Annotated[str, Query(max_length=7)] = "",
    number: Annotated[int, Query(alias="page", ge=1, le=1_000_000)] = 1,
) -> Response:
    """Show the duties that meet the conditions, those due next first, or the days on which they fall due."""
    filters, shown = asked.filters(youju), view if view in VIEWS else VIEWS[0]
    made = {"table": _table, "calendar": _calendar, "timeline": _timeline}[shown]
    files = {str(form): f"/api/v1/obligations{query(asked.values, format=str(form))}" for form in DOWNLOADS}
    feed = f"{links_of(request).address}/api/v1/obligations.ics{query(asked.values)}"
    return page(
        request,
        "obligations.html",
        asked=asked.values,
        view=shown,
        views=VIEWS,
        files=files,
        feed=feed,
        subscription=f"webcal:{feed.partition(':')[2]}",
        modalities=list(Modality),
        value_types=list(ValueType),
        validities=list(Validity),
        places=sorted({header.place for header in youju.library.headers().values() if header.place})[:MAX_PLACES_OFFERED],
        title=youju.library.headers()[filters.document_id].title if filters.document_id else "",
        notices=(COVERAGE, NOT_COVERED),
        **made(youju, filters, month, number),
    )


def _table(youju: Youju, filters: Filters, _month: str, number: int) -> dict[str, Any]:
    found = youju.register.find(filters, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    notes = {entry.next_due: workday_note(entry.next_due) for entry in found.entries if entry.next_due}
    return {"found": found, "number": number, "n_pages": max(-(-found.total // PAGE_SIZE), 1), "notes": notes, "total": found.total}


def _calendar(youju: Youju, filters: Filters, month: str, _number: int) -> dict[str, Any]:
    today = youju.assistant.today()
    first = _day(f"{month}-01") or today.replace(day=1)
    weeks = weeks_of(first)
    due = occurrences(_due_entries(youju, filters), weeks[0][0], weeks[-1][-1])
    by_day = {day: [each.entry for each in due if each.day == day] for week in weeks for day in week}
    total = sum(each.day.month == first.month for each in due)
    return {"first": first, "weeks": weeks, "by_day": by_day, "today": today, "total": total, "ahead": months_ahead(first, -1, 3)}


def _timeline(youju: Youju, filters: Filters, _month: str, _number: int) -> dict[str, Any]:
    months = months_ahead(youju.assistant.today(), 0, MONTHS_AHEAD + 1)
    due = [each for each in occurrences(_due_entries(youju, filters), youju.assistant.today(), months[-1]) if each.day < months[-1]]
    by_month = {month: [each for each in due if (each.day.year, each.day.month) == (month.year, month.month)] for month in months[:-1]}
    plot = columns([(f"{month:%Y-%m}", len(each)) for month, each in by_month.items()])
    return {"by_month": by_month, "plot": plot, "total": len(due), "listed": MAX_LISTED_PER_MONTH}


def _due_entries(youju: Youju, filters: Filters) -> tuple[Any, ...]:
    """The entries that are ever due, within the days that are asked for."""
    return youju.register.find(replace(filters, due_from=filters.due_from or date.min)).entries


def _day(written: str) -> date | None:
    """The day that a form names; what is no day sets no condition."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
