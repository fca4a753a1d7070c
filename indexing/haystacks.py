"""Texts that training the embedding keeps out, and questions on them: what the search is fitted and measured on.

Three kinds of haystack: whole collections of reading passages, asked with the questions of the held-out ones; the articles of some laws,
asked with questions in the words of people; and the articles of held-out laws, asked with questions made of some words of one of their
sentences, and with sentences that were taken out of them. Of the passages, laws and articles that are asked about, every other one is for
fitting and the ones between are for measuring.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal, TypeVar

from corpus.spans import Span
from corpus.tokenizing import words
from indexing.chunking import ID_SEPARATOR, Chunk, document_of
from indexing.training.asked import Asked, by_title, is_kept
from indexing.training.laws import HELD_OUT_LAWS_PERCENT, Article, Law, held_out, read_laws
from indexing.training.questions import ask
from indexing.training.reading import Passage, read_passages

Half = Literal["fitting", "measuring"]
_Each = TypeVar("_Each")

# The share of the passages that training keeps out, by their texts.
HELD_OUT_PASSAGES_PERCENT = 20

# So many that what one set gains is seen through the noise.
MAX_QUESTIONS = 1500

# The share of a sentence's words that a question made of it keeps.
KEPT_WORDS = 0.5

SEED = 7

PEOPLE = "people"

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

    def chunks(self) -> list[Chunk]:
        """The texts as chunks, each of a document of its own."""
        return [_chunk(number, text) for number, text in enumerate(self.texts)]


def number_of(chunk: Chunk) -> int:
    """Which text of its haystack a chunk is."""
    return int(document_of(chunk.chunk_id))


def haystacks(data: Path, asked: Sequence[Asked] = (), *, half: Half) -> Iterator[Haystack]:
    """What can be made of `reading/` and `laws/` in a folder of data, where they are there, and of questions on its laws."""
    yield from of_people(data, asked, half=half)
    articles = [article for law in _laws(data) if held_out(law.path, HELD_OUT_LAWS_PERCENT) for article in law.articles]
    if articles:
        yield law_questions(articles, half=half)
        yield law_sentences(articles, half=half)


def of_people(data: Path, asked: Sequence[Asked], *, half: Half) -> Iterator[Haystack]:
    """Those of the haystacks that people wrote the questions for."""
    if (data / "reading").is_dir():
        passages = read_passages(data / "reading")
        for name in dict.fromkeys(passage.collection for passage in passages):
            yield reading_haystack(name, [passage for passage in passages if passage.collection == name], half=half)
    laws = _laws(data) if asked else []
    if laws:
        yield people_questions(laws, asked, half=half)


def reading_haystack(name: str, passages: Sequence[Passage], *, half: Half) -> Haystack:
    """All passages of a collection, and the questions of those that are held out."""
    asked = _of(half, [number for number, passage in enumerate(passages) if held_out(passage.text, HELD_OUT_PASSAGES_PERCENT)])
    questions = ((question, number) for number in asked for question in passages[number].questions)
    return Haystack(name, tuple(Text(passage.text) for passage in passages), tuple(islice(questions, MAX_QUESTIONS)))


def people_questions(laws: Sequence[Law], asked: Sequence[Asked], *, half: Half) -> Haystack:
    """The articles of all laws that are asked about, and the questions on every other one of those whose questions training holds out.

    A law is named by its title, and where several have one by the last of them; a question on a law or article that is not there is left
    out.
    """
    titled = by_title(laws)
    titles = sorted({each.law for each in asked} & titled.keys())
    articles = [(title, article) for title in titles for article in titled[title].articles]
    numbers = {(title, article.number): number for number, (title, article) in reversed(list(enumerate(articles)))}
    ours = set(_of(half, [title for title in titles if is_kept(titled[title])]))
    found = ((each.question, numbers.get((each.law, each.article))) for each in asked if each.law in ours)
    questions = ((question, number) for question, number in found if number is not None)
    return Haystack(PEOPLE, tuple(_law_text(article, article.text) for _, article in articles), tuple(islice(questions, MAX_QUESTIONS)))


def law_questions(articles: Sequence[Article], *, half: Half) -> Haystack:
    """Articles, and for some of them a question made of one of their sentences, with words missing as people leave them out."""
    chance = random.Random(SEED)  # noqa: S311 -- a seeded sequence is the point
    picked = _sampled([number for number, article in enumerate(articles) if _SENTENCE.search(article.text)], chance, half)
    questions = ((ask(chance.choice(_SENTENCE.findall(articles[number].text)), chance), number) for number in picked)
    shortened = (("".join(word for word in words(question) if chance.random() < KEPT_WORDS), number) for question, number in questions)
    return Haystack("law_questions", tuple(_law_text(article, article.text) for article in articles), tuple(shortened))


def law_sentences(articles: Sequence[Article], *, half: Half) -> Haystack:
    """Articles, and for some of them a sentence that was taken out of it."""
    chance = random.Random(SEED)  # noqa: S311 -- a seeded sequence is the point
    several = [number for number, article in enumerate(articles) if len(_SENTENCE.findall(article.text)) > 1]
    picked = _sampled(several, chance, half)
    taken = {number: chance.choice(_SENTENCE.findall(articles[number].text)) for number in picked}
    texts = (_law_text(article, article.text.replace(taken.get(number, "\0"), "", 1)) for number, article in enumerate(articles))
    return Haystack("law_sentences", tuple(texts), tuple((sentence, number) for number, sentence in taken.items()))


def _laws(data: Path) -> list[Law]:
    return read_laws(data / "laws") if (data / "laws").is_dir() else []


def _sampled(numbers: Sequence[int], chance: random.Random, half: Half) -> list[int]:
    ours = _of(half, numbers)
    return sorted(chance.sample(ours, min(MAX_QUESTIONS, len(ours))))


def _of(half: Half, each: Sequence[_Each]) -> Sequence[_Each]:
    return each[0 if half == "fitting" else 1 :: 2]


def _law_text(article: Article, body: str) -> Text:
    return Text(f"{article.number} {body}", article.context)


def _chunk(number: int, text: Text) -> Chunk:
    document_id = str(number)
    return Chunk(f"{document_id}{ID_SEPARATOR}0", document_id, "", Span(0, len(text.body)), text.body, text.context)
