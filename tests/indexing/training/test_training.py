"""The training of the embedding model, from a made-up collection to a model that opens."""

import hashlib
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
from indexing.training.pairs import Mixture, Pair, article_pair, batches, passage_pair
from indexing.training.reading import Passage, read_passages
from indexing.training.rewording import Names, Rewording, neighbours, read_names, reworded
from indexing.training.word_vectors import WordVectors

TOPICS = ["会诊", "病历", "处方", "护理", "手术", "输血", "急救", "查房", "药品", "档案", "消防", "电梯"]
RECIPE = Recipe(n_tokens=3000, dimensions=16, steps=30, batch_size=16, learning_rate=0.02)


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 -- a seeded sequence is the point


NAMES = Names(("碰头会", "收拾", "商量"), (("会诊",), ("护理", "查房"), ("磋商",)))


def word_vectors() -> WordVectors:
    """Vectors in which each topic points its own way, and a word that no text holds the way of one of them."""
    rows = np.eye(len(TOPICS) + 1, dtype=np.float32)[[*range(len(TOPICS)), 0]]
    return WordVectors((*TOPICS, "商量"), rows)


def archive(path: Path) -> Path:
    """The archive of the package, with made-up vectors; only a test that knows its digest can read it."""
    found = word_vectors()
    rows = (word.encode() + b" " + row.tobytes() + b"\n" for word, row in zip(found.words, found.vectors, strict=True))
    path.write_bytes(f"{len(found.words)} {found.vectors.shape[1]}\n".encode() + b"".join(rows))
    return path


def names_table(path: Path) -> Path:
    rows = (f"{said}\t{'|'.join(written)}\t例" for said, written in zip(NAMES.said, NAMES.written, strict=True))
    path.write_text("\n".join(("# What people say.", *rows)), encoding="utf-8")
    return path


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


def options(data: Path, tmp_path: Path) -> list[str]:
    vectors, names = archive(tmp_path / "words.vector"), names_table(tmp_path / "names.tsv")
    return [str(data), "--archive", str(vectors), "--names", str(names), "--output", str(tmp_path / "model")]


def test_command_writes_a_model_that_opens(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "model"
    arguments = [*options(data, tmp_path), "--steps", "3", "--tokens", "100", "--dimensions", "16"]
    monkeypatch.setattr("indexing.training.word_vectors.SHA256", hashlib.sha256((tmp_path / "words.vector").read_bytes()).hexdigest())
    assert main(arguments) == 0
    embedder = load_embedder(str(output))
    assert embedder.embed(["会诊多久完成"], role="query").shape == (1, 16)
    assert "step 2" in capsys.readouterr().out


def test_command_names_a_missing_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(options(tmp_path, tmp_path)) == 2
    assert str(tmp_path / "laws") in capsys.readouterr().out
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize("name", ["words.vector", "names.tsv"])
def test_command_names_a_missing_file(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    arguments = options(data, tmp_path)
    (tmp_path / name).unlink()
    assert main(arguments) == 2
    assert str(tmp_path / name) in capsys.readouterr().out


def test_command_refuses_other_vectors(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(options(data, tmp_path)) == 2
    assert "not those of synonyms 3.10.2" in capsys.readouterr().out
    assert not (tmp_path / "model").exists()


@pytest.fixture(scope="module")
def trained(data: Path) -> StaticModel:
    return train_model(read_laws(data / "laws"), read_passages(data / "reading"), NAMES, word_vectors(), recipe=RECIPE, mixture=Mixture())


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
    again = train_model(read_laws(data / "laws"), read_passages(data / "reading"), NAMES, word_vectors(), recipe=RECIPE, mixture=Mixture())
    assert np.array_equal(trained.weights, again.weights)
    assert trained.tokenizer.to_str() == again.tokenizer.to_str()


def test_word_that_no_pair_teaches_stands_near_its_meaning(trained: StaticModel) -> None:
    untaught, kin, stranger = (trained.weights[trained.tokenizer.token_to_id(word)] for word in ("商量", "会诊", "档案"))
    assert untaught @ kin > untaught @ stranger


def test_names_are_tokens(trained: StaticModel) -> None:
    assert trained.tokenizer.encode("碰头会").tokens == ["碰头会"]


def test_names_are_read_from_a_table(tmp_path: Path) -> None:
    assert read_names(names_table(tmp_path / "names.tsv")) == NAMES
    assert NAMES.lay_words() == {"会诊": ("碰头会",), "护理": ("收拾",), "查房": ("收拾",), "磋商": ("商量",)}


def test_only_queries_are_said_in_other_words() -> None:
    rewording = Rewording(list, {"甲": ("乙",)}, {"丙": ("丁",)}, said_share=1.0, near_share=1.0)
    assert next(reworded(iter([[Pair("甲丙戊", "甲丙戊")]]), rewording, seed=1)) == [Pair("乙丁戊", "甲丙戊")]


def test_share_of_words_is_replaced() -> None:
    rewording = Rewording(list, {"甲": ("乙",)}, {}, said_share=0.3, near_share=0.0)
    assert 0.2 < rewording("甲" * 1000, chance(1)).count("乙") / 1000 < 0.4


def test_neighbours_are_words_near_in_meaning() -> None:
    vectors = np.array([[1, 0], [0.8, 0.6], [0, 1], [1, 0], [0, 0]], dtype=np.float32)
    assert neighbours(["停业", "歇业", "病历", "停", "无名"], vectors) == {"停业": ("歇业",), "歇业": ("停业", "病历"), "病历": ("歇业",)}


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
