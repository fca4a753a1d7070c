"""Questions that people ask of laws: how their tables are read, which of them are learnt from, and how what was learnt is measured."""

from itertools import product
from pathlib import Path
from random import Random

from indexing.training.asked import HELD_OUT_TITLES_PERCENT, Asked, AskedArticle, asked_articles, is_kept, read_asked, title_of
from indexing.training.laws import HELD_OUT_LAWS_PERCENT, Article, Law, held_out
from indexing.training.measuring import people_sets
from indexing.training.pairs import Mixture, asked_pair, batches

TITLES = [f"{place}{topic}条例" for place, topic in product("甲乙丙丁", ("水源", "森林", "消防", "电梯", "养犬", "献血"))]
LAWS = [
    Law(
        f"省/{title}(2020-01-01).md",
        tuple(Article(title, ("第一章 总则",), f"第{number}条", f"{title}第{number}项工作应当完成。") for number in "一二三"),
    )
    for title in TITLES
]
ASKED = [Asked(title, "第二条", f"{title}的活儿啥时候干完") for title in TITLES]


def test_questions_without_an_answer_are_not_read(tmp_path: Path) -> None:
    table = tmp_path / "questions.tsv"
    table.write_text("# 说明\n水法\t第三条|第五条\tcount\t3\t几条？\n水法\t-\tcount\t-\t几只？\n-\t-\tcount\t-\t几个？\n", encoding="utf-8")
    assert read_asked(tmp_path) == [Asked("水法", "第三条", "几条？")]


def test_each_question_stands_at_the_first_article_of_its_number() -> None:
    law = Law("水法(2016).md", tuple(Article("水法", (), number, text) for number, text in (("第一条", "前文。"), ("第一条", "附则。"))))
    asked = [Asked("水法", "第一条", "问一"), Asked("水法", "第一条", "问二"), Asked("水法", "第九条", "问三")]
    assert asked_articles([law], asked) == [(AskedArticle(law.articles[0], ("问一", "问二")),)]


def test_a_law_is_kept_by_its_title_whatever_folder_and_date_it_has() -> None:
    kept = [title for title in TITLES if held_out(title, HELD_OUT_TITLES_PERCENT)]
    assert 0 < len(kept) < len(TITLES) / 2
    assert all(is_kept(Law(f"{folder}/{title}(2024-01-01).md", ())) for folder in ("市", "省") for title in kept)
    others = [Law(f"{title}.md", ()) for title in TITLES if title not in kept]
    assert [is_kept(law) for law in others] == [held_out(law.path, HELD_OUT_LAWS_PERCENT) for law in others]


def test_a_question_of_people_is_paired_with_its_article() -> None:
    article = AskedArticle(Article("水法", ("第一章 总则",), "第一条", "节约用水。"), ("能省点水吗",))
    bare, headed = (asked_pair(article, _chance(1), Mixture(headed_share=share)) for share in (0.0, 1.0))
    assert (bare.query, bare.passage) == ("能省点水吗", "节约用水。")
    assert headed.passage == "水法 第一章 总则\n第一条 节约用水。"


def test_batches_hold_what_people_ask() -> None:
    asked = asked_articles(LAWS, ASKED)
    batch = next(batches(LAWS, [], asked, size=10, mixture=Mixture(reading_share=0.0, people_share=1.0), seed=1))
    assert len(batch) == len({pair.passage for pair in batch}) == 10
    assert {pair.query for pair in batch} <= {each.question for each in ASKED}


def test_only_what_is_kept_is_measured() -> None:
    (people,) = people_sets([*LAWS, Law("水法(2016).md", LAWS[0].articles)], ASKED)
    kept = {title_of(law) for law in LAWS if is_kept(law)}
    assert people.queries == tuple(each.question for each in ASKED if each.law in kept)
    assert len(people.passages) == 3 * len(LAWS)
    for question, (row,) in zip(people.queries, people.relevant, strict=True):
        assert f"第二条 {question.removesuffix('的活儿啥时候干完')}" in people.passages[row]


def test_nothing_is_measured_where_nothing_is_kept() -> None:
    assert people_sets(LAWS, [each for law, each in zip(LAWS, ASKED, strict=True) if not is_kept(law)]) == []


def _chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 -- a seeded sequence is the point
