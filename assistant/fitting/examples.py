"""What is fitted on: a question, where its answer stands, and which part of the examples it belongs to."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.spans import Span

QUESTIONS, HOSPITAL = "questions", "hospital"

# The share of the laws, or of questions of other sources, that neither the embedding nor the matcher learns from. Most of these laws are
# for the weights, the others only for measuring.
HELD_OUT_PERCENT = 20
WEIGHED_PERCENT = 65
# From which share on the matcher learns from a source.
MATCHED_FROM = {QUESTIONS: HELD_OUT_PERCENT, HOSPITAL: 60}


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
    def is_for_matching(self) -> bool:
        """Whether the matcher learns from the example, as the embedding did: nothing is fitted on what these say of what they know."""
        return self._share(0) >= MATCHED_FROM.get(self.source, 100)

    @property
    def is_held_out(self) -> bool:
        """Whether the example is kept for measuring: a fixed share, decided by the hash of its group, or of a question without one."""
        return self._share(0) < HELD_OUT_PERCENT and (self.source != QUESTIONS or self._share(4) >= WEIGHED_PERCENT)

    @property
    def is_for_weights(self) -> bool:
        """Whether the weights are fitted on the example."""
        return not (self.is_for_matching or self.is_held_out)

    def _share(self, start: int) -> int:
        """A number below 100 that four bytes of the hash say."""
        return int.from_bytes(hashlib.sha256((self.group or self.question).encode()).digest()[start : start + 4], "big") % 100
