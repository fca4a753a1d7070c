"""Cuts Chinese text into words; the only module that knows rjieba and jieba.

Both hold the same dictionary and the same algorithm. rjieba is the engine; jieba is the reference that a test compares it with, and
takes over where rjieba has no wheel. The words of `data/terms.txt` are added to either.
"""

import hashlib
import re
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING

from corpus.numerals import ARABIC_NUMERAL, HAN_DIGITS, HAN_NUMERAL, number

if TYPE_CHECKING:
    import jieba
    import rjieba

_LEXICON_BYTES = (files("corpus") / "data" / "terms.txt").read_bytes()
# How often the dictionary counts a common word.
FREQUENT = 2_000
ENGINE = "rjieba" if find_spec("rjieba") else "jieba"

TOKENIZER_IDENTITY = f"{ENGINE}-{version(ENGINE)}-lexicon-{hashlib.sha256(_LEXICON_BYTES).hexdigest()[:12]}"
"""Changes whenever the same text might be cut otherwise: stored beside every index that words were written into."""


@dataclass(frozen=True, slots=True)
class Cutter:
    """The two ways to cut a text; `precise` pieces put together are the text, `search` pieces may overlap."""

    precise: Callable[[str], list[str]]
    search: Callable[[str], list[str]]


def words(text: str) -> list[str]:
    """The text cut into words, nothing dropped: put together they are the text.

    >>> words("急会诊应当10分钟内到位")
    ['急会诊', '应当', '10', '分钟', '内', '到位']
    """
    return _engine().precise(text)


def search_words(text: str) -> list[str]:
    """The words to index and to ask for: lower case, without punctuation, short words inside long ones too.

    Document numbers, clause numbers, dates and quantities come whole as well, in one spelling (`三十日` and `30日` both give `30日`),
    after the words.

    >>> search_words("三十日内 (国卫医发〔2018〕8 号)")
    ['三十', '十日', '三十日', '内', '国卫', '医发', '2018', '8', '号', '30日', '〔2018〕8号', '国卫医发〔2018〕8号']
    """
    cut = [word for word in _engine().search(text) if word.isalnum() or _SAYS_SOMETHING.search(word)]
    # Most texts have no capital, which one look at the whole tells.
    folded = cut if text == text.lower() else [word.lower() for word in cut]
    return [*folded, *_whole_words(text)]


def lexicon() -> list[str]:
    """The words that the project adds to the dictionary, in the order of the file.

    >>> "急会诊" in lexicon()
    True
    """
    rows = _LEXICON_BYTES.decode("utf-8").splitlines()
    return [row.strip() for row in rows if row.strip() and not row.startswith("#")]


def reference_cutter() -> Cutter:
    """The cutter of jieba itself, with the same words added; slow to make and to run."""
    tokenizer = _reference()
    return Cutter(tokenizer.lcut, tokenizer.lcut_for_search)


def cutter_of_known_words(added: Iterable[str], frequent: Iterable[str] = ()) -> Callable[[str], list[str]]:
    """A cutter into words of the dictionary and `added` ones, as they are most probable together, that guesses no word of neither.

    An added word is about as probable as its parts together, a `frequent` one as a common word. What is no word falls into characters.
    Made in a tenth of a second: whoever asks for one keeps it.

    >>> cutter_of_known_words(["没证", "要饭"])("没证就开饭店，要饭店自己买")
    ['没证', '就', '开', '饭店', '，', '要', '饭店', '自己', '买']
    """
    if ENGINE == "jieba":
        tokenizer = _reference()
        for word in added:
            tokenizer.add_word(word)
        for word in frequent:
            tokenizer.add_word(word, FREQUENT)
        return partial(tokenizer.lcut, HMM=False)
    engine = _rust_engine()
    for word in added:
        engine.add_word(word, None, None)
    for word in frequent:
        engine.add_word(word, FREQUENT, None)
    return partial(engine.cut, hmm=False)


@cache
def _engine() -> Cutter:
    if ENGINE == "jieba":
        return reference_cutter()
    engine = _rust_engine()
    return Cutter(engine.cut, engine.cut_for_search)


def _rust_engine() -> "rjieba.Jieba":
    import rjieba  # noqa: PLC0415 - not every platform has a wheel

    engine = rjieba.Jieba()
    for word in lexicon():
        engine.add_word(word, None, None)
    return engine


def _reference() -> "jieba.Tokenizer":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # escapes in jieba's own source that newer Pythons warn of
        import jieba  # noqa: PLC0415 - loads for half a second, and only where it is asked for

    tokenizer = jieba.Tokenizer()
    # A cache at a name that anyone could have written would be trusted, so each process builds in a folder of its own.
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.tmp_dir = folder
        jieba.setLogLevel("WARNING")
        tokenizer.initialize()
    for word in lexicon():
        tokenizer.add_word(word)
    return tokenizer


_SAYS_SOMETHING = re.compile(r"\w")
_WHOLE_WORD = re.compile(
    # Few characters begin one, and a look at the next is cheaper than a try of each alternative.
    rf"(?=[〔\[［(（第百千\d{HAN_DIGITS}]|(?<![一-鿿])[一-鿿])"
    r"(?:(?P<prefix>(?<![一-鿿])[一-鿿]{2,9})?[〔\[［(（]\s*(?P<year>(?:19|20)\d{2})\s*[〕\]］)）]\s*第?\s*(?P<serial>\d+)\s*号"
    rf"|第(?P<ordinal>{HAN_NUMERAL}|\d+)(?P<rank>[编章节条款项])"
    rf"|(?P<share>百分之|千分之)(?P<parts>{HAN_NUMERAL}(?:点[一二三四五六七八九零]+)?)"
    rf"|(?P<value>{ARABIC_NUMERAL}|{HAN_NUMERAL})\s?(?P<unit>年|个月|月|日|天|小时|分钟|分|秒|周|次|例|人|名|项|家|所|张|万元|元|%|％|‰))"
)


def _whole_words(text: str) -> Iterator[str]:
    for match in _WHOLE_WORD.finditer(text):
        if match["serial"]:
            yield from _document_number(match)
        else:
            yield from _whole_number(match)


def _document_number(match: re.Match[str]) -> Iterator[str]:
    """The number of a document without its agency, and with it where the text shows where the agency's name begins."""
    number_of_year = f"〔{match['year']}〕{match['serial']}号"
    yield number_of_year
    if match["prefix"]:
        yield match["prefix"] + number_of_year


def _whole_number(match: re.Match[str]) -> Iterator[str]:
    value = number(match["ordinal"] or match["parts"] or match["value"])
    if value is None:
        return
    if match["ordinal"]:
        yield f"第{value:g}{match['rank']}"
    elif match["parts"]:
        yield f"{value:g}{'%' if match['share'] == '百分之' else '‰'}"
    else:
        yield f"{value:.12g}{match['unit'].replace('％', '%')}"
