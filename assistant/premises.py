"""What a question takes for granted and the text does not bear out: a clause that is not there, a rank, a permission, a value."""

import re

from assistant.evidence import Evidence
from assistant.questions import Query, QuestionKind
from assistant.tables import any_word
from assistant.values import amounts
from assistant.weighing import Weigher
from corpus.quantities import arabic
from corpus.sentences import parts

LEAST_COVERAGE = 0.4

_TAKEN_FOR_ALLOWED = re.compile(
    r"(?:为什么|为啥|凭什么).{0,12}(?:可以|能|允许)|(?:可以|允许|能).{2,20}[，,].{0,8}(?:流程|怎么|如何|哪一年|什么时候)"
)
_TAKEN_FOR_FREE = re.compile(r"(?:为什么|为啥|凭什么).{0,12}(?:不用|不需要|无需|不必|可以不)")
_RULE_OF_VALUE = re.compile(r"的(?:规定|要求|依据|标准|时限|说法)")
_BOUND = re.compile("应当|必须|应|须|要|进行.{1,10}的制度|的制度$|负责|均需|实行")
_FREED = re.compile("无需|不需|不必|免予|免于|除外|可以不")
_RANK = re.compile("([一二三四五六七八九十])级(?!医|及|以|综合|公立|甲|专科)")
_SECOND_RANK = 2


def takes_for_granted(query: Query, evidence: Evidence, weigher: Weigher) -> str:
    """What a question takes for granted that the sentence denies, in the words of the sentence; empty where it denies nothing.

    1. A clause of a number that the sentence's document does not have.
    2. A rank (五级响应) beside those that the text counts.
    3. That something is allowed, or need not be done, which the rule forbids or demands.
    4. A value that is not the rule's.
    """
    if is_other_clause(query, evidence):
        return evidence.policy.clauses[-1].label
    if weigher.terms_in(evidence.whole_text) < LEAST_COVERAGE or QuestionKind.YES_NO in query.kinds:
        return ""
    denied = _is_other_rank(query, evidence) or _is_denied(query, evidence, weigher) or _is_other_value(query, evidence)
    return evidence.text if denied else ""


def is_other_clause(query: Query, evidence: Evidence) -> bool:
    """Whether a question names a clause, and the sentence stands in another."""
    return bool(query.clause_label) and not arabic(evidence.clause.label).startswith(arabic(query.clause_label))


def _is_other_rank(query: Query, evidence: Evidence) -> bool:
    asked = set(_RANK.findall(query.asked))
    said = set(_RANK.findall(f"{evidence.before}{evidence.text}"))
    return bool(asked) and len(said) >= _SECOND_RANK and not asked & said


def _is_denied(query: Query, evidence: Evidence, weigher: Weigher) -> bool:
    rule = max((part.of(evidence.text) for part in parts(evidence.text)), key=weigher.pairs_in, default="")
    forbids = any_word("negations").search(rule) is not None
    allowed = _TAKEN_FOR_ALLOWED.search(query.asked) and forbids
    return bool(allowed or (_TAKEN_FOR_FREE.search(query.asked) and _BOUND.search(rule) and not forbids and not _FREED.search(rule)))


def _is_other_value(query: Query, evidence: Evidence) -> bool:
    asked = amounts(query.asked) if _RULE_OF_VALUE.search(query.asked) else []
    said = {(value.unit, value.number) for value in amounts(evidence.text)}
    units = {unit for unit, _ in said}
    return any(value.unit in units and (value.unit, value.number) not in said for value in asked)
