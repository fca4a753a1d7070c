"""Reads questions that people ask of laws, in their own words, each with the article that answers it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from indexing.training.laws import HELD_OUT_LAWS_PERCENT, Article, Law, held_out

# The share of the laws that nothing is learnt of from what is asked of them, by their titles: the same laws wherever the tables are read.
HELD_OUT_TITLES_PERCENT = 20

_UNANSWERED = "-"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the words of those who ask, the title of the law that it is about, and the number of the article that answers it."""

    law: str
    article: str
    question: str


@dataclass(frozen=True, slots=True)
class AskedArticle:
    """An article, and the questions that it answers."""

    article: Article
    questions: tuple[str, ...]


def read_asked(folder: Path) -> list[Asked]:
    """The questions of a folder's tables that an article answers, with the first such article.

    The columns are title, article (or several, with bars between), what is asked for, what answers, question.
    """
    lines = (line for table in sorted(folder.glob("*.tsv")) for line in table.read_text("utf-8").splitlines())
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [
        Asked(law, articles.partition("|")[0], question) for law, articles, _, _, question in rows if _UNANSWERED not in {law, articles}
    ]


def title_of(law: Law) -> str:
    """The title that the name of a law's file begins with, its date in brackets behind it."""
    return PurePosixPath(law.path).stem.partition("(")[0]


def is_kept(law: Law) -> bool:
    """Whether the questions on the law are kept for measuring; of a law that training holds out they always are."""
    return held_out(title_of(law), HELD_OUT_TITLES_PERCENT) or held_out(law.path, HELD_OUT_LAWS_PERCENT)


def by_title(laws: Sequence[Law]) -> dict[str, Law]:
    """The laws by their titles, in the order of these; where several have one, the last of them."""
    return dict(sorted({title_of(law): law for law in laws}.items()))


def asked_articles(laws: Sequence[Law], asked: Sequence[Asked]) -> list[tuple[AskedArticle, ...]]:
    """For each law that is asked about, its articles that answer; a question whose law or article is not there is left out.

    >>> law = Law("水法(2016).md", (Article("水法", (), "第一条", "节约用水。"), Article("水法", (), "第二条", "保护水源。")))
    >>> [[found]] = asked_articles([law], [Asked("水法", "第二条", "能往河里倒吗"), Asked("土法", "第二条", "能挖吗")])
    >>> found.article.text, found.questions
    ('保护水源。', ('能往河里倒吗',))
    """
    questions: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for each in asked:
        questions[each.law, each.article].append(each.question)
    found = (_asked_of(title, law, questions) for title, law in by_title(laws).items())
    return [articles for articles in found if articles]


def _asked_of(title: str, law: Law, questions: Mapping[tuple[str, str], Sequence[str]]) -> tuple[AskedArticle, ...]:
    """Of articles with the same number, the first is meant."""
    numbered = {article.number: article for article in reversed(law.articles)}
    return tuple(
        AskedArticle(article, tuple(questions[title, number])) for number, article in numbered.items() if (title, number) in questions
    )
