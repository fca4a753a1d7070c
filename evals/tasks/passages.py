"""Ranks passages that the shipped embedding was never trained on, in the same four ways as `retrieval`.

Two kinds of haystack: whole collections of reading passages, asked with the questions of the held-out ones; and the articles of held-out
laws, asked with questions made of some words of one of their sentences, and with sentences that were taken out of them.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.spans import Span
from corpus.tokenizing import words
from evals.case import Case, Source
from evals.score import Report
from evals.tasks.retrieval import measure_ways
from indexing.chunking import ID_SEPARATOR, Chunk, document_of
from indexing.dense import ExactIndex
from indexing.embedding import Embedder
from indexing.fusion import Weights
from indexing.library import text_to_embed
from indexing.search import HybridSearcher, Indexes
from indexing.sparse import SparseEntry, SparseIndex
from indexing.training.laws import Article, held_out, read_laws
from indexing.training.questions import ask
from indexing.training.reading import Passage, read_passages

TASK = "passages"

# The shares that training keeps out: of the laws by their paths, of the passages by their texts.
HELD_OUT_LAWS_PERCENT = 10
HELD_OUT_PASSAGES_PERCENT = 20

MAX_CASES = 500

# The share of a sentence's words that a question made of it keeps.
KEPT_WORDS = 0.5

SEED = 7

_SENTENCE = re.compile(r"[^。！？；\n]{8,}[。！？；]?")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a haystack; `context` is what stands above it."""

    body: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Haystack:
    """Texts side by side, and questions, each with the number of the text that it belongs to."""

    name: str
    texts: tuple[Text, ...]
    questions: tuple[tuple[str, int], ...]


def measure(haystack: Haystack, embedder: Embedder) -> list[Report]:
    """One report a way over one haystack."""
    cases = [_case(number, *question) for number, question in enumerate(haystack.questions)]
    with TemporaryDirectory(prefix="youju-evals-") as folder:
        searcher = searcher_over(haystack.texts, embedder, Path(folder))
        return measure_ways(haystack.name, cases, searcher, lambda hit, case: _held(hit.chunk, case), task=TASK)


def haystacks(data: Path) -> Iterator[Haystack]:
    """What can be made of `reading/` and `laws/` in a folder of data, where they are there."""
    if (data / "reading").is_dir():
        passages = read_passages(data / "reading")
        for name in dict.fromkeys(passage.collection for passage in passages):
            yield reading_haystack(name, [passage for passage in passages if passage.collection == name])
    if (data / "laws").is_dir():
        laws = [law for law in read_laws(data / "laws") if held_out(law.path, HELD_OUT_LAWS_PERCENT)]
        articles = [article for law in laws for article in law.articles]
        yield law_questions(articles)
        yield law_sentences(articles)


def reading_haystack(name: str, passages: Sequence[Passage]) -> Haystack:
    """All passages of a collection, and the questions of those that are held out."""
    questions = (
        (question, number)
        for number, passage in enumerate(passages)
        if held_out(passage.text, HELD_OUT_PASSAGES_PERCENT)
        for question in passage.questions
    )
    return Haystack(name, tuple(Text(passage.text) for passage in passages), tuple(islice(questions, MAX_CASES)))


def law_questions(articles: Sequence[Article]) -> Haystack:
    """Articles, and for some of them a question made of one of their sentences, with words missing as people leave them out."""
    chance = random.Random(SEED)  # noqa: S311 -- a seeded sequence is the point
    questions = ((ask(chance.choice(_SENTENCE.findall(articles[number].text)), chance), number) for number in _picked(articles, chance))
    shortened = (("".join(word for word in words(question) if chance.random() < KEPT_WORDS), number) for question, number in questions)
    return Haystack("law_questions", tuple(_law_text(article, article.text) for article in articles), tuple(shortened))


def law_sentences(articles: Sequence[Article]) -> Haystack:
    """Articles, and for some of them a sentence that was taken out of it."""
    chance = random.Random(SEED)  # noqa: S311 -- a seeded sequence is the point
    picked = [number for number in _picked(articles, chance) if len(_SENTENCE.findall(articles[number].text)) > 1]
    taken = {number: chance.choice(_SENTENCE.findall(articles[number].text)) for number in picked}
    texts = (_law_text(article, article.text.replace(taken.get(number, "\0"), "", 1)) for number, article in enumerate(articles))
    return Haystack("law_sentences", tuple(texts), tuple((sentence, number) for number, sentence in taken.items()))


def searcher_over(texts: Sequence[Text], embedder: Embedder, folder: Path) -> HybridSearcher:
    """The product's search over loose texts; `folder` takes the index of words."""
    chunks = {chunk.chunk_id: chunk for chunk in (_chunk(number, text) for number, text in enumerate(texts))}
    vectors = embedder.embed([text_to_embed(chunk) for chunk in chunks.values()], role="passage")
    sparse = SparseIndex.open(folder)
    sparse.change(SparseEntry(chunk, chunk.text) for chunk in chunks.values())
    indexes = Indexes(ExactIndex(list(chunks), vectors), sparse)
    return HybridSearcher(
        embedder=embedder,
        indexes=lambda: indexes,
        chunks=lambda wanted: {chunk_id: chunks[chunk_id] for chunk_id in wanted},
        weights=Weights.shipped(),
    )


def _picked(articles: Sequence[Article], chance: random.Random) -> list[int]:
    fitting = [number for number, article in enumerate(articles) if _SENTENCE.search(article.text)]
    return sorted(chance.sample(fitting, min(MAX_CASES, len(fitting))))


def _law_text(article: Article, body: str) -> Text:
    return Text(f"{article.number} {body}", article.context)


def _chunk(number: int, text: Text) -> Chunk:
    document_id = str(number)
    return Chunk(f"{document_id}{ID_SEPARATOR}0", document_id, "", Span(0, len(text.body)), text.body, text.context)


def _case(number: int, question: str, text_number: int) -> Case:
    return Case(f"passage-{number:04d}", question, "passage", "formal", sources=(Source(str(text_number), Span(0, 0)),))


def _held(chunk: Chunk, case: Case) -> frozenset[int]:
    return frozenset({0}) if document_of(chunk.chunk_id) == case.sources[0].document else frozenset()
