"""What falls due in the next days, as Markdown for the robot of a group chat.

WeCom renders headings, bold, quotes and links of Markdown, at most 4,096 bytes in a message; a long list becomes several messages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from api.channels.limits import GROUP_MARKDOWN_BYTES, MORE, cut, n_bytes
from api.chat.wording import harmless
from api.pages.due_days import Occurrence, occurrences
from assistant.obligations.filters import Filters
from assistant.obligations.register import Register
from assistant.obligations.wording import Link, citation, one_line
from assistant.obligations.workdays import workday_note

# A group that is told of more reads none of it; the register's page shows the rest.
MOST_MESSAGES = 4

# One duty may quote a whole table; its clause is a link away.
MOST_DUTY_BYTES = 900

# What only an event sets, such as "within 10 minutes of the call", has no day that could be listed.
CLOSING = "只列出文件写明日期或周期的事项，以原文为准。"

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `first` to `last`, both included.

    >>> Window.of(date(2026, 12, 28), 7).words
    '2026年12月28日至2027年1月3日'
    """

    first: date
    last: date

    @classmethod
    def of(cls, today: date, n_days: int) -> "Window":
        """Today and the days after it, `n_days` in all."""
        return cls(today, today + timedelta(days=n_days - 1))

    @property
    def words(self) -> str:
        """The window as a heading names it."""
        return _day(self.first) if self.first == self.last else f"{_day(self.first)}至{_day(self.last)}"


def due_within(register: Register, window: Window) -> list[Occurrence]:
    """What falls due in the window, each duty once, on its first day, in order."""
    found = register.find(Filters(due_from=window.first, due_before=window.last))
    first: dict[int, Occurrence] = {}
    for occurrence in occurrences(found.entries, window.first, window.last):
        first.setdefault(occurrence.position, occurrence)
    return list(first.values())


def deadline_messages(due: Sequence[Occurrence], window: Window, link: Link, register_url: str) -> list[str]:
    """The messages, each within WeCom's limit; one that says so where nothing falls due.

    Args:
        due: What falls due, in order.
        window: The days that were looked at.
        link: What makes the link to a duty's clause.
        register_url: Where the whole register is shown.
    """
    heading = f"## {window.words}到期事项：{len(due)} 项"
    if not due:
        return [f"## {window.words}没有到期事项\n{CLOSING}"]
    messages = list(_packed(heading, _blocks(due, link)))
    if len(messages) <= MOST_MESSAGES:
        return [*messages[:-1], _closed(messages[-1], CLOSING)]
    return [
        *messages[: MOST_MESSAGES - 1],
        _closed(messages[MOST_MESSAGES - 1], f"还有更多，见[义务清单]({register_url})。{CLOSING}"),
    ]


def _blocks(due: Sequence[Occurrence], link: Link) -> Iterator[str]:
    """A line for each day, and one for each duty; a day's line goes with its first duty."""
    for day, members in groupby(due, key=lambda each: each.day):
        note = workday_note(day)
        line = f"\n**{_day(day)} 星期{_WEEKDAYS[day.weekday()]}**{f'（{note}）' if note else ''}\n"
        for occurrence in members:
            yield line + _duty(occurrence, link)
            line = ""


def _duty(occurrence: Occurrence, link: Link) -> str:
    entry = occurrence.entry
    named = entry.stored.obligation.actor
    actor = f"{named}：" if named not in entry.stored.reading else ""
    words = cut(one_line(f"{actor}{entry.stored.reading}"), MOST_DUTY_BYTES, tail=MORE)
    # A bracket in a title would end the words of the link.
    source = harmless(citation(entry)).replace("[", "［").replace("]", "］")
    return f"> {harmless(words)} [{cut(source, MOST_DUTY_BYTES)}]({link(entry)})\n"


def _packed(heading: str, blocks: Iterator[str]) -> Iterator[str]:
    """As many blocks to a message as it holds, with room for the closing line."""
    message = heading + "\n"
    for block in blocks:
        if n_bytes(message) + n_bytes(block) > GROUP_MARKDOWN_BYTES - MOST_DUTY_BYTES // 2:
            yield message.rstrip("\n")
            message = "## 续\n"
        message += block
    yield message.rstrip("\n")


def _closed(message: str, closing: str) -> str:
    return f"{message}\n\n{closing}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
