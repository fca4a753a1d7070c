"""Numbering: what Word generates and no file holds as text, for lists that go deep, begin anew, go on and hang on styles."""

from pathlib import Path

import pytest

from corpus.reading.number_formats import written
from corpus.reading.numbering import ListCounter, ListLevel, NumberedList
from tests.corpus.reading.numbered_documents import CASES, LABEL, ONLY_IN_WORD, OPEN_DOCUMENT, drawn_documents
from tests.corpus.reading.word_documents import office_texts, word

WRITTEN = {
    "decimal": "1 2 9 10 11 20 21 100 101 110",
    "chineseCounting": "一 二 九 十 十一 二十 二十一 一百 一百零一 一百一十",
    "chineseLegalSimplified": "壹 贰 玖 壹拾 壹拾壹 贰拾 贰拾壹 壹佰 壹佰零壹 壹佰壹拾",
    "decimalEnclosedCircle": "① ② ⑨ ⑩ ⑪ ⑳ ㉑ 100 101 110",
    "upperRoman": "I II IX X XI XX XXI C CI CX",
    "lowerLetter": "a b i j k t u vvvv wwww fffff",
    "ordinal": "1st 2nd 9th 10th 11th 20th 21st 100th 101st 110th",
    "decimalZero": "01 02 09 10 11 20 21 100 101 110",
    "ideographTraditional": "甲 乙 壬 癸 11 20 21 100 101 110",
    "unheardOf": "1 2 9 10 11 20 21 100 101 110",
}
NUMBERS = (1, 2, 9, 10, 11, 20, 21, 100, 101, 110)


def labels(text: str) -> list[str]:
    """The labels of the lines of items, without the space in them, in order."""
    return ["".join(found[1].split()) for line in text.splitlines() if (found := LABEL.fullmatch(line.strip()))]


@pytest.mark.parametrize(("number_format", "expected"), WRITTEN.items())
def test_numbers_are_written_as_word_and_libreoffice_do(number_format: str, expected: str) -> None:
    assert " ".join(written(number, number_format) for number in NUMBERS) == expected


@pytest.mark.parametrize("number_format", ["upperRoman", "lowerLetter", "chineseCounting"])
def test_a_number_beyond_all_lists_is_plain(number_format: str) -> None:
    assert [written(number, number_format) for number in (0, -3, 10**12)] == ["0", "-3", "1000000000000"]


@pytest.mark.parametrize("number_format", ["chineseCounting", "decimal", "lowerLetter", "upperRoman", "decimalEnclosedCircle"])
def test_no_two_numbers_are_written_alike(number_format: str) -> None:
    assert len({written(number, number_format) for number in range(1, 3000)}) == 2999


@pytest.mark.parametrize("name", CASES)
def test_labels_are_those_on_the_page(name: str) -> None:
    data, expected = CASES[name]
    assert labels(word.extract(data).text) == expected.split()


@pytest.mark.parametrize("name", ONLY_IN_WORD)
def test_labels_that_libreoffice_does_not_know_are_those_of_word(name: str) -> None:
    data, expected = ONLY_IN_WORD[name]
    assert labels(word.extract(data).text) == expected.split()


def test_labels_are_those_that_libreoffice_prints(tmp_path: Path) -> None:
    printed = office_texts(tmp_path, {f"{number}.docx": data for number, (data, _) in enumerate(CASES.values())})
    assert [labels(text) for text in printed] == [expected.split() for _, expected in CASES.values()]


def test_drawn_lists_are_numbered_as_libreoffice_prints_them(tmp_path: Path) -> None:
    drawn = drawn_documents(seed=7, count=30)
    printed = office_texts(tmp_path, {f"{number}.docx": data for number, data in enumerate(drawn)})
    assert [labels(word.extract(data).text) for data in drawn] == [labels(text) for text in printed]


def test_lists_that_libreoffice_made_are_numbered_as_it_prints_them(tmp_path: Path) -> None:
    (printed,) = office_texts(tmp_path, {"list.fodt": OPEN_DOCUMENT.encode()}, by_way_of="docx")
    read = word.extract((tmp_path / "list.docx").read_bytes()).text
    assert labels(read) == labels(printed)
    assert len(labels(read)) == 9


def test_a_ring_of_styles_and_an_unknown_list_number_nothing() -> None:
    counter = ListCounter({"1": NumberedList("a", {0: ListLevel("decimal", "%1.")})})
    assert [counter.next_label("2", 0), counter.next_label("1", 5), counter.next_label("1", 0)] == ["", "", "1. "]
