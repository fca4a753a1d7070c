"""Reads a question for a list of duties as filters; its cues are rows of `assistant/data/register_questions.tsv`."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from assistant.obligations.actors import names_in
from assistant.obligations.filters import Filters, Kind
from assistant.tables import any_word, rows
from corpus.obligations.records import Modality
from corpus.places import places_in

# Whom a question names behind these is not who has to act: 向谁, 对患者.
_NOT_WHO = re.compile(r"(?:[向给对]|报送?至?)(?:谁|哪里|哪儿)?")

_PLACE_AT_FRONT = re.compile("(?!我们|你们|咱们|所有|哪些)[一-鿿]{2,3}[省市县州](?!级|区)")


def filters_of(question: str, *, today: date, place: str = "") -> Filters | None:
    """The conditions that a question sets; `None` where it does not ask for a list of duties.

    >>> filters_of("半年内医院要向谁报送什么", today=date(2026, 11, 22)).due_before
    datetime.date(2027, 5, 22)
    >>> filters_of("急会诊多久到位", today=date(2026, 11, 22)) is None
    True
    """
    said = dict(_said(question))
    conditions = {"modality", "every", "within", "words"} & said.keys()
    actors = [name for name in names_in(question) if not _stands_behind_preposition(question, name)]
    if "list" not in said or not conditions or not (actors or conditions - {"words"}) or _has_topic(question):
        return None
    until = _last_day(said["within"], today) if "within" in said else None
    places = _places(question) or ((place,) if place else ())
    return Filters(
        actor=actors[0] if actors else "",
        as_part=False,
        kinds=_kinds(said),
        place=places[0] if places else "",
        due_from=today if until else None,
        due_before=until,
        every_months=int(said["every"]) if "every" in said else None,
        words=(said["words"],) if "words" in said else (),
    )


def _has_topic(question: str) -> bool:
    """Whether more is asked about than whom, when, how often and how strongly: that is for the texts, not for the register.

    >>> _has_topic("半年内医院要向谁报送什么"), _has_topic("开展新技术之前医院要做哪几件事")
    (False, True)
    """
    rest = question
    for pattern, *_ in rows("register_questions"):
        rest = _compiled(pattern).sub("", rest)
    for name in names_in(rest):
        rest = rest.replace(name, "")
    for place in _places(question):
        rest = re.sub(f"{re.escape(place)}[省市县区州]?", "", rest)
    return any(letter.isalnum() for letter in any_word("register_fillers").sub("", rest))


def _places(question: str) -> tuple[str, ...]:
    """The places that a question names: those that are known, else what it begins with like the name of one."""
    front = _PLACE_AT_FRONT.match(question)
    return tuple(places_in(question)) or ((front[0],) if front else ())


def _said(question: str) -> Iterator[tuple[str, str]]:
    """The conditions of the cues in a question; of several for one condition the first row holds."""
    taken = set()
    for pattern, condition, value, _ in rows("register_questions"):
        if condition not in taken and _compiled(pattern).search(question):
            taken.add(condition)
            yield condition, value


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _kinds(said: dict[str, str]) -> frozenset[Kind]:
    """The modalities asked for; who asks what has to be done does not ask for prohibitions."""
    if "modality" in said:
        return frozenset(Modality(name) for name in said["modality"].split())
    return frozenset({Modality.MUST, Modality.SHOULD, Modality.TARGET})


def _stands_behind_preposition(question: str, name: str) -> bool:
    before = question[: question.index(name)]
    return bool(re.search(rf"{_NOT_WHO.pattern}$", before))


def _last_day(within: str, today: date) -> date:
    """The last day of a time to come: of so many months, or of the year."""
    return date(today.year, 12, 31) if within == "year" else _months_later(today, int(within))


def _months_later(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
