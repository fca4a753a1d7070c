"""A searcher over a handful of policies that needs no index, and an assistant on top of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.composing.writer import Writer
from assistant.ranking import Ranked
from assistant.service import Assistant
from corpus.documents import Header, Policy
from indexing.chunking import chunk
from indexing.hits import Hit
from tests.builders import TODAY


class FakeLibrary:
    """Finds chunks by the share of the question's character pairs that they hold."""

    def __init__(self, *policies: Policy) -> None:
        self._policies = {policy.document.source.document_id: policy for policy in policies}
        self._chunks = [each for policy in policies for each in chunk(policy)]

    def policy(self, document_id: str) -> Policy:
        return self._policies[document_id]

    def headers(self) -> Mapping[str, Header]:
        return {document_id: policy.header for document_id, policy in self._policies.items()}

    def search(
        self, text: str, *, terms: Sequence[tuple[str, ...]] = (), limit: int = 10, document_ids: frozenset[str] | None = None
    ) -> list[Hit]:
        text = " ".join([text, *(form for forms in terms for form in forms[1:])])
        asked = {text[i : i + 2] for i in range(len(text) - 1)}
        hits = []
        for each in self._chunks:
            if document_ids is None or each.document_id in document_ids:
                words = each.context + each.text
                share = sum(pair in words for pair in asked) / max(len(asked), 1)
                hits.append(Hit(each, share, share, share))
        best = max((hit.score for hit in hits), default=0.0) or 1.0
        ranked = sorted(hits, key=lambda hit: -hit.score)[:limit]
        return [Hit(hit.chunk, hit.score / best, hit.dense, hit.sparse) for hit in ranked]


class ScriptedWriter:
    """Writes what a script says, a character at a time; the script may be made of the question that it is asked."""

    name = "scripted:writer"

    def __init__(self, script: str | Callable[[str, str], str], *, error: Exception | None = None) -> None:
        self._script = script
        self._error = error
        self.asked: list[tuple[str, str]] = []

    def stream(self, instruction: str, question: str) -> Iterator[str]:
        self.asked.append((instruction, question))
        yield from self._script if isinstance(self._script, str) else self._script(instruction, question)
        if self._error:
            raise self._error


def an_assistant(*policies: Policy, today: date = TODAY, writer: Writer | None = None) -> Assistant:
    library = FakeLibrary(*policies)
    return Assistant(library, library, lambda: today, writer)


def led_by(ranked: Sequence[Ranked], words: str) -> list[Ranked]:
    """The ranked, all as good as the best, with the one first that says some words."""
    alike = [replace(item, score=ranked[0].score) for item in ranked]
    return sorted(alike, key=lambda item: words not in item.evidence.text)
