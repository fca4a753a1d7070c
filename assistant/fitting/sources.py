"""Where examples come from: each source writes the files of its corpus into a folder and gives its examples."""

import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.fitting.examples import Example, Place
from assistant.fitting.lay import in_lay_words
from corpus.sentences import sentences
from corpus.spans import Span
from indexing.training.laws import held_out
from indexing.training.questions import ask

QUESTIONS = Path(__file__).parent / "questions"
HOSPITAL = Path(__file__).parent / "hospital"
KEPT_FOR_MEASURING = "laws.jsonl"
READING_PASSAGES = 100
QUESTIONS_A_PASSAGE = 2
LAWS_PERCENT = 4
QUESTIONS_A_LAW = 4
_SENTENCE_CHARACTERS = range(18, 140)
_ARTICLE = re.compile(r"(?m)^(第[一二三四五六七八九十百千零〇]+条)[\s　]")


def of_reading(data: Path, folder: Path) -> list[Example]:
    """Natural questions over passages; each passage is a file of its own."""
    rows = [row for name in sorted(data.glob("reading/*.jsonl")) for row in _json_lines(name)]
    chosen = random.Random(1).sample(rows, min(READING_PASSAGES, len(rows)))  # noqa: S311 -- the same passages every time
    return [example for number, row in enumerate(chosen) for example in _of_passage(row, folder / f"passage{number:04}.txt")]


def _of_passage(row: dict[str, Any], path: Path) -> Iterator[Example]:
    path.write_text(row["passage"], encoding="utf-8")
    for asked in row["questions"][:QUESTIONS_A_PASSAGE]:
        spans = [_found(row["passage"], answer) for answer in asked["answers"]]
        places = tuple(Place(path.name, span) for span in spans if span)
        if places:
            yield Example("reading", asked["question"], places)


def _found(text: str, words: str) -> Span | None:
    start = text.find(words)
    return Span(start, start + len(words)) if start >= 0 and words else None


def of_laws(data: Path, folder: Path) -> list[Example]:
    """Questions made from sentences of some of the laws, in other words than the law's."""
    chance = random.Random(2)  # noqa: S311 -- the same questions every time
    examples: list[Example] = []
    for path in sorted((data / "laws").rglob("*.md")):
        if not held_out(path.name, LAWS_PERCENT) or (folder / path.name).exists():
            continue
        text = _copied(path, folder)
        spans = [span for span in sentences(text) if len(span) in _SENTENCE_CHARACTERS and _ARTICLE.search(text, 0, span.start)]
        for span in chance.sample(spans, min(QUESTIONS_A_LAW, len(spans))):
            statement = _ARTICLE.sub("", span.of(text))
            examples.append(Example("laws", in_lay_words(ask(statement, chance), chance), (Place(path.name, span),)))
    return examples


def of_own_questions(table: Path, data: Path, folder: Path) -> list[Example]:
    """The questions of a table of `questions/` over the laws that they name; those of a law are of one group."""
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    paths = {path.name.partition("(")[0]: path for path in sorted((data / "laws").rglob("*.md"))}
    texts = {title: _copied(paths[title], folder) for title in sorted({row[0] for row in rows} - {"-"})}
    return [
        Example("questions", question, _articles(texts, title, articles, paths), group=title, telling=telling(held))
        for title, articles, _, held, question in rows
    ]


def telling(held: str) -> str:
    """Of what an answer must hold those ways that a sentence of the law can hold, too: not a yes or no at the start of the answer.

    >>> telling("^(不|否)|不得|(?:禁|严)止"), telling("^(是|对)")
    ('不得|(?:禁|严)止', '')
    """
    ways, depth = [""], 0
    for mark in held:
        depth += (mark == "(") - (mark == ")")
        ways = [*ways, ""] if mark == "|" and not depth else [*ways[:-1], ways[-1] + mark]
    return "|".join(way for way in ways if not way.startswith("^"))


def _articles(texts: Mapping[str, str], title: str, numbers: str, paths: Mapping[str, Path]) -> tuple[Place, ...]:
    """Where the articles of a law stand that answer; nowhere where none does."""
    text = texts.get(title, "")
    spans: dict[str, Span] = {}
    for match, following in pairwise([*_ARTICLE.finditer(text), None]):
        if match:
            spans.setdefault(match[1], Span(match.start(), following.start() if following else len(text)))
    return tuple(Place(paths[title].name, spans[each]) for each in numbers.split("|") if each in spans)


def of_cases(cases: Path, bundled: Path, folder: Path) -> list[Example]:
    """The project's own evaluation cases over its bundled corpus; those over laws are kept for measuring and never fitted on."""
    texts = {path.name: _copied(path, folder) for path in sorted(bundled.glob("*.md"))}
    rows = [row for name in sorted(cases.glob("*.jsonl")) if name.name != KEPT_FOR_MEASURING for row in _json_lines(name)]
    return [
        Example("cases", row["question"], _quoted(row.get("sources", ()), texts), row.get("history", ()), row.get("place", ""))
        for row in rows
    ]


def of_cases_beside(tables: Iterable[Path], data: Path, cases: Path, bundled: Path, folder: Path) -> list[Example]:
    """The same cases, asked where the laws of some tables of `questions/` stand beside the corpus."""
    for table in tables:
        of_own_questions(table, data, folder)
    return of_cases(cases, bundled, folder)


def of_hospital_beside(laws: Iterable[Path], data: Path, tables: Iterable[Path], folder: Path) -> list[Example]:
    """The questions of tables of `hospital/`, asked where the laws of some tables of `questions/` stand beside their texts."""
    for table in laws:
        of_own_questions(table, data, folder)
    return of_hospital(tables, folder)


def of_hospital(tables: Iterable[Path], folder: Path) -> list[Example]:
    """The questions of tables of `hospital/` over the texts of theirs, which the project made up for this."""
    examples: list[Example] = []
    for table in tables:
        texts = {path.name: _copied(path, folder) for path in sorted(HOSPITAL.glob(f"{table.stem}_*.md"))}
        examples += [Example("hospital", row["question"], _quoted([row] if row["quote"] else [], texts)) for row in _json_lines(table)]
    return examples


def _quoted(sources: Sequence[dict[str, str]], texts: dict[str, str]) -> tuple[Place, ...]:
    spans = [(source["document"], _found(texts[source["document"]], source["quote"])) for source in sources]
    return tuple(Place(name, span) for name, span in spans if span)


def _copied(path: Path, folder: Path) -> str:
    """The text of a file that is put into the folder; its line ends stay."""
    written = path.read_bytes()
    (folder / path.name).write_bytes(written)
    return written.decode("utf-8")


def _json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
