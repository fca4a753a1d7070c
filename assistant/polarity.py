"""Yes or no: worked out from the rule, or left open where the rule does not decide."""

import re
from dataclasses import dataclass
from functools import cache

from assistant.mismatches import contrasts, is_last_word_missing
from assistant.offences import is_penalty, offence
from assistant.questions import Query
from assistant.tables import any_word, rows
from assistant.values import amounts
from assistant.weighing import Weigher
from corpus.quantities import Quantity
from corpus.sentences import parts

LEAST_COVERAGE = 0.45
LEAST_FORBIDDEN = 0.3
DEED_BONUS = 0.3
_NEGATED = re.compile(r"不(?!良|同|合理|足|少于|低于|高于|超过|明|是|够)|没(?!有没)|无需|免")
_MODAL = re.compile("可不可以|能不能|可否|能否|是否可以|可以|能够?|允许|必须|应该|应当|要")
_SCOPE = re.compile("适用")
_RANK = re.compile("([一二三])级((?:及?以上)?)(?:公立)?(?:医院|医疗机构)")
_LIST_MARKS = re.compile("、")
_MANY = 4
_FREED = re.compile("不需要|不需|无需|不必|不再需要|不要求|可以不|免予|免于|不收取|不得收取|免费")
_BOUND = re.compile("应当|必须|应(?![急用对诊答激症])|须|不得不|有义务")
_PERMITS = re.compile("可以|有权|方可|可(?!能|靠|以)|即可|允许|随时")
_CONDITION = re.compile("未经|除[^，。；]{1,30}外|非经|但是?[，,]|不符合|未取得|未(?!满|成年)")
_BAN_OF_LIST = re.compile("(?:不得|禁止|严禁)[^，。；：]{0,14}下列")
_NO_DUTY = "不是必须"
_PLAIN_NO = "不"
_ELSEWHERE = re.compile("按照?|依照|依据|归|属于?")
_WAYS_OF_ASKING = re.compile(r"(\w)不\1|可不可以|有没有|是否|能否|没有?[？?]?$|不[？?]?$|行不行|要不要")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word that answers, and whether it says yes."""

    word: str
    yes: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """A way of asking for yes or no."""

    cue: re.Pattern[str]
    yes: str
    no: str
    about: str


@cache
def _forms() -> tuple[_Form, ...]:
    return tuple(_Form(re.compile(cue), yes, no, about) for cue, yes, no, about, _ in rows("polarity"))


def verdict(query: Query, text: str, weigher: Weigher) -> Verdict | None:
    """The yes or no that a rule gives, `None` where it does not decide.

    1. A value asked about is compared with the rule's value of the same unit.
    2. A question whether something is in a list looks into the list.
    3. A rule for another rank of hospitals is none for this one.
    4. A rule that forbids says no to who asks whether it is allowed or done, a rule that frees says no to who asks whether it is due,
       and both say yes to who asks whether it is not.
    5. A rule that binds or permits, and speaks about nearly all that was asked, says yes; one that only wishes says that there is no duty.

    What is forbidden on a condition (未经批准不得…), and what is asked to be done under another text, is not decided.
    """
    elsewhere = query.titles and "也" in query.asked and _ELSEWHERE.search(query.asked)
    if _SCOPE.search(query.asked) or contrasts(query.asked, text) or elsewhere:
        return None
    asked = _asked(query)
    for case in (_by_rank, _by_value, _by_member, _by_freedom, _by_ban, _by_penalty, _by_duty):
        says_yes = case(query, text, weigher, asked.about)
        if says_yes is not None:
            plain_no = asked.no == _NO_DUTY and case in {_by_freedom, _by_ban}
            return Verdict(asked.yes if says_yes else _PLAIN_NO if plain_no else asked.no, yes=says_yes)
    return None


def _by_rank(query: Query, text: str, _: Weigher, about: str) -> bool | None:
    """A rule for other ranks of hospitals is none for those asked about; what is permitted it leaves open."""
    asked, ruled = _ranks(query.asked), _ranks(text)
    return False if about != "permission" and asked and ruled and not asked <= ruled else None


def _by_value(query: Query, text: str, weigher: Weigher, about: str) -> bool | None:
    """Whether the values of the question keep to those of the rule with the same unit, or where it asks what the rule is, are those."""
    part = _part_about(query, text, weigher)
    ruled = amounts(part) or amounts(text)
    pairs = [(value, rule) for value in amounts(query.asked) for rule in ruled if (value.unit, value.type) == (rule.unit, rule.type)]
    if not pairs:
        return None
    if about in {"state", "breach", "permission"}:
        return all(_keeps(value, rule) for value, rule in pairs) != (about == "breach")
    return any(value.number == rule.number for value, rule in pairs)


def _by_member(query: Query, text: str, _: Weigher, about: str) -> bool | None:
    """Whether the first thing that the question names stands in the list."""
    items = [item for item in re.split("[、，,；;。]|等|和", text) if item]
    asks_member = about == "member" or (about == "duty" and "名单" in query.asked)
    if not asks_member or not query.terms or len(_LIST_MARKS.findall(text)) < _MANY:
        return None
    subject = query.terms[0].text
    start = query.asked.find(subject)
    return any(query.asked.startswith(item, start) or item == subject for item in items)


def _by_freedom(query: Query, text: str, weigher: Weigher, about: str) -> bool | None:
    """A rule that frees from a duty says no to who asks for it, and yes to who asks whether it is not one."""
    rule = _part_about(query, text, weigher)
    if weigher.terms_in(text) < LEAST_FORBIDDEN or about == "permission" or not _FREED.search(rule):
        return None
    return _is_denied(query)


def _by_ban(query: Query, text: str, weigher: Weigher, about: str) -> bool | None:
    """A rule that forbids says no; on a condition (未经批准不得) nothing, unless the question has it too."""
    rule = _part_about(query, text, weigher)
    banned = any_word("negations").search(rule) or _BAN_OF_LIST.search(text)
    if not banned or weigher.terms_in(text) < LEAST_FORBIDDEN:
        return None
    conditional = _CONDITION.search(text) is not None
    if _is_denied(query):
        return False if conditional and about == "permission" else None
    return None if conditional and not _is_about_deed(query, text) else False


def _by_penalty(query: Query, text: str, weigher: Weigher, about: str) -> bool | None:
    """What is punished is not allowed."""
    deed = offence(text) if about == "permission" and is_penalty(text) else ""
    decided = weigher.terms_in(deed) >= LEAST_COVERAGE and not _is_denied(query) and not _CONDITION.search(deed)
    return False if decided else None


def _by_duty(query: Query, text: str, weigher: Weigher, about: str) -> bool | None:
    """A rule that binds or permits says yes, one that only wishes that there is no duty, one that binds no to who asks to leave it."""
    if is_penalty(text) or weigher.terms_in(text) < LEAST_COVERAGE or not _is_about_deed(query, text):
        return None
    rule = _part_about(query, text, weigher)
    bound, permitted = _BOUND.search(rule) is not None, _PERMITS.search(rule) is not None
    if _is_denied(query):
        return False if bound else None
    if about == "duty" and not bound and any_word("soft_duties").search(rule) and re.search("必须|要", query.asked):
        return False
    undecided = any_word("negations").search(rule) or (about == "permission" and not (bound or permitted))
    return None if undecided else True


def _is_denied(query: Query) -> bool:
    """Whether the question itself denies (可以不陪同吗), its ways of asking (能不能) aside."""
    return _NEGATED.search(_WAYS_OF_ASKING.sub("", query.asked)) is not None


def _is_about_deed(query: Query, text: str) -> bool:
    """Whether a rule speaks about what is done or to be done: the word behind 可以 or 要, and the last word of the question."""
    modal = _MODAL.search(query.asked)
    behind = [(query.asked.find(term.text, modal.end()), term) for term in query.terms] if modal else []
    nearest = min((place for place, _ in behind if place >= 0), default=-1)
    deeds = [term for place, term in behind if place == nearest >= 0]
    return not is_last_word_missing(query, text) and (not deeds or any(term.found_in(text) for term in deeds))


def _ranks(text: str) -> frozenset[str]:
    """The ranks of hospitals that a text names, 二级以上 being other than 二级."""
    return frozenset(rank + above[:2] for rank, above in _RANK.findall(text))


def _asked(query: Query) -> "_Form":
    return next((form for form in _forms() if form.cue.search(query.asked)), _Form(_SCOPE, "是", "不是", "duty"))


def _keeps(value: Quantity, rule: Quantity) -> bool:
    limit = rule.number
    return {
        "=": value.number == limit,
        "<=": value.number <= limit,
        "<": value.number < limit,
        ">=": value.number >= limit,
        ">": value.number > limit,
    }[rule.relation]


def _part_about(query: Query, text: str, weigher: Weigher) -> str:
    """The part of a rule that the question is about: of those with the rank asked about, the one that shares most, its deed above all."""
    pieces = [span.of(text) for span in parts(text)] or [text]
    ranked = [piece for piece in pieces if _ranks(query.asked) & _ranks(piece)]
    about = [piece for piece in ranked or pieces if not contrasts(query.asked, piece)]

    def standing(piece: str) -> float:
        return weigher.pairs_in(piece) + weigher.terms_in(piece) + DEED_BONUS * (not is_last_word_missing(query, piece))

    return max(about or pieces, key=standing)
