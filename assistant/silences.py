"""What a question asks for by name and a clause does not speak of: the fee, the reply, the deed that stands beside the word of asking."""

import re
from functools import cache

from assistant.evidence import Evidence
from assistant.meanings import likeness, register
from assistant.questions import Query, QuestionKind, Term
from assistant.tables import rows
from assistant.values import amounts
from corpus.sentences import parts

_WORD_OF_ASKING = re.compile(r"多少|几|多久|多长|多大|多快|多高|谁|哪|什么|何时|何地|如何|怎|啥")
# What may stand between the thing and the word that asks for its size: 补贴是多少, 贮存不得超过几天, 整改的期限是几天.
_LINK = (
    "(?:是|为|要|应该?|应当|需要?|须|得|有|的|约|可以?|能|不|也|都|最多|最少|至少|超过|低于|高于|少于|多于|在|由|于|给|提前|上|里|中|内)*"
)
_SIZE = "时间|时限|期限|年限|日期|周期|频率|频次|次数|数量|人数|总数|金额|数额|标准|比例|比率|目标|指标"
_BETWEEN = re.compile(f"{_LINK}(?:{_SIZE})?{_LINK}")
_COUNTS = re.compile(r"[\d一二两三四五六七八九十几每]个?[\u4e00-\u9fff]$")
_ENGLISH_THING = re.compile(r"\b(?:number of|how many|how much|amount of|cost of|price of)\s+(\w+)", re.IGNORECASE)
_CLOCK_ASKED = re.compile(r"几点(?!要求|意见|建议|内容|措施|原则|规定)")
_CLOCK = re.compile(r"\d{1,2}\s?(?:[:：]\d{2}|点|时(?!间|期))|[一二三四五六七八九十]{1,3}[点时](?!间|期)")
_ORDINAL = re.compile(r"第([一二三四五六七八九十])([级类种档等])")

# Below the first a word is one that only talk uses; from the second on two words mean the same. A rule that lacks 得分 (0.1) does not tell
# it, and 封存 (0.65) is not 销毁.
WORD_OF_TALK = 0.05
LIKE = 0.7


def is_silent(query: Query, evidence: Evidence) -> bool:
    """Whether a sentence, with all that stands above it, does not speak of what a question asks for by name."""
    return bool(unsaid(query, evidence)) or _lacks_hour(query, evidence) or _lacks_rank(query, evidence)


def unsaid(query: Query, evidence: Evidence) -> tuple[str, ...]:
    """The words beside the word of asking that the sentence and all above it say in no form, not one of their characters, nor otherwise.

    Words of one character, carried from an earlier question, or of a general meaning (期限, 部门; rows of `data/generic_words.tsv`) need
    not be said.
    """
    own = f"{evidence.clause.heading}{_about(query, evidence.whole_text)}"
    above = f"{evidence.header.title}\n{evidence.context}\n{evidence.previous_text}\n{evidence.whole_text}"
    asked = _english_things(query) if query.english else (*_measured(query), *_deed(query))
    said = f"{evidence.clause.heading}{evidence.previous_text}{evidence.whole_text}"
    unsaid_terms = [term for term in asked if not term.found_in(above) and not _shares(term.text, own)]
    return tuple(term.text for term in unsaid_terms if not _may_be_said_otherwise(term, said))


def _may_be_said_otherwise(term: Term, text: str) -> bool:
    """Whether a text says a word in another way (动工: 开工), or rules never call the thing so (点头)."""
    return register(term.forms) < WORD_OF_TALK or likeness(term.text, text) >= LIKE


def _about(query: Query, text: str) -> str:
    """The parts of a sentence that hold a word of the question: what a long one says about other things tells nothing about the asked."""
    pieces = [part.of(text) for part in parts(text)]
    return "".join(piece for piece in pieces if any(term.found_in(piece) for term in query.terms))


def _shares(word: str, text: str) -> bool:
    """Whether a text holds half of the characters of a word: 编发 is told by 发布; of a Latin word nothing is told by its letters."""
    return 2 * sum(character in text for character in word if not character.isascii()) >= len(word)


def _concrete(query: Query) -> list[tuple[int, Term]]:
    """The words of the question that name a thing or a deed, each with its last place in the question; 一个人 only counts."""
    telling = (term for term in query.terms if len(term.text) > 1 and term.weight >= 1 and not _COUNTS.match(term.text))
    return [(query.asked.rfind(term.text), term) for term in telling if term.text in query.asked and term.text not in _generic()]


def _measured(query: Query) -> list[Term]:
    """The thing right before the word of asking (补贴多少, 整改的期限几天), or before the value that yes or no is asked about."""
    start = _start_of_asking(query)
    ends = [(place + len(term.text), term) for place, term in _concrete(query)]
    return [term for end, term in ends if end <= start and _BETWEEN.fullmatch(query.asked, end, start)]


def _start_of_asking(query: Query) -> int:
    """Where the word of asking begins, or the value that a question for yes or no tells; 0 where there is none."""
    if QuestionKind.YES_NO in query.kinds:
        return next((value.span.start for value in amounts(query.asked)), 0)
    asking = _WORD_OF_ASKING.search(query.asked)
    return asking.start() if asking else 0


def _deed(query: Query) -> list[Term]:
    """The last word behind the word of asking: 由谁支付, 几天内批复."""
    asking = _WORD_OF_ASKING.search(query.asked)
    if not asking or QuestionKind.YES_NO in query.kinds:
        return []
    behind = [(place, term) for place, term in _concrete(query) if place >= asking.end()]
    return [max(behind, key=lambda found: found[0])[1]] if behind else []


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
