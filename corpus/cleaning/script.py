"""Traditional script to simplified, character by character; the one module that knows OpenCC."""

import re
from functools import lru_cache

import opencc

from corpus.cleaning.rewriting import HAN
from corpus.offsets import Edit
from corpus.spans import Span

# Below this share of clearly traditional characters a text is simplified, and characters that exist in both scripts (乾, 著, 於) stay.
LEAST_TRADITIONAL_SHARE = 0.01

# OpenCC keeps every 著, since it is simplified too where it means to write or to stand out.
_PARTICLE = re.compile(r"著(?<![显卓编土名原专论昭巨遗译拙合撰新]著)(?![作名者称述书录文])")
_HAN = re.compile(f"[{HAN}]")


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1)
def _traditional() -> re.Pattern[str]:
    """Matches a character that only traditional texts use: simplification changes it, and GB 2312 does not have it."""
    every = "".join(map(chr, range(0x4E00, 0xA000)))
    # A space between them keeps the converter from reading two characters as one word.
    pairs = zip(every, _converter().convert(" ".join(every))[::2], strict=True)
    return re.compile("[" + "".join(old for old, new in pairs if old != new and not old.encode("gb2312", errors="ignore")) + "]")


def simplify(text: str) -> list[Edit]:
    """An edit for each character of a traditional or mixed text that simplified script writes differently.

    >>> [edit.replacement for edit in simplify("醫療办事")]
    ['医', '疗']
    """
    traditional = _traditional().findall(text)
    if not traditional or len(traditional) < LEAST_TRADITIONAL_SHARE * len(_HAN.findall(text)):
        return []
    simplified = _PARTICLE.sub("着", _converter().convert(text))
    if len(simplified) != len(text):
        return []
    pairs = enumerate(zip(text, simplified, strict=True))
    return [Edit(Span(place, place + 1), new, "script") for place, (old, new) in pairs if old != new]
