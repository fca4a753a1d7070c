"""Finds the words that say how strongly a piece binds."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.obligations.records import Modality
from corpus.obligations.tables import any_pattern, any_word, rows

_ANYWHERE = frozenset({"within", "weak"})
_BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)|“[^”]*”|《[^》]*》")
# A cue inside a word for a case binds nobody: 未按规定应当……的, 对必须有三级医师的部门.
_MODIFIER = re.compile(r"^(?:对|对于|在|将|以|为|凡|如|因|按照|依照|根据|依据)[^，]*的[^，的]{1,20}$")


@dataclass(frozen=True, slots=True)
class Cue:
    """A binding word found at `start:end` of a piece."""

    modality: Modality
    start: int
    end: int
    place: str


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Modality, str], ...]:
    return tuple((re.compile(pattern), Modality(modality), place) for pattern, modality, place, _ in rows("cues"))


@cache
def _first_of_rows() -> re.Pattern[str]:
    """A pattern that matches what the first row does that matches; its only group is numbered as the row is, from one."""
    return re.compile("|".join(f"({pattern})" for pattern, *_ in rows("cues")))


@cache
def _front() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_word('connectives')}|{any_word('adverbs')})*")


@lru_cache(maxsize=1024)
def blanked(text: str) -> str:
    """The text with what stands in brackets, quotation marks and titles made blank, its length kept.

    >>> blanked("门（急）诊应记录")
    '门   诊应记录'
    """
    return _BRACKETED.sub(lambda match: " " * len(match[0]), text)


def find_cue(text: str, subject_end: int = 0) -> Cue | None:
    """The word that binds in a piece, `None` where none does; `subject_end` is where the piece's subject ends.

    Of several the first binds; a weak one only where there is no other.

    >>> find_cue("首诊医师应当负责患者诊疗").modality.value, find_cue("应用电子病历") is None
    ('must', True)
    """
    plain = blanked(text)
    cues = _cues(plain)
    if not cues or (_MODIFIER.match(plain) and not _binds_behind(plain)):
        return None
    if len(cues) == 1 and cues[0].place in _ANYWHERE:
        return cues[0]
    front = _front().match(plain, subject_end)
    starts = {subject_end, front.end() if front else subject_end}
    found = [
        cue for cue in cues if cue.place in _ANYWHERE or cue.start in starts or (cue.place == "subject" and cue.start == subject_end > 0)
    ]
    return min(found, key=lambda cue: (cue.place == "weak", cue.start), default=None)


@lru_cache(maxsize=1024)
def _cues(plain: str) -> tuple[Cue, ...]:
    """The words that may bind, in the order of the rows; a piece is asked for them again where its subject is known."""
    first = any_pattern("cues").search(plain)
    if first is None:
        return ()
    # Nothing stands before the first word: where it binds wherever it stands, as most do, no other can.
    if (match := _first_of_rows().match(plain, first.start())) and match.lastindex:
        _, modality, place = _patterns()[match.lastindex - 1]
        if place == "within":
            return (Cue(modality, match.start(), match.end(), place),)
    return tuple(
        Cue(modality, match.start(), match.end(), place)
        for pattern, modality, place in _patterns()
        for match in pattern.finditer(plain, first.start())
    )


def _binds_behind(text: str) -> bool:
    """Whether a word binds behind the last 的 of a piece: 对抢救无效的患者应当告知."""
    tail = text[text.rfind("的") + 1 :]
    return any(pattern.search(tail) for pattern, _, place in _patterns() if place in _ANYWHERE)
