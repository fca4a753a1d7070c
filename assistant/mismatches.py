"""What a sentence leaves open or speaks past: another rank, an aspect that it does not touch, a list too short."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from assistant.evidence import Evidence
from assistant.questions import Query, Term
from assistant.tables import rows
from corpus.numerals import integer
from corpus.sentences import REMEMBERED_SENTENCES
from corpus.spans import Span

_COUNTED = "(?:个|种|类|项|条|点|方面|句|件|大|家|位|样|部分|步|级|方(?![面案式法]))"
_COUNTER = re.compile(_COUNTED)
_ASKED_NUMBER = re.compile(
    rf"哪([两二三四五六七八九十\d]{{1,3}}){_COUNTED}|(?<![\d第])([两二三四五六七八九十\d]{{1,3}}){_COUNTED}[^，。？?]{{0,14}}(?:分别|都|各)(?:是|有|指|包括)(?:什么(?!人)|哪|啥)"
    r"|(?<![\d第])([两二三四五六七八九十]{1,2})(?:个(?!月|小时|工作日|星期|季度|学期|人)|种|类|项|条|点|大|方面|句|件|步)[^，。？?的]{0,10}"
    r"(?:是|有|指|包括)(?:什么|哪些|哪[两二三四五六七八九十几][个种类项条点方句件步]面?|啥)[呢啊呀]?[？?]?$"
)
# Who issued a text that is asked about is no rank that it has to speak of: 市里的通知.
_TEXT_OF_RANK = re.compile(
    "(?:国家|省|地?市|[县区])(?:里|级|一级|层面)?(?:[印下]?发|出台?)?的?(?:这|那|本)?[份个次]?(?:新|最新)?的?(?:通知|文件|方案|政策|办法|规划|报告|报道|意见)"
)
_RANKS_OF_BODIES = "省市县区"
_ENDS_OF_ROW = "，,；;。：:\n"
# What a text tells of all others (一级站每年检查，其他站点隔年检查) it tells of what it does not name.
_OF_ALL_OTHERS = re.compile(
    "(?<=[，；。])(?:其[他它余])(?:各?[级类种])?(?:的)?[\u4e00-\u9fff]{0,4}(?:机构|医院|单位|地区|人员|科室|部门|学校|企业|公司|乡镇|[市县区]|药品|手术|患者|病人|事件|事故|站点?|场所)"
    "(?=[^，。；]*(?:[\\d一二两三四五六七八九十]|按|参照|不))"
)
_STRETCHES = re.compile(r"[，,；;。：:“”\"（）()\n]")
_JOINTS = re.compile("、|和|及|(?<!参)与")
_SEPARATORS = re.compile(r"[、，,；;。\n]|和|及|与")


@cache
def _contrasts() -> tuple[tuple[re.Pattern[str], ...], ...]:
    """Groups of words of which one is not the other; 非工作日 is no 工作日."""
    return tuple(tuple(re.compile(rf"(?<!非)(?:{word})", re.IGNORECASE) for word in row[0].split()) for row in rows("contrasts"))


@cache
def _subjects() -> Mapping[int, re.Pattern[str]]:
    """For each group whose words count only as the subject of a question, how one of them stands there."""
    before = "(?:^|[，,：:]|我们?是|作为|对)(?:一名|一个)?(?:新(?:入职|聘|进|来)?的?)?"
    return {
        i: re.compile(rf"{before}(?:{'|'.join(row[0].split())})(?!.{{0,3}}的)")
        for i, row in enumerate(rows("contrasts"))
        if row[1] == "subject"
    }


@cache
def _aspects() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((word, re.compile(shown)) for word, shown, _ in rows("aspects"))


def contrasts(question: str, text: str) -> int:
    """How often a text speaks of the counterpart of what a question names, and not of that itself.

    >>> contrasts("县级质控中心每年几次培训", "市级质控中心每年至少开展1次培训"), contrasts("急会诊多久", "急会诊10分钟，普通会诊24小时")
    (1, 0)
    """
    if _OF_ALL_OTHERS.search(text):
        return 0
    said = ((members, _ruled_of(group, text)) for group, members in _asked_members(question).items())
    return sum(bool(others) and not members & others for members, others in said)


def _ruled_of(group: int, text: str) -> frozenset[int]:
    """Which words of a group of contrasts a text says otherwise than within one of several names in a row: 甲医院张三、乙县卫健委李四."""
    said = _said_of(group, text)
    return frozenset(i for i in said if not _only_listed(group, _contrasts()[group][i], text)) if "、" in text else said


def _only_listed(group: int, word: re.Pattern[str], text: str) -> bool:
    """Whether a text says a word only as a single character of the names of bodies, each in a row with names without such a word."""
    return all(len(match[0]) == 1 and _is_in_mixed_row(group, text, match) for match in word.finditer(text))


def _is_in_mixed_row(group: int, text: str, match: re.Match[str]) -> bool:
    """Whether a match stands in a row with names of no such word; the first (县卫健委、公安局) speaks for all but those of other ranks."""
    first = max((text.rfind(mark, 0, match.start()) for mark in _ENDS_OF_ROW), default=-1) + 1
    end = min((place for mark in _ENDS_OF_ROW if (place := text.find(mark, match.end())) >= 0), default=len(text))
    row = text[first:end].split("、")
    others = [name for name in row if not _said_of(group, name)]
    if match.start() < first + len(row[0]):
        others = [name for name in others if set(_RANKS_OF_BODIES.replace(match[0], "")) & set(name)]
    return bool(others)


def told_of_asked(question: str, parts: Sequence[str]) -> list[list[bool | None]]:
    """For each group of contrasts that a question speaks of, whether each part names what it names, or only the counterpart.

    `None` where a part names neither.

    >>> told_of_asked("市里要建几个中心", ["省级中心不少于5个，", "市级中心不少于9个"])
    [[False, True]]
    """
    asked = _asked_members(question).items()
    return [[bool(said & members) if (said := _said_of(group, part)) else None for part in parts] for group, members in asked]


@lru_cache(maxsize=256)
def _asked_members(question: str) -> dict[int, frozenset[int]]:
    """For each group of contrasts that a question speaks of, which of its words; its subjects only where they are that."""
    subjects, question = _subjects(), _TEXT_OF_RANK.sub("", question)
    named = {group: _said_of(group, question) for group in range(len(_contrasts()))}
    return {group: members for group, members in named.items() if members and (group not in subjects or subjects[group].search(question))}


def counterpart(subject: str, text: str) -> tuple[str, Span] | None:
    """The word of a subject of which a text names the counterpart, and where that stands; `None` where it names none.

    >>> counterpart("市级", "省级质控中心由谁设置")
    ('市级', Span(start=0, end=2))
    """
    for group in _contrasts():
        own = next((match for word in group if (match := word.search(subject))), None)
        other = next((match for word in group if (match := word.search(text)) and not word.search(subject)), None)
        if own and other and (own[0] == subject or subject[own.end() :] == text[other.end() : other.end() + len(subject) - own.end()]):
            return own[0], Span(*other.span())
    return None


def contrasting(question: str, text: str) -> Iterator[tuple[str, Span]]:
    """What a text names beside the only word of a group that a question names, and where that stands there; nothing where it names a third.

    >>> list(contrasting("省级质控中心几次", "省级质控中心2次，市级质控中心1次"))
    [('市级', Span(start=0, end=2))]
    """
    for number, asked in _asked_members(question).items():
        group, said = _contrasts()[number], _said_of(number, text)
        if len(asked) == 1 and asked < said and len(said) == 2:
            (mine,), (other,) = asked, said - asked
            own, beside = group[mine].search(question), group[other].search(text)
            if own and beside:
                yield beside[0], Span(*own.span())


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def _said_of(group: int, text: str) -> frozenset[int]:
    """Which words of a group of contrasts a text says."""
    return frozenset(i for i, word in enumerate(_contrasts()[group]) if word.search(text))


_MEASURE = re.compile(r"[\u4e00-\u9fff]{2}(?:(?<!频)率|强度)(?!先)")


def silent_aspects(query: Query, text: str) -> int:
    """How many aspects and measures (甲级病历率) that a question asks about a text does not touch."""
    aspects = sum(word in query.asked and not shown.search(text) for word, shown in _aspects())
    return aspects + sum(not _is_measured(query, measure, text) for measure in _MEASURE.findall(query.content))


def _is_measured(query: Query, measure: str, text: str) -> bool:
    """Whether a text speaks of a measure by its own name or by one that it may be called."""
    called = [
        form
        for term in query.terms
        if term.text in measure or measure in term.text
        for form in term.forms
        if len(form) > 1 and form[-1] in "率度"
    ]
    return any(name in text for name in (measure, *called))


def is_about_another(question: str, evidence: Evidence) -> bool:
    """Whether a sentence, or where it does not say the title above it, speaks of the counterpart of what a question names."""
    return bool(contrasts(question, evidence.whole_text)) or _differs_by_title(question, evidence)


def _differs_by_title(question: str, evidence: Evidence) -> bool:
    text, near, title = evidence.whole_text, f"{evidence.clause.heading}{evidence.previous_text}", evidence.header.title
    titled = ((group, members, _said_of(group, title)) for group, members in _asked_members(question).items())
    return any(
        others and not members & others and not _said_of(group, text) and not members & _said_of(group, near)
        for group, members, others in titled
    )


def too_short_a_list(query: Query, text: str) -> bool:
    """Whether fewer things are listed than were asked for.

    >>> asked_number("是哪四句话"), asked_number("有哪些")
    (4, 0)
    """
    return len(_SEPARATORS.findall(text.rstrip("。；;，,"))) + 1 < asked_number(query.asked)


def lists_so_many(text: str, number: int) -> bool:
    """Whether one stretch of a text lists so many things, no more and no fewer.

    >>> lists_so_many("实行“日巡查、周通报、月考核”，发现的问题和建议上报", 3), lists_so_many("甲、乙、丙、丁", 3)
    (True, False)
    """
    return any(len(_JOINTS.findall(stretch)) + 1 == number for stretch in _STRETCHES.split(text))


_ASKED_NOUN = re.compile(r"(?:什么|多少|哪些|哪一?[个种级项类家]?|几)(?:样的|[个种项类条名家位所级点])?的?([\u4e00-\u9fff]{2})")


def is_asked_noun_missing(query: Query, text: str) -> bool:
    """Whether the thing that a question asks for by name (什么职称, 多少绩效) is not spoken of."""
    named = _asked_nouns(query)
    return bool(named) and not any(term.found_in(text) for term in named)


@lru_cache(maxsize=256)
def _asked_nouns(query: Query) -> tuple[Term, ...]:
    """The words of a question that hold the noun behind its word of asking, or are part of it."""
    asked = _ASKED_NOUN.search(query.asked)
    if not asked:
        return ()
    return tuple(term for term in query.terms if len(term.text) > 1 and (asked[1] in term.text or term.text in asked[1]))


def is_last_word_missing(query: Query, text: str) -> bool:
    """Whether the last word of a question, mostly its verb, is not spoken of."""
    last = _last_words(query)
    return bool(last) and not any(term.found_in(text) for term in last)


@lru_cache(maxsize=256)
def _last_words(query: Query) -> tuple[Term, ...]:
    """The word that ends last in a question, and those that end within it."""
    places = [
        (query.asked.rfind(term.text) + len(term.text), term) for term in query.terms if len(term.text) > 1 and term.text in query.asked
    ]
    end, last = max(places, key=lambda place: place[0], default=(0, None))
    return tuple(term for stop, term in places if last and stop > end - len(last.text))


def asked_number(question: str) -> int:
    """How many things a question asks for (哪三条), 0 where it does not say."""
    asked = _ASKED_NUMBER.search(question)
    return (integer(next(filter(None, asked.groups()))) or 0) if asked else 0


def asked_count(question: str) -> Span | None:
    """Where a question says how many things it asks for: their number and how they are counted.

    >>> asked_count("会上讲的三条要求是什么").of("会上讲的三条要求是什么")
    '三条'
    """
    asked = _ASKED_NUMBER.search(question)
    place = asked.span(next(i for i, words in enumerate(asked.groups(), 1) if words)) if asked else None
    counter = _COUNTER.match(question, place[1]) if place else None
    return Span(place[0], counter.end() if counter else place[1]) if place else None
