"""How often: which frequencies of a text tell what a question for one asks."""

import re
from collections.abc import Sequence

from assistant.moments import often_in_words
from corpus.quantities import Quantity, QuantityType

_TIMES_ASKED = re.compile("(?:几|多少)(?:次|回|趟)")
_HAS_NUMBER = re.compile(r"[\d一二两三四五六七八九十]|每|季|月|周|年")
_TIMES_REACHED = re.compile("(?:几|多少)(?:次|回|趟)[\u4e00-\u9fff]{0,8}(?:就|才|会|算|要被|可以|能|没)")
_IN_EACH = re.compile("每一?(?:年|季度?|月|周|届|学期|次|个?(?:月|季度|年度|学期))")
_IN_PARTS_ASKED = re.compile("分(?:几|多少)(?:次|批|期)")
_REGULARLY = re.compile("不?定期")
_PERIOD = re.compile("周期|间隔|每隔")


def asks_times(question: str) -> bool:
    """Whether a number of times is asked for: 每年几次."""
    return _TIMES_ASKED.search(question) is not None


def has_number(quantity: Quantity) -> bool:
    """Whether a frequency tells a number or a period, and not only that a thing is done 定期."""
    return _HAS_NUMBER.search(quantity.text) is not None


def frequencies(question: str, text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Frequencies, those with a number where times are asked for; the length of a period (结算周期不得超过十五日) where there is none.

    That a thing is done 定期 tells nobody how often. Where a number of times is asked for that has a consequence (一年罚几次就…), or
    the parts of a thing (分几次), any number of times; a number of times, too, that stands apart from its period (每年对甲一次，对乙两次).
    """
    every = [quantity for quantity in found if quantity.type is QuantityType.FREQUENCY and not _REGULARLY.match(quantity.text)]
    often = every or list(often_in_words(text))
    if asks_times(question):
        reached = _TIMES_REACHED.search(question) or _IN_PARTS_ASKED.search(question)
        told = [quantity for quantity in often if has_number(quantity)]
        counted = [quantity for quantity in found if quantity.type is QuantityType.COUNT and quantity.unit == "次"]
        if _IN_EACH.search(text) and counted and not any("次" in quantity.text for quantity in told):
            return counted
        return told or (counted if reached else [])
    lengths = [quantity for quantity in found if quantity.type is QuantityType.DURATION]
    return often or (lengths if _PERIOD.search(text) else [])
