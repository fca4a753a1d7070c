"""How long something took, where a question tells only when it began and when it ended: 昨天9点发的，今天11点才看完 took 26 hours."""

import re
from dataclasses import dataclass
from datetime import date

from corpus.numerals import number

_COUNT = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"
_DAYS_OFF = {
    "大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2,
}  # fmt: skip
_NEXT = {"当天": 0, "当日": 0, "当晚": 0, "次日": 1, "第二天": 1, "隔天": 1, "隔日": 1, "转天": 1, "翌日": 1}
_WEEK = {"上": -1, "下": 1}
_WEEKDAYS = "一二三四五六日"
# The parts of the day in which the clock shows twelve hours less than have passed.
_LATE = {"下午", "傍晚", "晚上", "晚", "夜里", "夜间"}
_NIGHT = {"凌晨", "半夜", "午夜", "深夜"}
_PART = "凌晨|清晨|早晨|早上|早|上午|中午|下午|傍晚|晚上|晚|夜里|夜间|半夜|午夜|深夜"
# Neither the first point of a list, three points that are asked for, a decimal (二点五米), nor a ratio (1:15).
_CLOCK = (
    rf"(?<!第)(?!1[:：])(?P<hour>{_COUNT})(?:[:：](?P<digits>\d{{2}})|(?:点钟?|时(?![间长效限段期]))"
    rf"(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minute>\d{{2}}|[二三四五]?十[一二三四五六七八九]?|{_COUNT}(?=分))分?)?整?)"
    r"(?![\d零〇一二三四五六七八九十点]|要求|意见|建议|内容|措施|原则|规定)"
)
_DAY = (
    rf"(?<!每)(?<!每年)(?:(?P<near>大前|前|昨|今|明|后)(?:天|日|(?=[早晚]))|(?P<next>{'|'.join(_NEXT)})"
    r"|(?P<week>上个?|这个?|本|下个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    rf"|(?:(?P<year>\d{{4}})年)?(?P<month>{_COUNT})月(?P<date>{_COUNT})[日号])"
)
_MOMENT = re.compile(
    rf"(?:[在于从自]\s?)?(?:(?P<day>{_DAY})的?(?P<part>{_PART})?(?:的?{_CLOCK})?|(?P<only>{_PART})?{_CLOCK.replace('?P<', '?P<at_')})"
)
_RANGE = re.compile(r"\s*(?:至|到|[-—~～])+\s*")
_MINUTES_OF_DAY = 24 * 60
_NOON = 12
_OPENING = 7
_COMMON_YEAR = 2023


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment that is told: its day in a count of its own `kind`, its minutes of the day, `None` where the clock is not told.

    `names_half` says whether it is told as before or after noon.
    """

    kind: str
    day: int
    minutes: int | None
    names_half: bool

    @property
    def is_sure(self) -> bool:
        """Whether before or after noon is known: named, or as people mean 9点 in the morning, and 5点 as it may be."""
        return self.names_half or (self.minutes is not None and _OPENING <= self.minutes // 60 <= _NOON)


def with_elapsed(question: str) -> str:
    """A question with the time between its two moments in the place of these; as it is where it does not tell two, or not how far apart.

    >>> with_elapsed("昨天上午9点送的样品，今天上午11点才验完，超时了吗")
    '送的样品，隔了26小时才验完，超时了吗'
    >>> with_elapsed("3月1日收到账单，3月20日才缴费，算逾期吗"), with_elapsed("周一8:30报修，10点一刻修好，行吗")
    ('收到账单，隔了19天才缴费，算逾期吗', '报修，隔了105分钟修好，行吗')
    >>> with_elapsed("从早上9点到11点开门，可以吗"), with_elapsed("昨天送的样品，超时了吗")
    ('从早上9点到11点开门，可以吗', '昨天送的样品，超时了吗')
    """
    found = list(_MOMENT.finditer(question))
    if len(found) != 2 or _RANGE.fullmatch(question, found[0].end(), found[1].start()):
        return question
    first, second = found
    words = _between(first, second)
    between = question[first.end() : second.start()].lstrip("的，, ")
    return f"{question[: first.start()]}{between}{words}{question[second.end() :]}" if words else question


def _between(first: re.Match[str], second: re.Match[str]) -> str:
    """How long it is from one moment to the next, in words; empty where that is not told."""
    start, end = _moment(first), _moment(second)
    days = _days(first, second, start, end)
    if days is None:
        return ""
    if start.minutes is None or end.minutes is None:
        return "" if days <= 0 else "隔天" if days == 1 else f"隔了{days}天"
    if not (start.is_sure or days == 0) or (days and not end.is_sure and start.minutes >= _NOON * 60):
        return ""
    minutes = days * _MINUTES_OF_DAY + end.minutes - start.minutes
    if minutes <= 0 and end.kind == "none":
        minutes += _half_days(end, minutes)
    return "" if minutes <= 0 else f"隔了{minutes // 60}小时" if minutes % 60 == 0 else f"隔了{minutes}分钟"


def _half_days(end: _Moment, minutes: int) -> int:
    """What is added to a time without its day that would lie before: half a day where the part of it is open, else a day."""
    half = _MINUTES_OF_DAY // 2
    return half if not end.names_half and minutes + half > 0 else _MINUTES_OF_DAY if end.names_half else 0


def _days(first: re.Match[str], second: re.Match[str], start: _Moment, end: _Moment) -> int | None:
    """How many days lie between, `None` where the two are not told in a way that compares."""
    if end.kind in {"none", "next"}:
        return end.day
    if start.kind != end.kind:
        return None
    if end.kind == "weekday" and not (first["week"] and second["week"]):
        return (end.day - start.day) % 7
    if end.kind == "date" and end.day < start.day and not (first["year"] or second["year"]):
        return end.day - start.day + 365
    return end.day - start.day


def _moment(match: re.Match[str]) -> _Moment:
    kind, day = _day_told(match)
    hour, digits, half, quarter, minute = (match[name] or match[f"at_{name}"] for name in ("hour", "digits", "half", "quarter", "minute"))
    part = match["part"] or match["only"] or ("晚上" if match["next"] == "当晚" else "")
    if not hour:
        return _Moment(kind, day, None, names_half=False)
    hours, past = int(number(hour) or 0), int(number(digits or minute or "0") or 0)
    past = 30 if half else 15 * (3 if quarter == "三" else 1) if quarter else past
    afternoon = hours < _NOON and (part in _LATE or (part == "中午" and hours < 10))
    midnight = hours == _NOON and part in _NIGHT
    hours += 12 if afternoon or (hours == _NOON and part in {"晚上", "晚"}) else -12 if midnight else 0
    return _Moment(kind, day, hours * 60 + past, names_half=bool(part) or hours > _NOON)


def _day_told(match: re.Match[str]) -> tuple[str, int]:
    """In which way a day is told, and its number in a count of that way."""
    if match["near"]:
        return "near", _DAYS_OFF[match["near"]]
    if match["next"]:
        return "next", _NEXT[match["next"]]
    if match["weekday"]:
        return "weekday", 7 * _WEEK.get((match["week"] or "")[:1], 0) + _WEEKDAYS.index(match["weekday"].replace("天", "日"))
    if match["month"]:
        month, day = int(number(match["month"]) or 0), int(number(match["date"]) or 0)
        try:
            return "date", date(int(match["year"] or _COMMON_YEAR), month, day).toordinal()
        except ValueError:
            return "unknown", 0
    return "none", 0
