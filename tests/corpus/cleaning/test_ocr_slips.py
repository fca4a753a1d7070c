"""Slips of recognition: mended where the neighbours decide, in recognised text only, and never a number that cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import clean
from corpus.cleaning.ocr_slips import TABLE, mend_slips
from corpus.documents import Anchor, AnchorKind, SourceDocument
from corpus.offsets import apply, in_order
from corpus.tables import rows


def mended(text: str) -> str:
    return apply(text, in_order(mend_slips(text)))


@pytest.mark.parametrize("row", rows("corpus.cleaning", TABLE), ids=lambda row: row[4])
def test_a_row_mends_its_example_and_leaves_its_counterexample(row: tuple[str, ...]) -> None:
    slip, reading, _, _, example, counterexample = row
    assert mended(example) == example.replace(slip, reading)
    assert slip in counterexample
    assert mended(counterexample) == counterexample


NUMBERS = {
    "1O分钟内到位": "10分钟内到位",
    "于l5日前报告": "于15日前报告",
    "第1l条": "第11条",
    "2O23年": "2023年",
    "达到9O%以上": "达到90%以上",
    "1OO.5万元": "100.5万元",
}


@pytest.mark.parametrize(("read", "meant"), NUMBERS.items())
def test_a_letter_among_the_digits_of_an_amount_is_a_digit(read: str, meant: str) -> None:
    assert mended(read) == meant


UNDECIDED = (
    "血型为O型", "SpO2 95%", "输液5l/天", "II级护理", "I级", "B1O级", "COVID-l9型", "O2浓度", "第▇日", "床位超过IoOO张", "每床□元",
    "1□分钟",
)  # fmt: skip


@pytest.mark.parametrize("text", UNDECIDED)
def test_what_the_neighbours_do_not_decide_stays(text: str) -> None:
    assert mended(text) == text


@given(st.text(alphabet="0123456789年日第条个人内分钟▇□，。", max_size=30))
def test_digits_that_were_read_are_never_changed(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(("recognised", "expected"), [(True, "已经在10分钟内到位"), (False, "己经在1O分钟内到位")])
def test_only_recognised_text_is_mended(recognised: bool, expected: str) -> None:
    document = clean(SourceDocument("1", "a.pdf", "a.pdf", "1", "己经在1O分钟内到位", (Anchor(0, AnchorKind.PAGE, 1, recognised),)))
    assert document.text == expected
    assert {edit.rule for edit in document.edits} == ({"ocr_slip"} if recognised else set())
