"""Yes or no: worked out from the rule, or left open where the rule does not decide."""

import re
from dataclasses import dataclass, replace

from assistant.asking import Form, form_of, is_denied
from assistant.costs import asks_cost, is_free, tells_cost
from assistant.evidence import Evidence
from assistant.exclusions import says_kept_out
from assistant.measuring import equals, keeps, measures, share_dimension
from assistant.mismatches import contrasts, is_last_word_missing
from assistant.offences import is_penalty, offence
from assistant.pending import may_leave
from assistant.questions import Query, QuestionKind
from assistant.rulings import Force, condition_of, deed_parts, fails_only_way, force, is_case, says_met
from assistant.undecided import asks_ban, excepts, leaves_open, states_ban
from assistant.universals import asks_all, leaves_some_out, says_of_some, without_count
from assistant.weighing import Weigher

LEAST_COVERAGE = 0.45
LEAST_FORBIDDEN = 0.3
# Who asks for leaving a deed, and is told of a rule that frees from just that one.
LEAST_FREED = 0.15
_MODAL = re.compile("可不可以|能不能|可否|能否|是否可以|可以|能够?|允许|必须|应该|应当|要")
_SCOPE = re.compile("适用")
_RANK = re.compile("([一二三])级((?:及?以上)?)(?:公立)?(?:医院|医疗机构)")
_FROM_ON = re.compile("(?:满|不足)[一二三四五六七八九十百\\d]")
_CALENDAR_DAY = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份的?)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|(?<![第\d])\d{1,2}号(?!文)"
)
_WITHIN = re.compile("算[在进]|管不管|归不归|在[^，。；\\d一二两三四五六七八九十百半]{0,14}[里内](?!容)")
_LIST_MARKS = re.compile("、")
_MANY = 4
LEAST_LIMITS = 2
# 一个, 一份 and 一家 mostly only name a thing.
_COUNTED = {"人", "份", "件", "家", "次", "处", "座", "张", "只", "部", "台"}
# Whether an amount is enough, or too much, a rule without one does not say unless it forbids the deed or frees from it.
_SILENT_ON_VALUES = {Force.TELLS, Force.BINDS, Force.PERMITS, Force.WISHES}
# What is not so in the case that a rule is for (生活不能自理的，…) is no ban.
_NOT_OF_CASES = {Force.TELLS, Force.FORBIDS, Force.FREES}
_ASKS_DUTY = re.compile("必须|要|强制|一定|硬性")
# What one may do, and no penalty that may be laid on.
_MAY = re.compile("可以(?!并?处|责令|吊销|没收|给予|依法(?:处|给)|对|由)")
_ASKS_FREE = re.compile("(?:免费|无偿)[^，。？?]{0,8}(?:[吗么？?]|$)|免不免|优惠|减免|能免|免.{0,6}[费票][吗么？?]")
_IS_FREE = re.compile("免费|无偿|优惠|减免|减交|免交|免收|免除|半价")
_BY_TEXT = re.compile("(?:按照?|依照|归|属于?)[^，。？?]{0,20}(?:条例|办法|规定|细则|法)(?:来)?(?:管|处理|办|执行|算)")
_ELSEWHERE = re.compile("按照?|依照|依据|归|属于?")

# What a rule says to who asks whether a deed is allowed, or is a breach, by what the rule does; `None` leaves it open. Who asks for
# leaving the deed is told the second.
_ALLOWED = {
    Force.FORBIDS: (False, None),
    Force.FREES: (None, True),
    Force.BINDS: (True, False),
    Force.HOLDS: (True, False),
    Force.PERMITS: (True, None),
    Force.WISHES: (None, None),
    Force.TELLS: (None, None),
}
_DUE = {
    Force.FORBIDS: (False, None),
    Force.FREES: (False, True),
    Force.BINDS: (True, False),
    Force.HOLDS: (True, False),
    Force.PERMITS: (True, None),
    Force.WISHES: (True, None),
    Force.TELLS: (True, None),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word that answers, and whether it says yes."""

    word: str
    yes: bool


def verdict(query: Query, text: str, weigher: Weigher) -> Verdict | None:
    """The yes or no that a rule gives, `None` where it does not decide.

    1. A rule for another rank of hospitals is none for this one.
    2. A value asked about is compared with the rule's value of the same kind; with a value of another kind nothing is decided.
    3. A question whether something is in a list looks into the list.
    4. What a rule allows only after something (满一个月后方可…) is not allowed, nor due, where the question says that it is not so.
    5. What is punished is not allowed.
    6. Else it depends on what the rule does with the deed (forbids it, frees from it, binds to it, permits or wishes it), and on whether
       the deed or leaving it is asked about.

    What is forbidden on a condition (未经批准不得…) that the question says is met, what is asked to be done under another text, and
    whether a day of the calendar is early enough, is not decided. What holds of some is not so where it is asked of all, and what has
    exceptions, or is said of a kind of them, is not decided then.
    """
    decided = decides(query, text, weigher)
    if decided is None or not decided.yes or not asks_all(query.asked):
        return decided
    part = _part_about(query, text, weigher)
    if says_of_some(query, part):
        return Verdict("No" if query.english else "不是", yes=False)
    return None if leaves_some_out(query, text, part) else decided


def decides(query: Query, text: str, weigher: Weigher) -> Verdict | None:
    """The yes or no of a rule, all things that it is for taken as one."""
    if asks_all(query.asked):
        query = replace(query, asked=without_count(query))
    elsewhere = query.titles and "也" in query.asked and _ELSEWHERE.search(query.asked)
    if asks_cost(query.asked) and not tells_cost(text):
        return None
    if _SCOPE.search(query.asked) or contrasts(query.asked, text) or elsewhere or _CALENDAR_DAY.search(query.asked):
        return None
    if _BY_TEXT.search(query.asked) or excepts(query, text):
        return None
    form = form_of(query.asked)
    for case in (_by_meeting, _by_rank, _by_only_way, _by_value, _by_cost, _by_member, _by_penalty):
        says_yes = case(query, text, weigher, form.about)
        if says_yes is not None:
            return Verdict(form.yes if says_yes else form.freed, yes=says_yes)
    return None if _has_other_value(query, text, weigher) else _by_force(query, text, weigher, form)


def leaves_undecided(query: Query, evidence: Evidence, weigher: Weigher) -> bool:
    """Whether yes or no is asked, and a sentence neither decides it nor speaks of the deed."""
    text = evidence.whole_text
    return QuestionKind.YES_NO in query.kinds and not _is_about_deed(query, text) and verdict(query, text, weigher) is None


def _by_meeting(query: Query, text: str, _: Weigher, __: str) -> bool | None:
    """What a text keeps out of the thing that is asked about, or says of the time while a remedy is pending."""
    kept_out = says_kept_out(query, text)
    return may_leave(query, text) if kept_out is None else kept_out


def _by_rank(query: Query, text: str, _: Weigher, about: str) -> bool | None:
    """A rule for other ranks of hospitals is none for those asked about; what is permitted it leaves open."""
    asked, ruled = _ranks(query.asked), _ranks(text)
    return False if about != "permission" and asked and ruled and not asked <= ruled else None


def _by_value(query: Query, text: str, weigher: Weigher, about: str) -> bool | None:
    """Whether the values of the question keep to those of the rule, or where it asks what the rule is, are those."""
    if about in {"duty", "permission"} and not _tells_value(query.asked):
        return None
    part = _part_about(query, text, weigher)
    rule = _limit_about(query, part if measures(part) else text, weigher)
    if about in {"duty", "member"} and not _FROM_ON.search(rule) and not _WITHIN.search(query.asked):
        return equals(query.asked, rule)
    kept = None if is_denied(query.asked) else keeps(query.asked, rule)
    if about in {"duty", "permission"} and _is_banned_case(text):
        return False if kept else None
    return None if kept is None else kept != (about == "breach")


def _is_banned_case(text: str) -> bool:
    """Whether a value only tells the case in which something is forbidden: 份额不足十分之一的，不应当推定…."""
    valued = next((part for part in deed_parts(text) if measures(part)), "")
    of_case = is_case(valued) or valued.startswith("如果")
    return of_case and any(force(other) is Force.FORBIDS for other in deed_parts(text) if other != valued)


def _limit_about(query: Query, rule: str, weigher: Weigher) -> str:
    """Of the limits that a rule lists for several things (五千克的印刷品、十千克的包裹) the one for what the question is about."""
    asked = {measure.dimension for measure in measures(query.asked)}
    pieces = [piece for piece in rule.split("、") if any(measure.dimension in asked for measure in measures(piece))]
    return rule if len(pieces) < LEAST_LIMITS else max(pieces, key=lambda piece: weigher.pairs_in(piece) + weigher.terms_in(piece))


def _by_cost(query: Query, text: str, weigher: Weigher, about: str) -> bool | None:
    """No where money is asked for, or taken, that the rule says is not to be paid by who is served (免费, 由财政负担)."""
    if _ASKS_FREE.search(query.asked) and _IS_FREE.search(text) and force(_part_about(query, text, weigher), text) is not Force.FORBIDS:
        return True if weigher.terms_in(text) >= LEAST_FREED else None
    asked = about in {"duty", "permission"} and asks_cost(query.asked) and not is_denied(query.asked)
    free = "免费" in query.asked or "无偿" in query.asked
    if free and not _ASKS_FREE.search(query.asked):
        return None
    decided = asked and is_free(text) and weigher.terms_in(text) >= LEAST_FORBIDDEN
    return free if decided else None


def _has_other_value(query: Query, text: str, weigher: Weigher) -> bool:
    """Whether question and rule both tell values that do not compare: then the values decide, and what they say is not known."""
    return bool(measures(query.asked)) and bool(measures(_part_about(query, text, weigher)))


def _by_member(query: Query, text: str, _: Weigher, about: str) -> bool | None:
    """Whether the first thing that the question names stands in the list."""
    items = [item for item in re.split("[、，,；;。]|等|和", text) if item]
    asks_member = about == "member" or (about == "duty" and "名单" in query.asked)
    if not asks_member or not query.terms or len(_LIST_MARKS.findall(text)) < _MANY:
        return None
    subject = query.terms[0].text
    start = query.asked.find(subject)
    return any(query.asked.startswith(item, start) or item == subject for item in items)


def _by_only_way(query: Query, text: str, weigher: Weigher, about: str) -> bool | None:
    """No where the question says that what the rule asks for first is not so; a breach then."""
    fails = weigher.terms_in(text) >= LEAST_FORBIDDEN and fails_only_way(query.asked, text)
    return (about == "breach") if fails else None


def _by_penalty(query: Query, text: str, weigher: Weigher, about: str) -> bool | None:
    """What is punished is not allowed, and is a breach."""
    deed = offence(text) if about in {"permission", "breach"} and is_penalty(text) else ""
    decided = (
        weigher.terms_in(deed) >= LEAST_COVERAGE and not _MAY.search(text) and not is_denied(query.asked) and condition_of(deed) is None
    )
    return (about == "breach") if decided else None


def _by_force(query: Query, text: str, weigher: Weigher, form: Form) -> Verdict | None:
    """What a rule does with the deed decides, where the rule speaks about enough of what is asked."""
    part = _part_about(query, text, weigher)
    ruling = force(part, text, question=query.asked)
    if ruling is Force.HOLDS and not _is_about_deed(query, part):
        ruling = Force.FORBIDS
    if asks_ban(query.asked):
        return Verdict(form.yes, yes=True) if ruling is Force.FORBIDS and states_ban(part) else None
    silent = ruling in _SILENT_ON_VALUES and _tells_value(query.asked) and not share_dimension(query.asked, text)
    of_case = ruling in _NOT_OF_CASES and is_case(part)
    if silent or of_case or leaves_open(query.asked, text, part, ruling, form.about):
        return None
    decided = _decides(query, text, weigher, ruling, permission=form.about == "permission")
    return _said(query, ruling, form) if decided else None


def _said(query: Query, ruling: Force, form: Form) -> Verdict | None:
    """The yes or no of a rule that does something with the deed asked about."""
    denied = is_denied(query.asked)
    if form.about in {"duty", "member"}:
        says_yes = _DUE[ruling][denied]
        wished = ruling in {Force.PERMITS, Force.WISHES} and _ASKS_DUTY.search(query.asked)
        says_yes = False if wished and says_yes else says_yes
    else:
        says_yes = _ALLOWED[ruling][denied]
        says_yes = says_yes != (form.about == "breach") if says_yes is not None else None
    if says_yes is None:
        return None
    no = form.freed if ruling in {Force.FORBIDS, Force.FREES} else form.no
    return Verdict(form.yes if says_yes else no, yes=says_yes)


def _tells_value(question: str) -> bool:
    """Whether a question tells an amount that a rule may set a limit to, one of something aside."""
    return any(measure.dimension not in _COUNTED or measure.least > 1 for measure in measures(question))


def _decides(query: Query, text: str, weigher: Weigher, ruling: Force, *, permission: bool) -> bool:
    """Whether a rule speaks about enough of what is asked, and on no condition that the question leaves open or says is met."""
    covered, about_deed = weigher.terms_in(text), _is_about_deed(query, text)
    if ruling in {Force.FORBIDS, Force.FREES}:
        condition = condition_of(text)
        open_condition = condition is not None and (not about_deed or says_met(query.asked, condition))
        least = LEAST_FREED if ruling is Force.FREES and about_deed and is_denied(query.asked) else LEAST_FORBIDDEN
        return covered >= least and not (open_condition and (ruling is Force.FORBIDS or permission))
    if ruling is Force.HOLDS:
        return covered >= LEAST_FORBIDDEN
    return not is_penalty(text) and covered >= LEAST_COVERAGE and about_deed


def _is_about_deed(query: Query, text: str) -> bool:
    """Whether a rule speaks about what is done or to be done: the word behind 可以 or 要, and the last word before 违规吗."""
    form = form_of(query.asked)
    if form.about in {"breach", "keeping"}:
        query = replace(query, asked=form.cue.sub("", query.asked))
    modal = _MODAL.search(query.asked)
    behind = [(query.asked.find(term.text, modal.end()), term) for term in query.terms] if modal else []
    nearest = min((place for place, _ in behind if place >= 0), default=-1)
    deeds = [term for place, term in behind if place == nearest >= 0]
    return not is_last_word_missing(query, text) and (not deeds or any(term.found_in(text) for term in deeds))


def _ranks(text: str) -> frozenset[str]:
    """The ranks of hospitals that a text names, 二级以上 being other than 二级."""
    return frozenset(rank + above[:2] for rank, above in _RANK.findall(text))


def _part_about(query: Query, text: str, weigher: Weigher) -> str:
    """The part of a rule that the question is about: of those with the rank asked about and its deed, the one that shares most."""
    pieces = deed_parts(text)
    ranked = [piece for piece in pieces if _ranks(query.asked) & _ranks(piece)]
    about = [piece for piece in ranked or pieces if not contrasts(query.asked, piece)] or pieces
    of_deed = [piece for piece in about if not is_last_word_missing(query, piece)]
    return max(of_deed or about, key=lambda piece: weigher.pairs_in(piece) + weigher.terms_in(piece))
