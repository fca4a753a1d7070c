"""Whether a question asks if something holds of all (全都通过了吗), and whether a text says it of all, of some, or with exceptions."""

import re

from assistant.questions import Query, Term

_ASKS_ALL = re.compile(
    "(?<![首大古成哪谁什么])都(?![市会城江督])|全[都部体]|所有|一切|任何|统统|通通|无一例外|一律|凡是?|清一色"
    "|每一?(?:个(?!月|季|年|学期|星期|周|小时)|家|名|位|所|户|种|项|类|份|辆|座|人|件|处|栋|台)|各(?:个|家|位)|百分之?百|100[%％]"
    r"|\b(?:all|every|each|any)\b",
    re.IGNORECASE,
)
# 都 of which even the last is asked (连周末都), or of things that are told one by one or asked for.
_NOT_ALL = re.compile("连[^，。]{1,12}都|都(?:有|是)?(?:哪|什么|谁)|(?:什么|谁|哪[^，。]{0,4})都")
_OF_SOME = re.compile(
    "(?:^|[，；。、（])其中(?!包括|之)|(?<![组成各])部分(?![分之])|个别|少数|多数|大多|一些|有的|有些|若干|一半|半数|仅(?!供|为)|只有"
    r"|首批(?!次)|试点|先行|(?<!\d)\d{1,2}(?:\.\d+)?[%％]的|百分之[一二三四五六七八九十]{1,3}的|[一二三四五六七八九][成至](?:以上|以下|左右)?的?(?=[\u4e00-\u9fff]{2})(?!立|为|员|果|功|人|年|本)"
)
_WITH_EXCEPTIONS = re.compile(
    "原则上|一般(?=应|不|情况|由|为|在|需)|除[^，。；]{1,40}?(?:之?外|以外)|除外|例外|另有规定|特殊情况|(?:有|具备|符合)[^，。；]{0,6}条件的|确需|必要时"
    "|视情况|逐步|力争|争取|有条件"
)
# What may stand before a thing that is meant as a whole: 各级各类学校, 全市学校, 本省学校.
_WHOLE_BEFORE = re.compile(
    "(?:^|[^\u4e00-\u9fff]|[各所全任一切何有部体每个家名位所项类的]|各级|[省市县区国州乡镇村院本该其类对由向为使在将把和及与以])$"
)
_SUBSET_BEFORE = re.compile(r"(?:以上|以下|以内|[^各]级|[甲乙丙一二三四五]类|[^，。；]{2,}的)$")
_COUNT = r"[\d一二两三四五六七八九十百]+(?:个|大|家|所|名|位|座|项|类|种|处|户|台|辆|人|件|份)"


def asks_all(question: str) -> bool:
    """Whether a question asks if something holds of all.

    >>> [asks_all(text) for text in ("书屋都验收了吗", "是不是一律要投保", "连周末都开放吗", "每年都报吗", "首都图书馆开门吗")]
    [True, True, False, True, False]
    """
    return _ASKS_ALL.search(_NOT_ALL.sub("", question)) is not None


def says_of_some(query: Query, part: str) -> bool:
    """Whether a part of a text says something of some only of the things that all are asked about, and not something about some other.

    >>> from assistant.understanding import understand
    >>> query = understand("书屋都公布清单了吗")
    >>> [says_of_some(query, part) for part in ("其中东门书屋已公布清单", "书屋均已公布清单", "书屋公布部分清单")]
    [True, False, False]
    """
    first = min((part.find(form) for term in _things(query) for form in term.forms if form in part), default=len(part))
    return any(match[0] not in query.asked and match.start() <= first for match in _OF_SOME.finditer(part))


def leaves_some_out(query: Query, text: str, part: str) -> bool:
    """Whether a text may not hold of all that a question asks about: with exceptions, or as it speaks of a kind of them alone."""
    told = (*_WITH_EXCEPTIONS.finditer(text), *_OF_SOME.finditer(part))
    return any(match[0] not in query.asked for match in told) or is_of_one_kind(query, part)


def is_of_one_kind(query: Query, part: str) -> bool:
    """Whether a part of a text speaks only of a kind of the things that all are asked about: of 急会诊, where 会诊 are.

    >>> from assistant.understanding import understand
    >>> [is_of_one_kind(understand("所有文物都要投保吗"), part) for part in ("一级文物应当投保", "各类文物应当投保", "应当为文物投保")]
    [True, False, False]
    """
    things = _things(query)
    start, asked = min(
        ((part.find(form), query.asked.find(term.text)) for term in things for form in term.forms if form in part), default=(-1, -1)
    )
    return start >= 0 and _is_narrowed(query.asked[:asked], part[:start])


def without_count(query: Query) -> str:
    """The question without the number of the things that all are asked about: it is told, and no value that is asked about.

    >>> from assistant.understanding import understand
    >>> without_count(understand("六个书屋都在三日内验收吗"))
    '书屋都在三日内验收吗'
    """
    names = "|".join(re.escape(term.text) for term in _things(query))
    return re.sub(rf"{_COUNT}(?=[\u4e00-\u9fff]{{0,4}}(?:{names}))", "", query.asked, count=1) if names else query.asked


def _things(query: Query) -> list[Term]:
    """What all are asked about: the last word that names a thing before 都, else the first behind 所有, 全部."""
    cue = _ASKS_ALL.search(query.asked)
    last = max((match.start() for match in re.finditer("都|均|一律|全部|全都|统统", query.asked)), default=-1)
    named = [(query.asked.find(term.text), term) for term in query.terms if len(term.text) > 1]
    before = [found for found in named if 0 <= found[0] < last]
    if before:
        return [max(before, key=lambda found: found[0])[1]]
    behind = [found for found in named if cue and found[0] >= cue.end()]
    return [min(behind, key=lambda found: found[0])[1]] if behind else []


def _is_narrowed(asked: str, said: str) -> bool:
    """Whether the words before a thing in a text tell a kind of it that those before it in the question do not."""
    if asked and said and asked[-1] == said[-1] and asked[-1] not in "的有个":
        return False
    return _SUBSET_BEFORE.search(said) is not None or _WHOLE_BEFORE.search(said) is None
