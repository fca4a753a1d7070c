"""What a question tells as done, and a rule for the case that it is left undone: 逾期不交还的，…, where one has handed it back."""

import re

from assistant.evidence import Evidence
from assistant.questions import Query, Term

_CASE = re.compile("(?P<case>[^。；：]{4,80}?)的[，,]")
_LEFT = "(?:不|未|没有|拒不|尚未)(?:依法|按时|按期|及时|再|主动)?"
_DONE = "(?:已经?|都已|刚刚?|早就|按时|按期|如期)(?:经|依法|向|去|把|将|由|主动)?[^，。；不没未]{0,4}?"
# Of several cases (未登记或者未报告的) one may be so.
_SEVERAL = re.compile("或者?|、")


def is_of_left_deed(query: Query, evidence: Evidence) -> bool:
    """Whether a sentence is for the case that a deed is left undone which the question says is done."""
    case = _CASE.match(evidence.text)
    if case is None or _SEVERAL.search(case["case"]):
        return False
    return any(_is_left(term, case["case"]) and _is_done(term, query.asked) for term in query.terms if len(term.text) > 1)


def _is_left(term: Term, case: str) -> bool:
    return any(re.search(f"{_LEFT}{re.escape(form)}", case) for form in term.forms)


def _is_done(term: Term, question: str) -> bool:
    """Whether a question says that a deed is done.

    >>> _is_done(Term(("申诉",)), "已经申诉了，罚款还交吗"), _is_done(Term(("申诉",)), "不申诉会怎样")
    (True, False)
    """
    return re.search(f"{_DONE}{re.escape(term.text)}", question) is not None
