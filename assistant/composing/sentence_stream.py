"""A stream of text → sentences with the numbers that they cite, each as soon as it has ended."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MARK = re.compile(r"[\[［【]\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*[\]］】]")
_MARKS = r"(?:\s*[\[［【][\d\s,，、]{1,40}[\]］】])*"
_CLOSING = "[”’」』）)]*"
_ENDED = re.compile(rf"[^。！？\n]*(?:[。！？]+{_CLOSING}{_MARKS}(?=\s*[^\s\[［【。！？”’」』）)])|[。！？]*{_CLOSING}{_MARKS}[ \t]*\n)")
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_MARKUP = re.compile(r"^\s*(?:[-*•#>]+\s*|\d{1,2}[.、）)](?!\d)\s*)|\*\*|`")


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence without its marks, and the numbers that the marks hold; `ended` is false where the stream broke off in it."""

    text: str
    numbers: tuple[int, ...]
    ended: bool = True


def written_sentences(pieces: Iterable[str]) -> Iterator[Written]:
    """The sentences of a stream, each with the marks inside and right behind it; what stands in <think> is left out.

    >>> for written in written_sentences(["急会诊10分", "钟内到位。[1", "][2]普通会诊24小时内完成[3]。"]):
    ...     print(written.text, written.numbers)
    急会诊10分钟内到位。 (1, 2)
    普通会诊24小时内完成。 (3,)
    """
    left = ""
    for piece in pieces:
        left = _without_thoughts(left + piece)
        while "<think>" not in left and (match := _ENDED.match(left)):
            yield from _written(match[0])
            left = left[match.end() :]
    yield from _written(_THOUGHT.sub("", left))


def _without_thoughts(text: str) -> str:
    """The text without the thoughts that have ended."""
    return _THOUGHT.sub("", text) if "</think>" in text else text


def _written(text: str) -> Iterator[Written]:
    numbers = [int(number) for match in _MARK.finditer(text) for number in re.split("[,，、]", match[1])]
    plain = _MARKUP.sub("", _MARK.sub("", text)).strip()
    if plain:
        ended = text.endswith("\n") or plain.endswith(("。", "！", "？", "”", "）")) or bool(_MARK.search(text.rstrip()[-6:]))
        yield Written(plain, tuple(dict.fromkeys(numbers)), ended)
