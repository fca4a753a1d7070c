"""Tells where a text says, or shows, that a character of it could not be read."""

import re

# What scanners, converters and people put for a character that is gone.
SIGNS = "\ufffd□▇█▆▅▉▊▓▒░◼◻〓"
# Signs that are bullets and tick boxes too: they stand for a lost character only inside an amount.
_ALSO_BULLETS = "■◆◇○●×＊*_＿?？"
_UNITS = "%％‰年月日号时分秒天周个次人名例项家所张元万级小"
_LOST = "(?:(?:无法|难以|不能|不可)(?:辨认|识别|辨识|辨)|不清|模糊|漫漶|磨损|残缺|缺失|看不清)"
# A rule may speak of papers that cannot be read (选票无法辨认的无效); a text that cannot itself says so in brackets, or of its source.
_ILLEGIBLE = re.compile(
    rf"[{SIGNS}]|[0-9第每于过足达到近约前后内年月]\s?[{_ALSO_BULLETS}]{{1,6}}\s?[{_UNITS}]"
    rf"|[（(【\[][^（）()【】\[\]\n]{{0,12}}{_LOST}[^（）()【】\[\]\n]{{0,8}}[）)】\]]|(?:来源|原文|原件|原图|扫描件|此处|图片)[^，。；\n]{{0,8}}{_LOST}"
)


def is_illegible(text: str) -> bool:
    """Whether something in a text could not be read; whoever needs just that must not answer from it.

    >>> [is_illegible(text) for text in ("每月第▇日前报送", "（字迹不清）分钟内到位", "不少于1*人", "选票无法辨认的，无效")]
    [True, True, True, False]
    """
    return bool(_ILLEGIBLE.search(text))
