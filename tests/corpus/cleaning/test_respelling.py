"""Machine respelling: recognised by telltale words, undone in one pass by the longest word whose context fits."""

import re

import pytest

from corpus.cleaning.respelling import TABLE, dictionary, extended, is_respelled, respell
from corpus.errors import SettingsError
from corpus.offsets import apply
from corpus.tables import rows

ROWS = rows("corpus.cleaning", TABLE)
TELLTALES = "每一年笼盖查抄步履，轨制不克不及小我平易近康健。"


def respelled(text: str) -> str:
    """The text with its standard words, read in a document that is respelled beyond doubt."""
    whole = f"{TELLTALES}\n{text}\n{TELLTALES}"
    return apply(whole, respell(whole)).split("\n")[1]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}-{row[1]}-{row[-1]}" for row in ROWS])
def test_the_example_of_each_row_is_read_by_that_row(row: list[str]) -> None:
    spun, standard, *_, example = row
    place = example.index(spun)
    whole = f"{TELLTALES}\n{example}\n"
    start = whole.index(example) + place
    found = {edit.span.start: (edit.span.end, edit.replacement) for edit in respell(whole)}
    assert found.get(start, (start + len(spun), spun)) == (start + len(spun), standard)


def test_no_row_stands_twice() -> None:
    contexts = [tuple(row[:4]) for row in ROWS]
    assert len(contexts) == len(set(contexts))


def test_every_telltale_finds_its_word() -> None:
    assert all(re.search(row[4], row[0]) for row in ROWS if row[4])


READINGS = {
    "swapped words are not chained": ("目标和方针，提升晋升，根基和根本", "目标和目标，提升提升，基本和基础"),
    "a reading by its object": ("依法实行监管职责，组织实行", "依法履行监管职责，组织实施"),
    "the object of an organ": ("成立质量委员会，成立健全台账", "成立质量委员会，建立健全台账"),
    "thresholds": ("不低在2次，不高在3‰，年夜在4例，很多在5家", "不低于2次，不高于3‰，大于4例，不少于5家"),
    "a levels' list that looks like a marker": ("动态评估，3、四级手术", "动态评估，三、四级手术"),
    "an item with a marker": ("目录如下：\n3、四级手术", "目录如下：\n3、四级手术"),
    "across words": ("落本色控要求，对证量负责，院熟行车", "落实质控要求，对质量负责，院内行车"),
    "the longest word first": ("岗亭和时候", "岗位和时间"),
    "genuine systems": ("信息系统与防治系统", "信息系统与防治体系"),
    "genuine first aid": ("院前急救与组织急救", "院前急救与组织抢救"),
    "titles": ("《医疗质量治理法子》", "《医疗质量管理办法》"),
    "critical values": ("求助紧急值陈述", "危急值报告"),
}


@pytest.mark.parametrize(("text", "expected"), READINGS.values(), ids=READINGS.keys())
def test_words_are_read_in_their_context(text: str, expected: str) -> None:
    whole = f"{TELLTALES}\n{text}"
    assert apply(whole, respell(whole)).split("\n", 1)[1] == expected


GENUINE = {
    "ordinary words of the table": "平安医院应当加强治理，介入诊疗与系统建设，办事机构按期收集环境信息。" * 9,
    "one telltale quoted": "网页把“行动”写作“步履”，把“制度”写作“轨制”。",
    "few in a long text": "医疗机构应当建立值班制度。" * 400 + TELLTALES,
}


@pytest.mark.parametrize("text", GENUINE.values(), ids=GENUINE.keys())
def test_a_genuine_text_is_not_touched(text: str) -> None:
    assert not is_respelled(text)
    assert respell(text) == []


def test_words_are_found_by_the_dictionary() -> None:
    assert dictionary().words.findall("步履和病院") == ["步履", "病院"]


def test_a_table_of_one_s_own_is_tried_before_the_shipped_one() -> None:
    known = extended("# comment\n急会珍\t急会诊\n步履\t步伐\t稳健\n", "own.tsv")
    text = f"{TELLTALES}\n急会珍要快，稳健步履，三年步履。"
    assert apply(text, respell(text, known)).endswith("急会诊要快，稳健步伐，三年行动。")
    assert apply(text, respell(text)).endswith("急会珍要快，稳健行动，三年行动。")
    assert extended("# nothing\n\n", "own.tsv") is dictionary()


def test_words_of_one_s_own_may_tell_that_a_text_is_respelled() -> None:
    rows = "".join(f"{word}\t急诊\t\t\t{word}\n" for word in ("急珍", "火急诊", "迫诊"))
    text = "急珍、火急诊、迫诊都要快。"
    assert not is_respelled(text)
    assert is_respelled(text, extended(rows, "own.tsv"))


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("急会珍", id="one-field"),
        pytest.param("\t急会诊", id="no-word"),
        pytest.param("急会珍\t ", id="no-reading"),
        pytest.param("a\tb\tc\td\te\tf\tg", id="too-many-fields"),
        pytest.param("急会珍\t急会诊\t(", id="before-no-pattern"),
        pytest.param("急会珍\t急会诊\t\t[", id="after-no-pattern"),
        pytest.param("急会珍\t急会诊\t\t\t转珍", id="telltale-of-another-word"),
    ],
)
def test_a_bad_row_is_named(row: str) -> None:
    with pytest.raises(SettingsError, match=r"'own\.tsv', line 2 ") as error:
        extended(f"甲乙\t乙甲\n{row}\n", "own.tsv")
    assert "\n" not in str(error.value)
