"""More laws than there are: those at hand, then the same with other numbers and other subjects, the same ones for the same seed."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from corpus.reading import files_in, read
from corpus.tokenizing import words

SEED = 17
# So large a share of the words of a varied law is put in the place of another: no two of them say the same.
MOVED_SHARE = 0.3
_WORD = re.compile(r"[一-鿿]{2,}")
_NUMBER = re.compile(r"(?<![第〔\d])\d{1,3}(?=[^\d条章节])")


def law_files(laws: Path, folder: Path) -> Iterator[Path]:
    """The files below `laws`, then varied ones that are written into `folder` as they are asked for, without end."""
    originals = files_in(laws)
    yield from originals
    chance = random.Random(SEED)  # noqa: S311 -- a seeded sequence is the point
    edition = 1
    while True:
        for path in originals:
            target = folder / f"{edition:03}-{path.stem}.txt"
            target.write_text(varied(read(path).text, chance), "utf-8")
            yield target
        edition += 1


def varied(text: str, chance: random.Random) -> str:
    """A text with some of its words in each other's place and other numbers, its lines and the signs of its clauses kept.

    >>> varied("第一条 会诊应当在10分钟内到位。", random.Random(1)).startswith("第一条 ")
    True
    """
    pieces = words(text)
    movable = [place for place, word in enumerate(pieces) if _WORD.fullmatch(word) and not word.startswith(("第", "附"))]
    chosen = [place for place in movable if chance.random() < MOVED_SHARE]
    for place, word in zip(chosen, chance.sample([pieces[place] for place in chosen], len(chosen)), strict=True):
        pieces[place] = word
    return _NUMBER.sub(lambda _: str(chance.randint(1, 99)), "".join(pieces))
