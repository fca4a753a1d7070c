"""What could not be read: signs and notes of it, told from bullets, blanks and rules about papers."""

import pytest

from corpus.legibility import is_illegible

ILLEGIBLE = (
    "应于每月第▇日前报送", "归档率不低于█%", "在死亡后1□日内讨论", "不得少于〓人", "急会诊（字迹不清）分钟内到位", "每年[原文模糊]次",
    "综合医院所数在来源中无法辨认", "不少于1*人", "于每年 ■ 日前", "达到×个", "第\ufffd条",
)  # fmt: skip
LEGIBLE = (
    "■ 每月5日前报送", "◆ 工作要求", "选票无法辨认的，无效。", "病历书写字迹不清的，应当退回。",
    "证件残缺不全的", "每3×5平方米", "急会诊10分钟内到位", "※ 说明",
)  # fmt: skip


@pytest.mark.parametrize("text", ILLEGIBLE)
def test_what_could_not_be_read_is_told(text: str) -> None:
    assert is_illegible(text)


@pytest.mark.parametrize("text", LEGIBLE)
def test_a_bullet_and_a_rule_about_papers_can_be_read(text: str) -> None:
    assert not is_illegible(text)
