"""Reads question-passage pairs: JSON lines of `{"passage": …, "questions": [{"question": …}, …]}`."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage and the questions that it answers; `collection` is the stem of its file."""

    collection: str
    text: str
    questions: tuple[str, ...]


def read_passages(folder: Path) -> list[Passage]:
    """All passages of the `.jsonl` files in `folder`, in the order of files and lines."""
    return [
        Passage(path.stem, row["passage"], tuple(question["question"] for question in row["questions"]))
        for path in sorted(folder.glob("*.jsonl"))
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]
