"""What is fitted on: a question, where its answer stands, and which part of the examples it belongs to."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.spans import Span

HELD_OUT_PERCENT = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an original: the start of its file's name, and code points of the raw text."""

    source_name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the places that answer it, none where nothing does.

    `source` says where it comes from; the questions of a `group` are all fitted on, or all kept for measuring. Where sentences at the
    `places` hold the pattern `telling`, only those answer.
    """

    source: str
    question: str
    places: tuple[Place, ...]
    history: Sequence[str] = ()
    place: str = ""
    group: str = ""
    telling: str = ""

    @property
    def is_held_out(self) -> bool:
        """Whether the example is kept for measuring: a fixed share, decided by the hash of its group, or of a question without one."""
        return int.from_bytes(hashlib.sha256((self.group or self.question).encode()).digest()[:4], "big") % 100 < HELD_OUT_PERCENT
