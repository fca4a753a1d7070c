"""What words mean: the table that ships, and how it is made."""

from pathlib import Path

import numpy as np
import pytest

from assistant.fitting.meanings import counted, write
from assistant.meanings import Meanings, likeness, meanings, register, vector_of
from indexing.training.word_vectors import WordVectors

VECTORS = WordVectors(("停业", "歇业", "病历"), np.array([[0.6, 0.8], [0.8, 0.6], [0.0, -1.0]], dtype=np.float32))


def test_the_table_holds_a_vector_and_a_register_for_each_word():
    table = meanings()
    assert len(table.rows) == len(table.registers) == len(table.vectors)
    assert (table.vectors != 0).any(axis=1).mean() > 0.7
    assert all(0.0 <= each <= 1.0 for each in table.registers)


@pytest.mark.parametrize(("word", "text"), [("动工", "擅自开工建设的"), ("看病", "到医院就诊"), ("举报", "任何人有权检举")])
def test_what_is_said_in_other_words_is_near(word: str, text: str):
    assert likeness(word, text) > 0.55


@pytest.mark.parametrize(("word", "text"), [("动工", "缴纳保险费"), ("看病", "应当公示收费标准"), ("举报", "档案保存三十年")])
def test_what_is_not_said_is_far(word: str, text: str):
    assert likeness(word, text) < 0.5


def test_a_word_that_stands_there_is_as_near_as_can_be():
    assert likeness("没有这个词", "这里没有这个词。") == 1.0


@pytest.mark.parametrize("word", ["老板", "孩子", "别人"])
def test_words_of_talk_are_told_from_words_of_rules(word: str):
    assert register([word]) < 0.2
    assert register([word, "移交"]) > 0.8, "the name that rules use counts"


def test_a_long_word_means_what_its_words_mean():
    together, part = vector_of(["医院停业"]), vector_of(["停业"])
    assert together is not None
    assert part is not None
    assert float(together @ part) > 0.5
    assert vector_of(["一二三甲乙丙"]) is None or np.isfinite(vector_of(["一二三甲乙丙"])).all()


def test_the_table_is_written_and_read(tmp_path: Path):
    write(tmp_path, counted(["停业停业停业，病历"]), {"歇业": 5, "病历": 5, "abc": 9}, VECTORS)
    table = Meanings.load(tmp_path)
    assert set(table.rows) == {"停业", "歇业", "病历"}
    np.testing.assert_allclose(table.units([table.rows["停业"]]), [[0.6, 0.8]], atol=0.01)
    assert table.registers[table.rows["停业"]] > 0.9
    assert table.registers[table.rows["歇业"]] < 0.1


def test_the_same_files_give_the_same_bytes(tmp_path: Path):
    for folder in ("first", "second"):
        write(tmp_path / folder, counted(["停业、歇业，病历"]), {"歇业": 5, "病历": 5}, VECTORS)
    for name in ("words.txt", "vectors.npy"):
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()
