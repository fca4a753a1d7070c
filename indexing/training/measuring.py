"""Measures a model on what it never saw: how often the right passage comes first, and among the first five."""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from indexing.static_model import Vectors
from indexing.training.asked import Asked, by_title, is_kept
from indexing.training.laws import Article, Law
from indexing.training.pairs import Mixture, article_pair, sentences_of
from indexing.training.reading import Passage

QUERIES_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Queries and the passages to find them in; `relevant[i]` are the rows of the passages that answer query i."""

    name: str
    queries: tuple[str, ...]
    passages: tuple[str, ...]
    relevant: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Measurement:
    """The shares of queries with a right passage first, and among the first five."""

    name: str
    n_queries: int
    n_passages: int
    recall_at_1: float
    recall_at_5: float

    def __str__(self) -> str:
        sizes = f"{self.n_queries} queries, {self.n_passages} passages"
        return f"{self.name}: recall@1 {self.recall_at_1:.3f}, recall@5 {self.recall_at_5:.3f} ({sizes})"


def retrieval_sets(laws: Sequence[Law], passages: Sequence[Passage], is_held_out: Callable[[Passage], bool]) -> list[RetrievalSet]:
    """One set for each collection of passages, and three over the laws, which must all be held out.

    The passages that were trained on stay among those to be told apart, but none of their questions is asked.
    """
    collections = dict.fromkeys(passage.collection for passage in passages)
    sets = [_reading_set(name, [each for each in passages if each.collection == name], is_held_out) for name in collections]
    return [each for each in (*sets, _sentences(laws), _questions(laws), _headings(laws)) if each.queries]


def people_sets(laws: Sequence[Law], asked: Sequence[Asked]) -> list[RetrievalSet]:
    """What people ask of the laws that are kept for measuring, to be found among the articles of all laws that are asked about."""
    titles = {each.law for each in asked}
    titled = {title: law for title, law in by_title(laws).items() if title in titles}
    numbered = [(title, article) for title, law in titled.items() for article in law.articles]
    rows = {(title, article.number): row for row, (title, article) in reversed(list(enumerate(numbered)))}
    found = [(each.question, rows.get((each.law, each.article))) for each in asked if each.law in titled and is_kept(titled[each.law])]
    people = _retrieval_set(
        "people", [_headed(article) for _, article in numbered], [(question, {row}) for question, row in found if row is not None]
    )
    return [people] if people.queries else []


def measure(vectors: Callable[[Sequence[str]], Vectors], retrieval: RetrievalSet) -> Measurement:
    """Ranks all passages for every query by the dot product of their vectors; of equal ones the later counts as the better."""
    passages = vectors(retrieval.passages)
    ranks = list[int]()
    for start in range(0, len(retrieval.queries), QUERIES_AT_ONCE):
        scores = vectors(retrieval.queries[start : start + QUERIES_AT_ONCE]) @ passages.T
        for row, relevant in zip(scores, retrieval.relevant[start:], strict=False):
            ranks.append(int(np.sum(np.delete(row, list(relevant)) >= row[list(relevant)].max())))
    return Measurement(
        retrieval.name,
        len(retrieval.queries),
        len(retrieval.passages),
        recall_at_1=float(np.mean([rank < 1 for rank in ranks])),
        recall_at_5=float(np.mean([rank < 5 for rank in ranks])),
    )


def _reading_set(name: str, passages: Sequence[Passage], is_held_out: Callable[[Passage], bool]) -> RetrievalSet:
    asked = [(question, row) for row, passage in enumerate(passages) if is_held_out(passage) for question in passage.questions]
    return _retrieval_set(name, [passage.text for passage in passages], [(question, {row}) for question, row in asked])


def _sentences(laws: Sequence[Law]) -> RetrievalSet:
    """A sentence of each article, to find the rest of the article without it."""
    chance = random.Random(0)  # noqa: S311 -- the same sentences every time
    texts, asked = list[str](), list[tuple[str, set[int]]]()
    for row, article in enumerate(article for law in laws for article in law.articles):
        sentences = sentences_of(article.text)
        taken = chance.choice(sentences) if len(sentences) > 1 else ""
        texts.append(f"{article.context}\n{article.number} {article.text.replace(taken, '', 1)}")
        if len(taken) >= 8:
            asked.append((taken, {row}))
    return _retrieval_set("law sentences", texts, asked)


def _questions(laws: Sequence[Law]) -> RetrievalSet:
    """A question made of a part of each article by rule, to find that article."""
    chance = random.Random(0)  # noqa: S311 -- the same questions every time
    articles = [article for law in laws for article in law.articles]
    mixture = Mixture(question_share=1.0)
    asked = [(article_pair(article, chance, mixture).query, {row}) for row, article in enumerate(articles)]
    return _retrieval_set("law questions", [_headed(each) for each in articles], asked)


def _headings(laws: Sequence[Law]) -> RetrievalSet:
    """A law's title with a heading of it, to find any article below, without being shown title and headings."""
    articles = [article for law in laws for article in law.articles]
    below: defaultdict[str, set[int]] = defaultdict(set)
    for row, article in enumerate(articles):
        if article.headings:
            below[f"{article.law} {article.headings[-1]}"].add(row)
    return _retrieval_set("law headings", [article.text for article in articles], list(below.items()))


def _headed(article: Article) -> str:
    return f"{article.context}\n{article.number} {article.text}"


def _retrieval_set(name: str, passages: Sequence[str], asked: Sequence[tuple[str, set[int]]]) -> RetrievalSet:
    queries, relevant = tuple(query for query, _ in asked), tuple(frozenset(rows) for _, rows in asked)
    return RetrievalSet(name, queries, tuple(passages), relevant)
