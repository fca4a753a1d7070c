"""How rare words are in Chinese at large."""

from importlib.resources import files

import pytest

from corpus.background import LEAST, background_rarity, written


def test_what_is_shipped_is_made_of_the_dictionary_of_jieba() -> None:
    dictionary = (files("jieba") / "dict.txt").read_text("utf-8").splitlines()
    assert (files("corpus") / "data" / "background.tsv").read_text("utf-8") == written(dictionary)


@pytest.mark.parametrize(("common", "rare"), [("的", "医院"), ("可以", "病历"), ("单位", "护士"), ("多少", "缴纳")])
def test_the_words_of_every_text_are_less_rare_than_those_of_some(common: str, rare: str) -> None:
    assert LEAST <= (background_rarity(common) or 1.0) < (background_rarity(rare) or 1.0) <= 1.0


def test_of_words_that_hardly_occur_nothing_is_said() -> None:
    assert background_rarity("急会诊") is None


def test_counts_are_shares_of_all_words() -> None:
    assert written(["甲 999000 n", "乙 900 n", "丙 1"]).splitlines()[1:] == ["0.10\t甲", "0.22\t乙", "0.98\t丙"]
