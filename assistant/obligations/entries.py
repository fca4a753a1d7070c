"""What the register gives back: entries, whole obligations with their policy and due days, in pages."""

from dataclasses import dataclass
from datetime import date

from assistant.obligations.schedules import Schedule
from corpus.documents import Header, Validity
from indexing.obligation_rows import StoredObligation


@dataclass(frozen=True, slots=True)
class Entry:
    """One obligation of the register on a given day.

    `next_due` is the first due day from that day on, `None` where the text names none, where an event sets it, or where the policy has run
    out. `uid` stays the same when a new version of the same file moves the day.
    """

    stored: StoredObligation
    source_name: str
    header: Header
    validity: Validity
    schedules: tuple[Schedule, ...]
    next_due: date | None
    uid: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the entries that were asked for, in order of their next due day; `total` says how many there are in all.

    `outside_window` says that nothing falls due within the time that was asked about, and that these are the others that recur.
    """

    entries: tuple[Entry, ...]
    total: int
    offset: int = 0
    outside_window: bool = False
