"""Which version of a text a question means: the one that binds today, or the one that was in force at the time that it names."""

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from assistant.questions import Moment
from assistant.ranking import Ranked
from corpus.dates import HAN_YEAR
from corpus.quantities import arabic
from corpus.succession import Following

# A sentence of the text in force that is so far behind that of an earlier one does not say the same.
MOST_BEHIND = 3.0

_YEAR = rf"(?P<year>(?:19|20)\d{{2}}|{HAN_YEAR})"
_NUMBER = r"[\d一二三四五六七八九十]{1,3}"
_TIME = re.compile(
    rf"{_YEAR}(?:年(?:版|修订版?)?(?:(?P<month>{_NUMBER})月(?:(?P<day>{_NUMBER})[日号])?)?|版|修订版?|-(?P<month_of>\d\d)-(?P<day_of>\d\d))"
    r"(?:的时候|那时候?|当时|时)?的?"
)
_ENGLISH_TIME = re.compile(r"\b(?:in|of|during|as of|the) (?P<year>(?:19|20)\d{2})\b")
_YEARS_AGO = {"去年": 1, "前年": 2}
_EARLIER = re.compile(
    r"旧(?=规定|办法|条例|标准|制度|规范)|旧(?:版|的)的?|老版本?的?|(?:修订|修改|修正)之?前的?|上一版的?|原(?=办法|条例|规范)|以前的(?=规定|办法|条例|标准|制度|规范)"
)
_MONTHS = range(1, 13)


def moment_of(question: str, today: date) -> Moment | None:
    """The time that a question names, `None` where it names none or several.

    >>> moment_of("2019年的会诊办法规定多久到位", date(2026, 11, 22))
    Moment(words='2019年的', day='2019-12-31')
    >>> moment_of("旧版办法规定多久到位", date(2026, 11, 22)), moment_of("会诊多久到位", date(2026, 11, 22))
    (Moment(words='旧版', day=''), None)
    """
    named = (match for pattern in (_TIME, _ENGLISH_TIME) for match in pattern.finditer(question))
    found = [Moment(match[0], day) for match in named if (day := _last_day(match.groupdict(), today))]
    found += [Moment(word, f"{today.year - ago}-12-31") for word, ago in _YEARS_AGO.items() if word in question]
    found = found or [Moment(match[0]) for match in _EARLIER.finditer(question)]
    return found[0] if len(found) == 1 else None


def _last_day(told: Mapping[str, str | None], today: date) -> str:
    """The last day of a year, a month or a day; of a time that is not over, today; empty where there is no such day."""
    year, month, day = (_digits(told.get(name) or told.get(f"{name}_of")) for name in ("year", "month", "day"))
    if month and month not in _MONTHS:
        return ""
    last = monthrange(year, month or _MONTHS[-1])[1]
    if day > last:
        return ""
    runs = today.year == year and month in {0, today.month} and not day
    return today.isoformat() if runs else f"{year}-{month or _MONTHS[-1]:02}-{day or last:02}"


def _digits(number: str | None) -> int:
    """The whole number that digits or Chinese numerals write; 0 where there are none."""
    return int(arabic(f"{number}年").removesuffix("年")) if number else 0


def chosen_among(followings: Iterable[Following], document_id: str) -> bool:
    """Whether there are several versions of what a document says."""
    return any(document_id in {each.before, each.after} for each in followings)


def left_aside(followings: Iterable[Following], moment: Moment | None, today: date) -> frozenset[str]:
    """The documents in whose place another version stands, at the time that a question names, and today where it names none."""
    listed, day = list(followings), today.isoformat()
    if moment is None or moment.day:
        day = moment.day if moment else day
        return frozenset(each.before if (each.since or "") <= day else each.after for each in listed)
    gone = {each.before for each in listed if (each.since or "") <= day}
    meant = {each.before for each in listed if each.before in gone and each.after not in gone}
    return frozenset({document_id for each in listed for document_id in (each.before, each.after)} - meant)


def binding(ranked: Sequence[Ranked], aside: Collection[str]) -> Sequence[Ranked]:
    """The ranked without those of documents left aside, unless the best is of one and nothing else comes near it.

    What no later version says any more is still told, with the notice that its text is out of force.
    """
    kept = [item for item in ranked if item.evidence.policy.document.source.document_id not in aside]
    return kept if kept and kept[0].score >= ranked[0].score - MOST_BEHIND else ranked
