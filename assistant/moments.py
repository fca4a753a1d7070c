"""What is told in words and without a number: at once, every year, before an event, from a day on; the whole or the half."""

import re
from collections.abc import Iterator

from corpus.quantities import Quantity, QuantityType
from corpus.spans import Span

_AT_ONCE = re.compile(
    r"终[身生]|永久|立即|马上|当场|当日|当天|即时|随时|[次翌][日月年]|第(?:[一二两三四五六七八九十]+|\d+)(?:个?(?:工作日|交易日|月|年度)|日|天|年(?!级))"
)
_OF_THE_MONTH_ASKED = re.compile("几号")
_OF_THE_MONTH = re.compile(r"(?:每个?(?:月|季度?|年)度?(?:首月|末月|第[一二三]个?月)?)?(?<![\d.])\d{1,2}日(?:之?前|以前|起|至|—|-)")
_START_ASKED = re.compile("起算|算起|(?:从|自)(?:什么时[候间]|何时|哪[一]?天|几时)|(?:什么时[候间]|何时|哪一?天)(?:开始|起)")
_START = re.compile("[自从][^，。；自从]{2,30}?(?:之日|当[日天]|次日|之时)?起|[^，。；自从]{2,20}之日")
_WHEN_ASKED = re.compile("什么时[候间]|啥时候?|何时|什么阶段|哪个阶段")
_WHEN = re.compile(
    "[^，。；：、]{1,16}(?:之前|以前|前|之后|以后|时|期间|届满|期满|中期|期内|之日|后)(?=[，。；]|[应必须可予进提办报起生]|不得|一并|由|再|及时|$)"
    "|(?:与[^，。；]{2,20})?(?:同时|同步)(?=[\u4e00-\u9fff])|除[^，。；]{2,30}[之以]?外(?=，?不得)"
)
_LATEST_ASKED = re.compile("最[晚迟后]|截止")
# How long before an event is no event.
_AHEAD_ASKED = re.compile("提[前早][^，。；？?]{0,6}(?:多(?:久|长|少|早)|几)|多早")
_UNTIL = re.compile("[^，。；：、]{2,20}(?:之前|以前|前)(?!款|述|项|置|期|往|来|后|提)")
_DAY_ASKED = re.compile(
    "[算按以指从自为到][^，。]{0,3}哪一?[天日年]|哪一?[天日][^，。]{0,4}(?:算|起|为准)|日期(?:是|算|指)?(?:怎么|如何|哪)"
)
_DAY = re.compile("[^，。；：、]{0,12}(?:当[日天年]|次[日年]|之日|日期)")
_AS_LONG = re.compile("(?:等于|不得超过|不超过|同于)[^，。；\\d]{2,24}(?:期限|期间|年限)(?!的?[\\d一二三四五六七八九十])")
_SHARE_ASKED = re.compile("多少(?:钱|元|比例)?(?:[？?。！吗呢]|$)|几成|(?:补|报销|收|交|减|免|退|赔|资助)[^，。]{0,6}(?:多少|几成)")
_SHARE = re.compile("全额|全部(?=承担|负担|减免|报销|退还|退回|返还|赔偿)|半价|减半|一半|以[^，。；]{2,24}为限")
_OFTEN_ASKED = re.compile("多久(?!之?内|能|可以)|隔多")
_YEARLY = re.compile(
    "(?:年度|季度|月度|半年度?)(?=检查|审计|核查|考核|评估|报告|检验|审核|总结|评价|测评|校验)|每(?:年|季度?|月|周|半年|日|天|学期)|日产日清"
    r"|(?:[一二两三四五六七八九十半]|(?<![\d.])\d{1,2})个?(?:年|月|季度?|周|星期|天|日|学期)[一1](?:次|轮|届|回|遍|评|检|审|考|换|聘|测|查|报|结|清|训)(?!查阅|批)"
)


def times_in_words(question: str, text: str) -> Iterator[Quantity]:
    """Times that are told without a number, where a deadline is asked for.

    Words for no time at all, days and months by their number (次日, 第二个月), and a time that is as long as another; where it is asked
    when, what is before or after an event (作出决策前), and how often, where it is asked after how long a thing is done (多久报告: 每年).

    >>> [time.text for time in times_in_words("什么时候评估", "在作出决策前，进行评估")]
    ['在作出决策前']
    >>> [time.text for time in times_in_words("多久报告一回工作", "应当每年报告")]
    ['每年']
    """
    yield from _in_words(_AT_ONCE, text)
    yield from _in_words(_AS_LONG, text)
    if _AHEAD_ASKED.search(question):
        return
    if _LATEST_ASKED.search(question):
        yield from _in_words(_UNTIL, text)
    if _START_ASKED.search(question):
        yield from list(_in_words(_START, text)) or _in_words(_WHEN, text)
    elif _WHEN_ASKED.search(question):
        yield from _in_words(_WHEN, text)
    elif _OFTEN_ASKED.search(question):
        yield from _in_words(_YEARLY, text)


def days_in_words(question: str, text: str) -> Iterator[Quantity]:
    """Days that are told without a month (每月8日前), or by an event (自竣工之日起, 签发日期, 立即), where a date is asked for.

    >>> [day.text for day in days_in_words("几号截止", "各医院每月8日前填报")]
    ['每月8日前']
    >>> [day.text for day in days_in_words("成立算哪天", "执照的签发日期，为其成立日期")]
    ['执照的签发日期', '为其成立日期']
    """
    if _OF_THE_MONTH_ASKED.search(question):
        yield from _in_words(_OF_THE_MONTH, text)
    if _START_ASKED.search(question):
        yield from _in_words(_START, text)
    elif _DAY_ASKED.search(question):
        yield from _in_words(_DAY, text)
    if _WHEN_ASKED.search(question):
        yield from times_in_words(question, text)


def shares_in_words(question: str, text: str) -> Iterator[Quantity]:
    """The whole or the half of an amount, where it is asked how much is paid.

    >>> [share.text for share in shares_in_words("这部分补多少", "由政府给予全额资助")]
    ['全额']
    """
    if _SHARE_ASKED.search(question):
        yield from _in_words(_SHARE, text)


def often_in_words(text: str) -> Iterator[Quantity]:
    """How often, as a word says it.

    >>> [often.text for often in (*often_in_words("开展年度检查"), *often_in_words("两年一轮，逐户走访"))]
    ['年度', '两年一轮']
    """
    return _in_words(_YEARLY, text)


def _in_words(pattern: re.Pattern[str], text: str) -> Iterator[Quantity]:
    for match in pattern.finditer(text):
        yield Quantity(Span(*match.span()), match[0], QuantityType.DURATION, 0.0, "秒", "=", match[0])
