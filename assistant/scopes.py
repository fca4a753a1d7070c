"""Whom and what a text applies to: asked in many words (适用吗, 归不归它管, 也要执行吗), answered from the clause on its scope."""

import re
from collections.abc import Sequence

from assistant.composing.extractive import Draft, plain
from assistant.evidence import Evidence
from assistant.obligations.actors import classes_of, names_in, with_wider
from assistant.offices import is_salutation
from assistant.questions import Query
from assistant.ranking import Ranked
from assistant.reading.record import Reading
from corpus.places import short_name, speaks_for

FORMULA = "本办法适用于，适用本法，应当遵守本条例，不适用"
LEAST_FOUND = 0.5

_ASKS = re.compile(
    r"适用(?!于什么|的?范围|于哪|范围|哪)[^，。]{0,16}[吗么不？?]|适不适用|管不管|归不归.{0,20}管"
    r"|(?:也|都)要?(?:执行|遵守)(?:本|这|该|它|吗|么)"
)
_CLAUSE = re.compile(r"适用于|适用本|不适用|[，,](?:应当|必须)?遵守本(?:法|条例|办法|规定|规范)|(?:从事|开展)[^。；]{2,60}(?:遵守|适用)")
_OWN_RULE = re.compile(r"(?:地方|本地|当地|本市|本省|自己)(?:的|性)?(?:规定|法规|规章|标准|办法|政策|条例|文件|要求)")
_EXCEPT = re.compile(r"不适用|除外|另有规定|依照其|不属于")
_ALL = re.compile("任何|所有|各级各类|各类|全部|一切")
_NOT_SUBJECT = re.compile("适用|适不适用|执行|遵守|办法|条例|规定|方案|通知|规范|方案|行动|年|也|都|我们|管")


def asks_scope(question: str) -> bool:
    """Whether a question asks if a text applies to somebody or something.

    >>> asks_scope("本办法适用于诊所吗"), asks_scope("民营医院也要执行吗"), asks_scope("本办法适用于哪些机构")
    (True, True, False)
    """
    return _ASKS.search(question) is not None


def asks_own_rule(question: str) -> bool:
    """Whether a question that names a place asks for a rule of that place itself, not for one that binds there from above.

    >>> asks_own_rule("北京市有什么地方规定"), asks_own_rule("北京市怎么规定")
    (True, False)
    """
    return _OWN_RULE.search(question) is not None


def asks_scope_alone(question: str) -> bool:
    """Whether a question asks so in the very words of scope clauses: then no other clause answers it."""
    return asks_scope(question) and "适用" in question


def is_scope_clause(text: str) -> bool:
    """Whether a sentence says to whom or what its text applies."""
    return _CLAUSE.search(text) is not None


def scope_draft(query: Query, ranked: Sequence[Ranked]) -> Draft | None:
    """Yes or no from the clause on the scope of the text that is asked about; none where there is no such clause, or it is silent.

    A text of one place does not apply in another that it does not speak for: said with the line that says whom it is addressed to.
    """
    if not ranked:
        return None
    home = next((item.evidence for item in ranked if _is_elsewhere(query, item.evidence)), None)
    about = home or ranked[0].evidence
    own = [item.evidence for item in ranked if item.evidence.policy is about.policy]
    if home:
        addressed = [evidence for evidence in own if is_salutation(evidence.text)]
        scopes = [evidence for evidence in own if is_scope_clause(evidence.text)]
        return _draft([*addressed, *scopes, home][0], applies=False)
    for evidence in (evidence for evidence in own if is_scope_clause(evidence.whole_text)):
        applies = _applies(query, evidence.whole_text)
        if applies is not None:
            return _draft(evidence, applies=applies)
    return None


def _draft(evidence: Evidence, *, applies: bool) -> Draft:
    word = "适用" if applies else "不适用"
    statement = plain(evidence.text)
    return Draft(f"{word}，{statement}", word, statement, (Reading(evidence, evidence.span, ""),))


def _is_elsewhere(query: Query, evidence: Evidence) -> bool:
    """Whether a text is of a place that the question names, and the question names another for which it does not speak."""
    own = short_name(evidence.header.place)
    return own in query.places and any(not speaks_for(evidence.header, place) for place in query.places)


def _applies(query: Query, text: str) -> bool | None:
    """Whether what the question names is within the scope, `None` where the clause does not tell."""
    subject = [term for term in query.terms if not _NOT_SUBJECT.search(term.text)]
    found = [term for term in subject if term.found_in(text)]
    asked = {wider for name in names_in(query.asked) for each in classes_of(name) for wider in with_wider(each, as_part=False)}
    covering = asked & {each for name in names_in(text) for each in classes_of(name)}
    if not (covering and _ALL.search(text)) and len(found) < max(1, LEAST_FOUND * len(subject)):
        return None
    excepted = [part for part in re.split("[。；;]|，但", text) if _EXCEPT.search(part)]
    return not any(term.found_in(part) for term in found for part in excepted)
