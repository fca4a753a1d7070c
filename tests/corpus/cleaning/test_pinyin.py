"""Pinyin in brackets: with and without a space, with tones lost or misread; abbreviations and other brackets stay."""

import pytest

from corpus.cleaning.pinyin import remove_pinyin
from corpus.offsets import apply, in_order


def without(text: str) -> str:
    return apply(text, in_order(remove_pinyin(text)))


TAKEN_OUT = {
    "a syllable": ("縣(區(qū))", "縣(區)"),
    "two with a space": ("急会诊(huì zhěn)应当到位", "急会诊应当到位"),
    "two in one": ("急会诊(huìzhěn)应当到位", "急会诊应当到位"),
    "full-width brackets": ("急会诊（huì zhěn）应当到位", "急会诊应当到位"),
    "a space before the bracket": ("会诊 (huì zhěn) 制度", "会诊 制度"),
    "an apostrophe": ("西安(xī'ān)市", "西安市"),
    "tones lost": ("急会诊(hui zhen)应当到位", "急会诊应当到位"),
    "tones as digits": ("会诊(hui4 zhen3)", "会诊"),
    "a breve for a caron": ("会诊(huì zhĕn)", "会诊"),
    "combining tones": ("会诊(hui\u0300 zhe\u030cn)", "会诊"),
    "umlaut": ("绿(lǜ)色通道", "绿色通道"),
}


@pytest.mark.parametrize(("text", "expected"), TAKEN_OUT.values(), ids=TAKEN_OUT.keys())
def test_pinyin_goes(text: str, expected: str) -> None:
    assert without(text) == expected


GENUINE = (
    "多学科诊疗(MDT)", "重症监护(ICU)", "付费(DRGs)", "信息系统(HIS)", "信息系统(his)", "重症(icu)", "应用(app)", "血氧(spo2)",
    "每分钟(bpm)", "甲(a)",
    "咖啡(café)", "梅尼埃病(ménière)", "上海(Shanghai)", "质量(quality)", "参见(see table)", "术语(试行)", "(huì zhěn)", "诊(huì zhěn)",
)  # fmt: skip


@pytest.mark.parametrize("text", GENUINE)
def test_other_brackets_stay(text: str) -> None:
    assert without(text) == text


def test_in_a_text_full_of_pinyin_bare_and_misread_syllables_go_and_abbreviations_stay() -> None:
    full = "質(zhì)" * 20
    assert without(f"{full}們(men)診(zhěj)MDT(MDT)系统(HIS)") == f"{'質' * 20}們診MDT(MDT)系统(HIS)"
