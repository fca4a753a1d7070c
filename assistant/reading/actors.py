"""Reads who: the part of a sentence that says who has to do something, or names a person in an office."""

import re
from collections.abc import Sequence
from functools import cache

from assistant.evidence import Evidence
from assistant.mismatches import is_last_word_missing
from assistant.questions import Query
from assistant.reading.record import Reading
from assistant.rulings import is_case
from assistant.tables import rows
from assistant.values import at_pauses, names_one
from assistant.weighing import Weigher
from corpus.sentences import parts
from corpus.spans import Span

_NO_ACTOR = re.compile(r"^(?:并|且|其中|同时|但)|[向将把]")


MAX_SENTENCE_CHARACTERS = 160
LAST_WORD_BONUS = 0.3
DOER_BONUS = 0.2
LEAST_LEAD = 0.1
CASE_COST = 0.4

_ASKS_TO_WHOM = re.compile("[向找跟]谁|向哪|找哪|报给?(?:谁|哪)|报到哪|去哪|交给?(?:谁|哪)|哪里(?:申请|投诉|举报|备案|报)")
_TO_WHOM = re.compile(
    r"[向报](?P<actor>[^，,；;。]{3,40}?(?:部门|机构|机关|委员会|政府|单位|法院|中心|负责人))(?=提|申|报|备|投|举|反|审|批|登|办|书|缴|，|。|；|$)"
)
_ALL_OTHERS = re.compile("其他(?:任何)?(?:单位|组织|机构|部门|人员|个人)[^，。；]{0,12}(?:不得|禁止|严禁)")
_BODY = re.compile("部门|机构|机关|委员会|政府|单位|人|法院|中心|医师|药师|护士|医院|企业|组织|[院局厅部处科办]|员")


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
    pieces = parts(text, evidence.span)

    def standing(piece: Span) -> float:
        words = piece.of(text)
        told = weigher.pairs_in(words) + weigher.terms_in(words) + LAST_WORD_BONUS * (not is_last_word_missing(query, words))
        aside = is_case(words) or names_all_others(words)
        return told + DOER_BONUS * (_doer().search(words) is not None) - CASE_COST * aside

    best = max(pieces, key=standing)
    match = _doer().search(best.of(text)) or _subject().search(best.of(text))
    rivals = [piece for piece in pieces if _doer().search(piece.of(text)) and standing(piece) >= standing(best) - LEAST_LEAD]
    if len(rivals) > 1 and len(evidence.span) <= MAX_SENTENCE_CHARACTERS:
        return Reading(evidence, evidence.span, "")
    if match and not _NO_ACTOR.search(match["actor"]):
        return Reading(evidence, best, match["actor"])
    duty = _with_duty(best, pieces, text)
    told = _doer().search(duty.of(text)) or _subject().search(duty.of(text))
    fallback = evidence.span if len(evidence.span) <= MAX_SENTENCE_CHARACTERS else duty
    return Reading(evidence, duty if told and _BODY.search(told["actor"]) else fallback, "")


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
    return re.compile(rf"由(?P<actor>[^，,；;。]{{2,40}}?)(?:{_words('deed')})")


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
