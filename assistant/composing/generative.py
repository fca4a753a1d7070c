"""Lets a language model write over the same evidence; what it writes is shown sentence by sentence, where the gate lets it pass."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from assistant.answers import Citation, Dropped, Statement
from assistant.citations import support_of
from assistant.composing.sentence_stream import Written, written_sentences
from assistant.composing.writer import ChatError, Writer
from assistant.gating import Support, problems
from assistant.gating.quantity import is_same, quantities
from assistant.gating.wording import folded, grams
from assistant.tables import rows, toml

LEAST_OVERLAP = 0.5
LEAST_LIST_OVERLAP = 0.9
MOST_DROPPED_CHARACTERS = 300
_LEAKED_CHARACTERS = 12
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0b-\x1f\x7f]")
_BROKEN = "\ufffd"
_ANGLES = str.maketrans("<>", "＜＞")


@dataclass(frozen=True, slots=True)
class Passage:
    """What the model may cite: a proven citation, and the headings above it."""

    citation: Citation
    context: str = ""

    @property
    def support(self) -> Support:
        """The passage as the gate takes it."""
        support = support_of(self.citation)
        return Support(support.text, f"{support.context}\n{self.context}", support.label)


@dataclass(frozen=True, slots=True)
class Core:
    """What the model has to say for its answer to be shown: the value, or most of the words, of each extracted reading.

    `passage` is the index of the passage that holds the reading, `values` the texts of its values; `is_list` asks for all of its words.
    """

    passage: int
    text: str
    values: tuple[str, ...] = ()
    is_list: bool = False

    def is_said_by(self, statement: str, passages: Sequence[int]) -> bool:
        """Whether a verified statement that cites passages says it."""
        if self.passage not in passages:
            return False
        said, text = folded(statement), folded(self.text)
        keys = {value.key for value in quantities(folded("，".join(self.values)))}
        asked = [value for value in quantities(text) if value.key in keys]
        if asked:
            return all(any(is_same(own, said, value, text) for own in quantities(said)) for value in asked)
        words, own = set(grams(text)), set(grams(said))
        return len(words & own) >= (LEAST_LIST_OVERLAP if self.is_list else LEAST_OVERLAP) * len(words)


@dataclass(slots=True)
class Generation:
    """One reply of a model: its statements that passed, those that were dropped, and whether it may stand as the answer.

    `verdict` is the word that answers a question for yes or no, empty for others. Nothing is given out before the core is said.
    """

    writer: Writer
    question: str
    passages: Sequence[Passage]
    cores: Sequence[Core]
    verdict: str = ""
    statements: list[Statement] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    failed: bool = False
    _open: list[Core] = field(default_factory=list)

    @property
    def stands(self) -> bool:
        """Whether the core was said and the model did not fail."""
        return bool(self.statements) and not self._open and not self.failed

    def run(self) -> Iterator[Statement]:
        """The statements that pass, as they are written, from the one on with which the core is said."""
        self._open = list(self.cores)
        given = 0
        try:
            for written in written_sentences(self.writer.stream(*prompt(self.question, self.passages))):
                self._take(written)
                if not self._open:
                    yield from self.statements[given:]
                    given = len(self.statements)
        except ChatError:
            self.failed = True

    def _take(self, written: Written) -> None:
        text = self._without_verdict(written.text)
        reason = self._reason(written, text)
        if reason:
            self.dropped.append(Dropped(_shown(written.text), reason))
            return
        if any(statement.text == text for statement in self.statements):
            return
        self._open = [core for core in self._open if not core.is_said_by(text, [number - 1 for number in written.numbers])]
        self.statements.append(Statement(text, tuple(self._number(self.passages[number - 1].citation) for number in written.numbers)))

    def _number(self, citation: Citation) -> int:
        """The number of a citation in this answer, by the order of first use."""
        known = [each.clause_id + str(each.raw_start) for each in self.citations]
        key = citation.clause_id + str(citation.raw_start)
        if key not in known:
            self.citations.append(replace(citation, number=len(self.citations) + 1))
            return len(self.citations)
        return known.index(key) + 1

    def _without_verdict(self, text: str) -> str:
        """The sentence without the word of yes or no that it opens with, where that is the one worked out from the rule."""
        return text.removeprefix(f"{self.verdict}，") if self.verdict else text

    def _reason(self, written: Written, text: str) -> str:
        """Why a sentence is not shown, empty where it is."""
        if _BROKEN in text:
            return "unreadable"
        if not written.ended:
            return "broken off"
        if not written.numbers:
            return "uncited"
        if not all(1 <= number <= len(self.passages) for number in written.numbers):
            return f"citation: {written.numbers}"
        if _verdict_words().match(text):
            return "verdict"
        found = problems(text, [self.passages[number - 1].support for number in written.numbers])
        return "; ".join(f"{problem.fault}: {problem.text}" for problem in found)


def prompt(question: str, passages: Sequence[Passage]) -> tuple[str, str]:
    """The instruction, and the question below the passages; a passage can neither close its own mark nor hide anything."""
    texts = toml("generation")
    blocks = [_block(str(texts["block"]), number, passage.citation) for number, passage in enumerate(passages, 1)]
    return str(texts["instruction"]).strip(), str(texts["question"]).format(blocks="\n".join(blocks), question=question)


def _block(template: str, number: int, citation: Citation) -> str:
    title, label, text = (_as_data(words) for words in (citation.title, citation.clause_label, citation.reading))
    return template.format(number=number, title=title, label=label, text=text)


def _as_data(text: str) -> str:
    return _HIDDEN.sub("", text).translate(_ANGLES)


def _shown(text: str) -> str:
    """What is recorded of a dropped sentence: its words, but none of the instruction."""
    instruction = str(toml("generation")["instruction"])
    leaks = any(text[i : i + _LEAKED_CHARACTERS] in instruction for i in range(len(text) - _LEAKED_CHARACTERS + 1))
    return "" if leaks else text[:MOST_DROPPED_CHARACTERS]


@cache
def _verdict_words() -> re.Pattern[str]:
    words = {word for row in rows("polarity") for word in row[1:3]}
    return re.compile(rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})[，,。！]")
