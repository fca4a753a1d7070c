"""Reads who: the part of a sentence that says who has to do something, or names a person in an office."""

import re
from collections.abc import Sequence
from functools import cache

from assistant.evidence import Evidence
from assistant.mismatches import is_last_word_missing
from assistant.offices import names_one
from assistant.questions import Query, QuestionKind
from assistant.reading.branches import branches
from assistant.reading.denials import agreement
from assistant.reading.record import Reading
from assistant.rulings import is_case
from assistant.tables import rows
from assistant.values import at_pauses
from assistant.weighing import Weigher
from corpus.sentences import parts
from corpus.spans import Span

_NO_ACTOR = re.compile(r"^(?:并|且|其中|同时|但)|[向将把]")


MAX_SENTENCE_CHARACTERS = 160
LAST_WORD_BONUS = 0.3
DOER_BONUS = 0.2
LEAST_LEAD = 0.3
CASE_COST = 0.4
DEED_BONUS = 1.0
LEAST_RIVALS = 2
DENIAL_BONUS = 0.4

_ASKS_TO_WHOM = re.compile("[向找跟]谁|向哪|找哪|报给?(?:谁|哪)|报到哪|去哪|交给?(?:谁|哪)|哪里(?:申请|投诉|举报|备案|报)")
_TO_WHOM = re.compile(
    r"[向报](?P<actor>[^，,；;。]{3,40}?(?:部门|机构|机关|委员会|政府|单位|法院|中心|负责人))(?=提|申|报|备|投|举|反|审|批|登|办|书|缴|，|。|；|$)"
)
_ALL_OTHERS = re.compile("其他(?:任何)?(?:单位|组织|机构|部门|人员|个人)[^，。；]{0,12}(?:不得|禁止|严禁)")
_ASKS_DOER = re.compile("谁|哪个(?:部门|单位|机构|机关)|哪一?级")
_APPROVED = re.compile(
    "(?:报请?|经|(?<![理自事缘为])由|提请|征得|取得|须得)[^，,；;。]{2,40}?(?:批准|审批|审定|审核|核准|核定|审查|同意|确定|决定|备案|公布)"
    "|向(?!社会)[^，,；;。]{2,40}?(?:申请|备案|提出|投诉|举报)"
)
# What only tells which thing is meant: 市人民政府确定的其他信息.
_OF_A_NOUN = re.compile("[^，；。]{2,20}(?:确定|规定|批准|授权|指定|认定)的")
# Somebody by what they are: 所有人为保护责任人.
_HOLDER = re.compile("[^，；。]{2,40}[为是][^，；。]{0,12}(?:人|单位|主体|部门|机构)")
_BODIES = "部门|机构|机关|委员会|政府|单位|人|法院|中心|医师|药师|护士|医院|企业|组织|[院局厅部处科办]|员"
_BODY = re.compile(_BODIES)
_BY_SOMEBODY = re.compile(f"(?<![理自事缘为])由[^，,；;。]{{0,30}}?(?:{_BODIES})")


def actor_reading(query: Query, evidence: Evidence, weigher: Weigher) -> Reading:
    """The part that tells who does what the question asks about, or to whom it is done where the question asks for that.

    Where two parts name somebody and neither is clearly the one asked for, the whole sentence.
    """
    text = evidence.document_text
    addressed = _TO_WHOM.search(evidence.text) if _ASKS_TO_WHOM.search(query.asked) else None
    if addressed:
        whole = len(evidence.span) <= MAX_SENTENCE_CHARACTERS
        start = 0 if whole else max(evidence.text.rfind("，", 0, addressed.start()), evidence.text.rfind("；", 0, addressed.start())) + 1
        return Reading(evidence, Span(evidence.span.start + start, evidence.span.end), addressed["actor"])
    whole = len(evidence.span) <= MAX_SENTENCE_CHARACTERS
    rows = branches(text, evidence.span)
    told = [row for row in rows if names_doer(row.of(text))]
    if whole and len(told) < LEAST_RIVALS:
        return _named(evidence, evidence.span)
    pieces = rows if len(told) >= LEAST_RIVALS else parts(text, evidence.span)
    standings = {piece: _standing(query, piece.of(text), weigher) for piece in pieces}
    best = max(pieces, key=standings.__getitem__)
    rivals = [piece for piece in told if piece in standings and standings[piece] >= standings[best] - LEAST_LEAD]
    if whole and (len(rivals) > 1 or not names_doer(best.of(text))):
        return _named(evidence, evidence.span)
    return _named(evidence, best if names_doer(best.of(text)) else _with_duty(best, pieces, text))


def _standing(query: Query, words: str, weigher: Weigher) -> float:
    """How much a part says of the deed that is asked about, and of who does it."""
    told = weigher.pairs_in(words) + weigher.terms_in(words) + LAST_WORD_BONUS * (not is_last_word_missing(query, words))
    aside = is_case(words) or names_all_others(words)
    told += DENIAL_BONUS * agreement(query, words)
    return told + DOER_BONUS * (_doer().search(words) is not None) + DEED_BONUS * tells_deed(query.asked, words) - CASE_COST * aside


def _named(evidence: Evidence, span: Span) -> Reading:
    """A stretch that answers, with the doer where only one is named."""
    words = span.of(evidence.document_text)
    match = _doer().search(words) or _subject().search(words)
    alone = match is not None and len(parts(words)) == 1 and not _NO_ACTOR.search(match["actor"])
    return Reading(evidence, span, match["actor"] if match and alone else "")


def asks_doer(query: Query) -> bool:
    """Whether a question asks for somebody who does something, as what is asked first or by the way (要先经谁同意)."""
    return QuestionKind.ACTOR in query.kinds or _ASKS_DOER.search(query.asked) is not None


def names_doer(text: str) -> bool:
    """Whether a text names somebody who does something, or by whom it is approved.

    >>> names_doer("由主管部门负责"), names_doer("报省人民政府批准"), names_doer("负责日常管理工作")
    (True, True, False)
    """
    subject = _subject().search(text)
    told = _doer().search(text) or _BY_SOMEBODY.search(text) or _APPROVED.search(text)
    return told is not None or (subject is not None and _BODY.search(subject["actor"]) is not None)


def tells_holder(text: str) -> bool:
    """Whether a text names somebody who does something, or who holds an office or a duty.

    >>> tells_holder("文物所有人为保护责任人"), tells_holder("负责日常管理工作")
    (True, False)
    """
    words = _OF_A_NOUN.sub("", text)
    return names_doer(words) or _HOLDER.search(words) is not None


def tells_deed(question: str, text: str) -> bool:
    """Whether a text tells the deed that a question asks for the doer of: of 谁批, 报省人民政府批准.

    >>> tells_deed("总体规划最后谁批", "报省人民政府批准。"), tells_deed("总体规划最后谁批", "由主管部门编制，")
    (True, False)
    """
    return any(asked.search(question) and told.search(text) for asked, told in _deeds())


@cache
def _deeds() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What is asked of the doer, and how texts tell it."""
    return tuple((re.compile(asked), re.compile(told)) for asked, told, _ in rows("asked_deeds"))


def name_reading(query: Query, evidence: Evidence, weigher: Weigher) -> Reading:
    """Of names with their offices in a row, the one asked for."""
    text = evidence.document_text
    pieces = [piece for part in parts(text, evidence.span) for piece in at_pauses(text, part)]
    naming = [piece for piece in pieces if names_one(query, piece.of(text))]
    best = max(naming or [evidence.span], key=lambda piece: weigher.pairs_in(piece.of(text)))
    return Reading(evidence, best, "")


def names_all_others(text: str) -> bool:
    """Whether a text only forbids a thing to all others than who does it.

    >>> names_all_others("其他任何单位不得公布疫情"), names_all_others("其他单位应当配合")
    (True, False)
    """
    return _ALL_OTHERS.search(text) is not None and "由" not in text


def _words(place: str) -> str:
    return "|".join(row[0] for row in rows("actor_words") if row[1] == place)


@cache
def _doer() -> re.Pattern[str]:
    """由 somebody, up to what they do."""
    return re.compile(rf"(?<![理自事缘为])由(?P<actor>[^，,；;。]{{2,40}}?)(?:{_words('deed')})")


@cache
def _subject() -> re.Pattern[str]:
    """Somebody at the start of a part, up to the word that binds them."""
    return re.compile(rf"(?:^|(?<=[，,；;。]))(?P<actor>(?![为对在按经因从将])[^，,；;。]{{2,40}}?)(?:{_words('duty')})")


@cache
def _duty() -> re.Pattern[str]:
    return re.compile(f"由|{_words('duty')}")


def _with_duty(best: Span, pieces: Sequence[Span], text: str) -> Span:
    """The part with those before it up to one that binds somebody, else with all up to the next that does."""
    place = pieces.index(best)
    for piece in reversed(pieces[:place]):
        if _duty().search(piece.of(text)):
            return Span(piece.start, best.end)
    after = next((piece for piece in pieces[place + 1 :] if _duty().search(piece.of(text))), pieces[-1])
    return Span(pieces[0].start, after.end)
