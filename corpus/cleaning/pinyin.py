"""Takes out pinyin that a scraper put in brackets behind Han characters: `縣(區(qū))` → `縣(區)`, `会诊(huì zhěn)` → `会诊`."""

import re
import unicodedata

from corpus.cleaning.rewriting import HAN, SPACE
from corpus.offsets import Edit
from corpus.spans import Span

# The tones, and what they are read as where print was recognised: a breve for a caron, a circumflex, a tilde.
_TONES = "\u0300\u0301\u0302\u0303\u0304\u0306\u030c"
# Lower case behind a Han character: an abbreviation (MDT, DRGs) has capitals, and pinyin has none.
_LETTERS = "[a-zà-öø-ÿā-ž\u01cd-\u01dc\u0300-\u030c0-5'’· -]"
# A search that begins with the bracket itself is the quickest: most texts have few.
_BRACKET = re.compile(rf"[(（](?<=[{HAN}{SPACE}].)(?P<inside>{_LETTERS}{{1,60}})[)）]")
_SYLLABLE = (
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|van|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|vn|[aoeiuv]|ng?|m)"
)
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE})+[0-5]?")
_ONE_SYLLABLE = re.compile(rf"{_SYLLABLE}[0-5]?")
_DIVIDER = re.compile("[ '’·-]+")
# A bracket with one bare syllable, or a letter that no syllable has, is pinyin only where the text is full of it.
_BARE = re.compile("[a-z]{1,6}[0-5]?")
MANY = 20
_HAN_RUN = re.compile(rf"[{HAN}]*\Z")
_LONGEST_WORD = 12


def remove_pinyin(text: str) -> list[Edit]:
    """Edits that take out each bracket with nothing but pinyin in it; one that holds anything else is real and stays.

    >>> [edit.span for edit in remove_pinyin("各縣(區(qū))專(zhuān)家(試行)(app)会诊(huì zhěn)(MDT)")]
    [Span(start=4, end=8), Span(start=10, end=17), Span(start=29, end=39)]
    """
    found = [(match, _letters(match["inside"])) for match in _BRACKET.finditer(text)]
    sure = [match for match, letters in found if _is_pinyin(letters, _n_han(text, match))]
    if len(sure) >= MANY:
        sure = [match for match, letters in found if match in sure or (_is_loosely_pinyin(letters) and _n_han(text, match))]
    return [Edit(Span(_start(text, match), match.end()), "", "pinyin") for match in sure]


def _letters(inside: str) -> tuple[str, int]:
    """The letters without their tones, and how many tones there are."""
    decomposed = unicodedata.normalize("NFD", inside.strip())
    n_tones = sum(character in _TONES for character in decomposed)
    return "".join(character for character in decomposed if not unicodedata.combining(character)), n_tones


def _is_pinyin(letters: tuple[str, int], n_han: int) -> bool:
    """One syllable with its tone; several in one word, each with its tone; or one for each of the characters before, with or without."""
    plain, n_tones = letters
    parts = _DIVIDER.split(plain)
    if len(parts) > 1:
        return len(parts) <= n_han and all(map(_ONE_SYLLABLE.fullmatch, parts))
    return 0 < n_tones <= n_han and bool(_SYLLABLES.fullmatch(plain)) and len(_ONE_SYLLABLE.findall(plain)) <= n_tones


def _is_loosely_pinyin(letters: tuple[str, int]) -> bool:
    """Whether a bracket may be a syllable that lost its tone, or of which a letter was misread."""
    plain, n_tones = letters
    return bool(_BARE.fullmatch(plain)) or (n_tones == 1 and len(plain) <= 8)


def _n_han(text: str, match: re.Match[str]) -> int:
    """How many Han characters stand before a bracket, up to the longest word."""
    end = _start(text, match)
    run = _HAN_RUN.search(text, max(0, end - _LONGEST_WORD), end)
    return len(run[0]) if run else 0


def _start(text: str, match: re.Match[str]) -> int:
    """Where the bracket begins, or the space before it."""
    return match.start() - text[match.start() - 1].isspace()
