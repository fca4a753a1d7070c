"""What is asked and what is expected: `Case`, with the `Source` spans that support its answer."""

import re
from dataclasses import dataclass
from pathlib import Path

from corpus.spans import Span

UNANSWERABLE = "unanswerable"


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of an original that supports the answer.

    `document` is how the file's name begins; `span` counts the code points of the file as it is; `clause` is the address that a citation
    of it must show, empty where the words stand in no numbered clause or the address is not measured.
    """

    document: str
    span: Span
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what a right reply to it is.

    A reply is right where any pattern of `must_contain` is found in it and none of `must_not_contain`. An unanswerable case has no
    patterns and no sources: a right reply refuses. `fitted` tells that weights of the product were fitted on the question.
    """

    case_id: str
    question: str
    kind: str
    style: str
    must_contain: tuple[re.Pattern[str], ...] = ()
    must_not_contain: tuple[re.Pattern[str], ...] = ()
    sources: tuple[Source, ...] = ()
    history: tuple[str, ...] = ()
    place: str = ""
    fitted: bool = False

    @property
    def answerable(self) -> bool:
        """Whether the texts answer the question."""
        return self.kind != UNANSWERABLE


@dataclass(frozen=True, slots=True)
class CaseSet:
    """Cases over the documents of one folder; `shows_texts` says whether a result file may hold what was replied."""

    name: str
    folder: Path
    cases: tuple[Case, ...]
    shows_texts: bool = True

    @property
    def answerable(self) -> tuple[Case, ...]:
        """The cases that the texts answer."""
        return tuple(case for case in self.cases if case.answerable)

    def originals(self) -> dict[str, str]:
        """The text of each file, by its name, with its own line ends: what quotes are held against."""
        return {path.name: path.read_bytes().decode("utf-8", errors="replace") for path in sorted(self.folder.iterdir()) if path.is_file()}
