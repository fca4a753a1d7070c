"""What a question asks for by name and a clause does not speak of: the fee, the reply, the deed that stands beside the word of asking."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from assistant.asked_units import asked_units, has_unit, units_in
from assistant.asking import last_clause
from assistant.cases import is_of_another_case
from assistant.circumstances import shares_only_circumstance
from assistant.costs import asks_cost, tells_cost
from assistant.evidence import Evidence
from assistant.facts import is_of_left_deed
from assistant.grades import lacks_grade
from assistant.licences import names_another_licence
from assistant.meanings import likeness, register
from assistant.offences import asks_penalty, is_penalty
from assistant.periods import tells_start
from assistant.questions import Query, QuestionKind, Term
from assistant.reading.actors import names_all_others
from assistant.tables import rows
from assistant.values import amounts, asks_value, values_for
from corpus.quantities import QuantityType, quantities
from corpus.sentences import parts

_WORD_OF_ASKING = re.compile(r"多少|(?<![好这那近])几|多久|多长|多大|多快|多高|谁|哪|什么|何时|何地|如何|怎|啥")
# What may stand between the thing and the word that asks for its size: 补贴是多少, 贮存不得超过几天, 整改的期限是几天.
_MUCH = "最[多少高低大小长短早晚好差快慢]|至少"
_LINK = f"(?:是|为|要|应该?|应当|需要?|须|得|有|的|约|可以?|能|不|也|都|{_MUCH}|超过|低于|高于|少于|多于|在|由|于|给|提前|上|里|中|内)*"
_SIZE = "时间|时限|期限|年限|日期|周期|频率|频次|次数|数量|人数|总数|金额|数额|标准|比例|比率|目标|指标"
_BETWEEN = re.compile(f"{_LINK}(?:{_SIZE})?{_LINK}")
# What is asked for by 谁, 什么 or 哪些 is said of what stands before them only where a word says that the one is the other.
_OPEN_ASKING = re.compile("谁|哪|什么|何|如何|怎|啥")
_SAYS_OF = re.compile("是|有|为|叫|属|包括|[都分]|的$")
_TIME_ASKED = re.compile(
    "多久|多长时间|多快|何时|几(?:个?(?:工作日|小时|分钟|月)|天|日|年|周)|多少(?:个?(?:工作日|小时|分钟|月)|天|日|年|周)"
)
# What stands behind a pause and is no part of what is asked before it: another thing asked for, a remark of the asker.
_PAUSE = re.compile("[，,；;。？?！!]")
_SECOND_ASKING = re.compile(f"{_WORD_OF_ASKING.pattern}|为何|有何|[吗呢][？?]?$")
_REMARK = re.compile(
    r"(?:千万|可)?别|不要(?=错|忘|搞|弄|耽|误)|(?:我|我们|咱|咱们)?(?:急着|着急|马上|正|好|要|想|得)(?![^，。]*[吗么呢？?])|谢|麻烦|怕"
)
# A deed of one character and how it ends (打回去, 交到), or said twice (问问): like any word of one character it need not be said.
_LIGHT_DEED = re.compile(
    r"^[\u4e00-\u9fff]?(?:[\u4e00-\u9fff][回过上下出进起][来去]|(?<![\u4e00-\u9fff])[^报签迟供补配][到给])$|^([^爸妈爷奶哥姐弟妹叔舅姑宝娃星])\1$"
)
_COUNTS = re.compile(r"[\d一二两三四五六七八九十几每]个?[\u4e00-\u9fff]$")
_ENGLISH_THING = re.compile(r"\b(?:number of|how many|how much|amount of|cost of|price of)\s+(\w+)", re.IGNORECASE)
_CLOCK_ASKED = re.compile(r"(?<![哪这那])几点(?!要求|意见|建议|内容|措施|原则|规定)")
_CLOCK = re.compile(r"\d{1,2}\s?(?:[:：]\d{2}|点|时(?!间|期))|[一二三四五六七八九十]{1,3}[点时](?!间|期)")
_ORDINAL = re.compile(r"第([一二三四五六七八九十])([级类种档等])")
_NAMED_BY_YEARS = re.compile("[一二两三四五六七八九十\\d]{1,2}年(?=[\u4e00-\u9fff]{0,4}(?:行动|规划|计划|方案|攻坚))")
_DISTANCE_ASKED = re.compile("(?:多少|几)(?:米|公里|千米|厘米)")
_PAYS = re.compile("[吗么？?]|还是|(\\w)不\\1")
# Whether one may take money asks for a permission.
_MAY_TAKE = re.compile("(?:能|可以?|准|许|得)[^，。；]{0,10}[收要出]")
_PRICE = re.compile(
    "(?:收|交|缴|付|花|要)[^，。；罚赔]{0,6}(?:多少|几)(?:钱|元|块)|(?:多少|几块)钱"
    "|费用?(?:标准)?(?:是|要|为|每|一)?[^，。；罚赔]{0,4}(?:多少|几)(?!滞纳|违约|[个次天年名人家倍])"
)
_LENGTH_ASKED = re.compile("几(?:个月|年|天|周)(?![之以]?前|[开发成施])")
_START_ASKED = re.compile("(?:从|自)(?:什么时[候间]|何时|哪天|几时|哪一?年)|(?:什么时候|何时|哪天)(?:开始|起)(?:算|计|生效|有效|管用)")

# Below the first a word is one that only talk uses; from the second on two words mean the same. A rule that lacks 得分 (0.1) does not tell
# it, and 封存 (0.65) is not 销毁.
WORD_OF_TALK = 0.05
LIKE = 0.7
# Where the value is told in the unit that is asked for, with this share of the other words, one that rules have no other name for may lack.
MOST = 0.6
_TWO_WORDS = 4


def is_silent(query: Query, evidence: Evidence) -> bool:
    """Whether a sentence, with all that stands above it, does not speak of what a question asks for by name."""
    lacks_detail = (
        _lacks_hour,
        _lacks_rank,
        _lacks_cost,
        _lacks_start,
        _lacks_named,
        _has_only_dates,
        _leaves_to_another,
        is_of_another_case,
        is_of_left_deed,
        lacks_grade,
        shares_only_circumstance,
    )
    if names_another_licence(query, evidence.whole_text) or (_is_about_value(query) and unsaid(query, evidence)):
        return True
    return any(lacks(query, evidence) for lacks in lacks_detail)


def _is_about_value(query: Query) -> bool:
    """Whether a value is asked for, or about: a neighbour's value is taken for it most easily; the years of a plan are part of its name.

    >>> from assistant.understanding import understand
    >>> _is_about_value(understand("三年行动要关心哪些老人")), _is_about_value(understand("满三年的能补办吗"))
    (False, True)
    """
    return asks_value(query) or bool(amounts(_NAMED_BY_YEARS.sub("", query.asked)))


def unsaid(query: Query, evidence: Evidence) -> tuple[str, ...]:
    """The words beside the word of asking that the sentence and all above it say in no form, not one of their characters, nor otherwise.

    Words of one character, carried from an earlier question, or of a general meaning (期限, 部门; rows of `data/generic_words.tsv`) need
    not be said; nor, where the value is told in the unit that is asked for, with most of the other words, one that has no other name, or
    any where it is a distance (几米内不能…), of which a rule mostly tells one.
    """
    own = f"{evidence.clause.heading}{_about(query, evidence.whole_text)}"
    above = f"{evidence.header.title}\n{evidence.context}\n{evidence.previous_text}\n{evidence.whole_text}"
    asked = _english_things(query) if query.english else _things(query, own)
    said = f"{evidence.clause.heading}{evidence.previous_text}{evidence.whole_text}"
    unsaid_terms = [term for term in asked if not _is_said(term, above) and not _shares(term.text, own)]
    if _tells_in_asked_unit(query, own) and _is_rest_said(query, unsaid_terms, said):
        unsaid_terms = [] if _DISTANCE_ASKED.search(query.asked) else [term for term in unsaid_terms if len(term.forms) > 1]
    return tuple(term.text for term in unsaid_terms if not _may_be_said_otherwise(term, said))


def _things(query: Query, text: str) -> tuple[Term, ...]:
    """The thing that is measured and the deed; before a time (店家几天内要备案) only the deed, where a text says that."""
    deeds = (_deed(query), _deed(query, last=True))
    asking = _WORD_OF_ASKING.search(query.asked)
    # Who asks for two things is told one where the sentence says its deed.
    told = next((deed for deed in deeds if deed and (_is_said(deed[0], text) or _shares(deed[0].text, text))), None)
    does = asking is not None and _TIME_ASKED.match(query.asked, asking.start()) and told and _is_said(told[0], text)
    return () if does else (*_measured(query), *(() if told else deeds[0]))


def _is_said(term: Term, text: str) -> bool:
    """Whether a text says a word in one of its forms, one of four characters also with other words within (作出…的决定)."""
    return term.found_in(text) or any(_apart(form).search(text) is not None for form in term.forms if len(form) == _TWO_WORDS)


@lru_cache(maxsize=1024)
def _apart(form: str) -> re.Pattern[str]:
    return re.compile(f"{re.escape(form[:2])}[^，。；：]{{0,20}}{re.escape(form[2:])}")


def _tells_in_asked_unit(query: Query, text: str) -> bool:
    """Whether a value is asked for by its unit (几个月, 多少米), and told."""
    units = asked_units(query)
    return any(has_unit(value, units) for value in values_for(query, text)) if units else False


def _is_rest_said(query: Query, unsaid_terms: Sequence[Term], text: str) -> bool:
    """Whether a text says most of the words of a question that name something, those `unsaid_terms` aside."""
    rest = [term for _, term in _concrete(query) if term not in unsaid_terms]
    return sum(term.found_in(text) for term in rest) >= max(MOST * len(rest), 1)


def _may_be_said_otherwise(term: Term, text: str) -> bool:
    """Whether a text says a word in another way (动工: 开工), or rules never call the thing so (点头)."""
    return register(term.forms) < WORD_OF_TALK or likeness(term.text, text) >= LIKE


def _about(query: Query, text: str) -> str:
    """The parts of a sentence that hold a word or the value of the question: what it says about other things tells nothing of the asked."""
    pieces = [part.of(text) for part in parts(text)]
    return "".join(piece for piece in pieces if values_for(query, piece) or any(term.found_in(piece) for term in query.terms))


def _shares(word: str, text: str) -> bool:
    """Whether a text holds half of the characters of a word: 编发 is told by 发布; of a Latin word nothing is told by its letters."""
    return 2 * sum(character in text for character in word if not character.isascii()) >= len(word)


def _concrete(query: Query) -> list[tuple[int, Term]]:
    """The words of the question that name a thing or a deed, each with its last place in the question; 一个人 only counts."""
    telling = (term for term in query.terms if len(term.text) > 1 and term.weight >= 1 and not _COUNTS.match(term.text))
    return [(query.asked.rfind(term.text), term) for term in telling if term.text in query.asked and not _is_empty(term.text)]


def _is_empty(word: str) -> bool:
    """Whether a word carries the question (期限), or holds the word of asking itself (几月份, 哪天起)."""
    return word in _generic() or _WORD_OF_ASKING.search(word) is not None


def _measured(query: Query) -> list[Term]:
    """The thing right before the word of asking (补贴多少, 整改的期限几天), or before the value that yes or no is asked about."""
    start = _start_of_asking(query)
    ends = [(place + len(term.text), term) for place, term in _concrete(query)]
    between = [(term, match[0]) for end, term in ends if end <= start and (match := _BETWEEN.fullmatch(query.asked, end, start))]
    is_open = _OPEN_ASKING.match(query.asked, start) is not None
    return [term for term, words in between if not is_open or _SAYS_OF.search(words)]


def _start_of_asking(query: Query) -> int:
    """Where the word of asking begins, or the value that a question for yes or no tells; 0 where there is none."""
    if QuestionKind.YES_NO in query.kinds:
        return next((value.span.start for value in amounts(query.asked)), 0)
    asking = _WORD_OF_ASKING.search(query.asked)
    return asking.start() if asking else 0


def _deed(query: Query, *, last: bool = False) -> list[Term]:
    """The last word behind the word of asking, in what that asks (由谁支付) or the whole question; empty where it is light."""
    asking = _WORD_OF_ASKING.search(query.asked)
    if not asking or QuestionKind.YES_NO in query.kinds:
        return []
    end = len(query.asked) if last else _end_of_asking(query.asked, asking.end())
    behind = [(place, term) for place, term in _concrete(query) if asking.end() <= place < end]
    deed = max(behind, key=lambda found: found[0])[1] if behind else None
    return [deed] if deed and not _LIGHT_DEED.search(deed.text) else []


def _end_of_asking(question: str, start: int) -> int:
    """Where ends what a word of asking asks: before a remark (几号交，别忘了) or a second thing asked for (整改期多长，其间有何限制)."""
    pause = _PAUSE.search(question, start)
    if pause is None:
        return len(question)
    rest = question[pause.end() :]
    return pause.start() if _SECOND_ASKING.search(rest) or _REMARK.match(rest) else len(question)


def _english_things(query: Query) -> list[Term]:
    named = {word.lower() for word in _ENGLISH_THING.findall(query.asked)}
    return [term for term in query.terms if term.text.lower() in named]


@cache
def _generic() -> frozenset[str]:
    return frozenset(row[0] for row in rows("generic_words"))


def _lacks_hour(query: Query, evidence: Evidence) -> bool:
    """Whether a time of the day is asked for and none is told."""
    return _CLOCK_ASKED.search(query.asked) is not None and _CLOCK.search(evidence.whole_text) is None


def _lacks_rank(query: Query, evidence: Evidence) -> bool:
    """Whether a rank is asked for by its number (第五级) that the sentence does not name."""
    asked = _ORDINAL.search(query.asked)
    return asked is not None and f"{asked[1]}{asked[2]}" not in f"{evidence.before}{evidence.whole_text}"


def _lacks_cost(query: Query, evidence: Evidence) -> bool:
    """Whether it is asked if something costs, or how much, and nothing is told of that, or only of a fine."""
    text = evidence.whole_text
    if QuestionKind.YES_NO in query.kinds or not asks_value(query):
        last = last_clause(query.asked)
        return _PAYS.search(query.asked) is not None and asks_cost(last) and not _MAY_TAKE.search(last) and not tells_cost(text)
    return _PRICE.search(query.asked) is not None and not asks_penalty(query.asked) and is_penalty(text)


def _lacks_named(query: Query, evidence: Evidence) -> bool:
    """Whether a thing is asked for that shows by its form, a telephone number or a price, and the sentence does not show it."""
    if QuestionKind.YES_NO in query.kinds:
        return False
    return any(not shown.search(evidence.whole_text) for shown in _named(query.asked))


@lru_cache(maxsize=256)
def _named(question: str) -> tuple[re.Pattern[str], ...]:
    """How the things show in a text that a question asks for by name; rows of `data/details.tsv`."""
    return tuple(shown for asked, shown in _details() if asked.search(question))


@cache
def _details() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(asked), re.compile(shown)) for asked, shown, _ in rows("details"))


def _lacks_start(query: Query, evidence: Evidence) -> bool:
    """Whether it is asked from when on something holds, and the sentence tells no beginning."""
    return _START_ASKED.search(query.asked) is not None and not tells_start(evidence.whole_text)


def _leaves_to_another(query: Query, evidence: Evidence) -> bool:
    """Whether it is asked who does a thing, and the sentence only forbids it to all others."""
    return QuestionKind.ACTOR in query.kinds and names_all_others(evidence.whole_text)


def _has_only_dates(query: Query, evidence: Evidence) -> bool:
    """Whether a length of time is asked for (能办几年), and only days of the calendar are told."""
    asked = _LENGTH_ASKED.search(query.asked)
    found = values_for(query, evidence.whole_text) if asked else []
    if asked is None or not found or any(value.type is not QuantityType.DATE for value in found):
        return False
    # A question that asks for a day first (哪天生效，管几年) takes no length for its value.
    units = units_in(asked[0])
    return not any(value.type is QuantityType.DURATION and has_unit(value, units) for value in quantities(evidence.whole_text))
