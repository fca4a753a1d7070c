"""The training of the embedding model, from a made-up collection to a model that opens."""

import json
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest

from indexing.embedding import load_embedder
from indexing.static_model import StaticModel, Vectors
from indexing.training.__main__ import main, train_model
from indexing.training.laws import Article, Law, held_out, read_laws
from indexing.training.loop import Recipe
from indexing.training.measuring import Measurement, RetrievalSet, measure
from indexing.training.pairs import Mixture, article_pair, batches, passage_pair
from indexing.training.reading import Passage, read_passages

TOPICS = ["会诊", "病历", "处方", "护理", "手术", "输血", "急救", "查房", "药品", "档案", "消防", "电梯"]
RECIPE = Recipe(n_tokens=3000, dimensions=16, steps=30, batch_size=16, learning_rate=0.02)


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 -- a seeded sequence is the point


def law_text(topic: str) -> str:
    lines = [f"# {topic}管理办法", "<!-- INFO END -->", "## 第一章 总则"]
    lines += [
        f"第{number}条 {topic}应当在{number}日内完成登记；{topic}由主管部门负责。\n\n违反{topic}规定的，不得评优。" for number in "一二三四"
    ]
    return "\n\n".join(lines)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of made-up laws and passages in the layout that the training reads."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "laws" / "省").mkdir(parents=True)
    (folder / "reading").mkdir()
    for topic in TOPICS:
        (folder / "laws" / "省" / f"{topic}.md").write_text(law_text(topic), encoding="utf-8")
    rows = [
        {"passage": f"{topic}最早见于史书。{topic}后来有了新办法。", "questions": [{"question": f"{topic}见于哪里？"}]} for topic in TOPICS
    ]
    (folder / "reading" / "made_up.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return folder


def test_command_writes_a_model_that_opens(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "model"
    assert main([str(data), "--output", str(output), "--steps", "3", "--tokens", "100", "--dimensions", "8"]) == 0
    embedder = load_embedder(str(output))
    assert embedder.embed(["会诊多久完成"], role="query").shape == (1, 8)
    assert "step 2" in capsys.readouterr().out


def test_command_names_a_missing_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--output", str(tmp_path / "model")]) == 2
    assert str(tmp_path / "laws") in capsys.readouterr().out
    assert not (tmp_path / "model").exists()


@pytest.fixture(scope="module")
def trained(data: Path) -> StaticModel:
    return train_model(read_laws(data / "laws"), read_passages(data / "reading"), recipe=RECIPE, mixture=Mixture())


def test_training_learns(data: Path, trained: StaticModel) -> None:
    kept = [passage for passage in read_passages(data / "reading") if not held_out(passage.text, 20)]
    learnt = RetrievalSet(
        "learnt",
        tuple(passage.questions[0] for passage in kept),
        tuple(passage.text for passage in kept),
        tuple(frozenset({row}) for row in range(len(kept))),
    )
    assert measure(trained.vectors, learnt).recall_at_1 == 1.0


def test_training_repeats_itself(data: Path, trained: StaticModel) -> None:
    again = train_model(read_laws(data / "laws"), read_passages(data / "reading"), recipe=RECIPE, mixture=Mixture())
    assert np.array_equal(trained.weights, again.weights)
    assert trained.tokenizer.to_str() == again.tokenizer.to_str()


def test_unknown_token_says_nothing(trained: StaticModel) -> None:
    assert not trained.weights[0].any()
    assert not trained.vectors(["龘"]).any()


def test_measure_counts_ties_as_lost() -> None:
    rows: dict[str, list[float]] = {"问一": [1, 0], "问二": [0, 1], "文一": [1, 0], "文二": [1, 0], "文三": [0, 1]}

    def vectors(texts: tuple[str, ...]) -> Vectors:
        return np.array([rows[text] for text in texts], dtype=np.float32)

    retrieval = RetrievalSet("made up", ("问一", "问二"), ("文一", "文二", "文三"), (frozenset({0}), frozenset({2})))
    assert measure(vectors, retrieval) == Measurement("made up", 2, 3, recall_at_1=0.5, recall_at_5=1.0)  # type: ignore[arg-type]  # only tuples are asked


def test_batches_repeat_and_hold_no_passage_twice() -> None:
    laws = [Law(topic, tuple(Article(topic, (), f"第{i}条", f"{topic}第{i}项工作应当完成。") for i in "一二三")) for topic in TOPICS]
    passages = [Passage("made_up", f"{topic}的故事。", (f"{topic}是什么？",)) for topic in TOPICS]
    mixture = Mixture(removed_share=0.0, headed_share=0.0)
    first, second = (batches(laws, passages, size=10, mixture=mixture, seed=3) for _ in range(2))
    for _ in range(20):
        batch = next(first)
        assert batch == next(second)
        assert 1 < len(batch) <= 10
        assert len({pair.passage for pair in batch}) == len(batch)


def test_neighbours_stand_in_one_batch() -> None:
    passages = [Passage("made_up", f"第{i}段。", (f"问{i}？",)) for i in range(60)]
    [*batch] = next(batches([], passages, size=12, mixture=Mixture(reading_share=1.0, asked_share=1.0, neighbouring_passages=6), seed=1))
    rows = sorted(int(pair.passage[1:-2]) for pair in batch)
    assert sum(second - first == 1 for first, second in pairwise(rows)) >= 8


def test_sentence_is_taken_out_of_its_passage() -> None:
    mixture = Mixture(
        removed_share=1.0,
        passage_removed_share=1.0,
        whole_sentence_share=1.0,
        question_share=0.0,
        titled_share=0.0,
        headed_share=0.0,
        asked_share=0.0,
    )
    article = Article("会诊办法", ("第一章 总则",), "第一条", "急会诊应当及时到位。不得推诿。")
    for seed in range(5):
        pair = article_pair(article, chance(seed), mixture)
        assert {pair.query, pair.passage} == {"急会诊应当及时到位。", "不得推诿。"}
    alone = passage_pair(Passage("made_up", "只有一句。", ()), chance(0), mixture)
    assert alone.query == alone.passage == "只有一句。"
