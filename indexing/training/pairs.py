"""Makes the pairs that the model learns from: a question-like text, and the passage that it should find."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from corpus.sentences import parts, sentences
from indexing.training.asked import AskedArticle
from indexing.training.laws import Article, Law
from indexing.training.questions import ask
from indexing.training.reading import Passage

_Each = TypeVar("_Each")

# A part of fewer characters (其中， 第二：) asks for nothing.
SHORTEST_PART = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """`passage` is the text to be found for `query`."""

    query: str
    passage: str


@dataclass(frozen=True, slots=True)
class Mixture:
    """How the batches are put together.

    A batch holds reading passages (`reading_share` of the batches), articles with what people ask of them (`people_share`), or articles
    with what is made of them, so that a query's passage is told from others of its kind. `articles_per_law` articles of one law and
    `neighbouring_passages` passages stand in a batch together, as hard negatives of each other.

    Of the queries over laws, `whole_sentence_share` are whole sentences and the others parts, `question_share` are then made questions and
    `titled_share` are led in by the law's title; `headed_share` of the articles stand below their headings. `asked_share` of the queries
    over reading passages are their questions, the others sentences. Of the articles and passages that a sentence is asked for,
    `removed_share` and `passage_removed_share` lack that sentence.
    """

    reading_share: float = 0.35
    people_share: float = 0.3
    articles_per_law: int = 8
    neighbouring_passages: int = 6
    whole_sentence_share: float = 0.4
    question_share: float = 0.4
    titled_share: float = 0.2
    headed_share: float = 0.6
    asked_share: float = 0.7
    removed_share: float = 0.5
    passage_removed_share: float = 0.7


def batches(
    laws: Sequence[Law],
    passages: Sequence[Passage],
    asked: Sequence[Sequence[AskedArticle]] = (),
    *,
    size: int,
    mixture: Mixture,
    seed: int,
) -> Iterator[list[Pair]]:
    """Endless batches of `size` pairs or fewer, the same for the same seed; no passage stands twice in one batch.

    Args:
        laws: What questions are made of.
        passages: Reading passages with their questions.
        asked: For each law that people ask about, the articles that answer; without any, made questions have their share.
        size: How many pairs a batch holds.
        mixture: How they are put together.
        seed: Decides what is picked.
    """
    chance = random.Random(seed)  # noqa: S311 -- a seeded sequence is the point
    while True:
        drawn = chance.random()
        if drawn < mixture.reading_share:
            yield [passage_pair(passage, chance, mixture) for passage in _some_passages(passages, size, mixture, chance)]
        elif asked and drawn < mixture.reading_share + mixture.people_share:
            yield [asked_pair(article, chance, mixture) for article in _some_of_each(asked, size, mixture, chance)]
        else:
            articles = [law.articles for law in laws]
            yield [article_pair(article, chance, mixture) for article in _some_of_each(articles, size, mixture, chance)]


def article_pair(article: Article, chance: random.Random, mixture: Mixture) -> Pair:
    """A sentence, parts of one, or a question made of either, and the article with or without that sentence, below its headings or bare."""
    taken = chance.choice(sentences_of(article.text))
    query = taken if chance.random() < mixture.whole_sentence_share else _some_parts(taken, chance)
    if chance.random() < mixture.question_share:
        query = ask(query, chance)
    if chance.random() < mixture.titled_share:
        query = f"{article.law}{query}"
    text = _without(taken, article.text) if chance.random() < mixture.removed_share else article.text
    return Pair(query, _below_headings(article, text, chance, mixture))


def asked_pair(asked: AskedArticle, chance: random.Random, mixture: Mixture) -> Pair:
    """One of the questions that people ask, and the article that answers it, below its headings or bare."""
    return Pair(chance.choice(asked.questions), _below_headings(asked.article, asked.article.text, chance, mixture))


def passage_pair(passage: Passage, chance: random.Random, mixture: Mixture) -> Pair:
    """A question of the passage, or one of its sentences, taken out of it or not."""
    if passage.questions and chance.random() < mixture.asked_share:
        return Pair(chance.choice(passage.questions), passage.text)
    taken = chance.choice(sentences_of(passage.text))
    return Pair(taken, _without(taken, passage.text) if chance.random() < mixture.passage_removed_share else passage.text)


@cache
def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text that is not blank, in order."""
    return tuple(span.of(text) for span in sentences(text))


def _below_headings(article: Article, text: str, chance: random.Random, mixture: Mixture) -> str:
    return f"{article.context}\n{article.number} {text}" if chance.random() < mixture.headed_share else text


def _without(sentence: str, text: str) -> str:
    """The text without the sentence, unless nothing is left."""
    return text.replace(sentence, "", 1).strip() or text


def _some_parts(sentence: str, chance: random.Random) -> str:
    """One to three parts side by side, so that a query is often only a few words long."""
    found = [span.of(sentence) for span in parts(sentence) if len(span) >= SHORTEST_PART] or [sentence]
    start = chance.randrange(len(found))
    return "".join(found[start : start + chance.choice((1, 1, 2, 3))])


def _some_passages(passages: Sequence[Passage], size: int, mixture: Mixture, chance: random.Random) -> list[Passage]:
    block = mixture.neighbouring_passages
    starts = list(range(-chance.randrange(block), len(passages), block))
    chance.shuffle(starts)
    return [passage for start in starts for passage in passages[max(start, 0) : start + block]][:size]


def _some_of_each(laws: Sequence[Sequence[_Each]], size: int, mixture: Mixture, chance: random.Random) -> list[_Each]:
    """Some articles of each of some laws."""
    found: list[_Each] = []
    for articles in chance.sample(laws, min(len(laws), size)):
        found += chance.sample(articles, min(mixture.articles_per_law, len(articles)))
        if len(found) >= size:
            break
    return found[:size]
