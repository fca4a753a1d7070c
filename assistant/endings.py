"""Ends that are told as an event (直至完工, 至竣工验收之日止), where it is asked up to when something goes on."""

import re
from collections.abc import Iterator

from corpus.quantities import Quantity, QuantityType
from corpus.spans import Span

_WHEN = "(?:什么时[候间]|啥时候?|何时|哪一?[天日年]|哪个?(?:阶段|时候))"
_END_ASKED = re.compile(
    f"(?:(?<![拿收])[到至]|持续|延续|直到){_WHEN}(?![之以]?前)|{_WHEN}[^，。；？?]{{0,3}}(?:为止|结束|终止|停止|到头|算完|截止)|{_WHEN}才能?停"
)
# What is bounded by an event: the words up to 止, or behind 直至 those up to the pause.
_NOW = "[今此]|目前|现在"
_END = re.compile(
    f"直?[至到](?!{_NOW}|[于少])[^，。；：、]{{2,30}}(?<![停禁防制中终阻])为?止"
    f"|(?:直[至到]|截至|持续[至到]|延续[至到])(?!{_NOW})[^，。；：]{{2,30}}(?=[，。；]|$)"
)


def asks_end(question: str) -> bool:
    """Whether it is asked up to when something goes on: 管到什么时候, 什么时候结束.

    >>> asks_end("围挡要留到什么时候"), asks_end("什么时候才停"), asks_end("什么时候开工")
    (True, True, False)
    """
    return _END_ASKED.search(question) is not None


def ends_in(text: str) -> Iterator[Quantity]:
    """The ends that a text tells.

    >>> [end.text for end in ends_in("安排专人看管，直至积水排干。自开工之日起至竣工验收合格之日止，每日巡查。")]
    ['直至积水排干', '至竣工验收合格之日止']
    """
    for match in _END.finditer(text):
        yield Quantity(Span(*match.span()), match[0], QuantityType.DATE, 0.0, "date", "=", match[0])
