"""Reads what a rule excepts in a sentence or an item of its own: 但急诊除外, 前款规定不适用于急诊."""

import re

from assistant.evidence import Evidence, clause_at
from corpus.sentences import sentences
from corpus.spans import Span

# An exception that is further away is not of this rule.
MAX_CHARACTERS = 240

_EXCEPTS = re.compile("除外[。；;]?$|(?:不适用|不受)[^。；]{0,16}(?:前[款项]|上述|前述|本条|限制)|前[款项][^。；]{0,12}不适用")
_LEANS = re.compile("^(?:[（(]?[一二三四五六七八九十\\d]+[）)、.．])?\\s*但|前[款项]|上述|前述|本条")


def exception(evidence: Evidence, read: Span) -> Span | None:
    """The sentence soon behind a rule, in its clause or the next of the same parent, that excepts something from it; `None` without any."""
    text, own = evidence.document_text, clause_at(evidence.policy, read.start)
    end = min(_end_of_family(evidence, own.parent_id, own.span.end), read.end + MAX_CHARACTERS)
    behind = sentences(text, Span(read.end, max(read.end, end)))
    found = (span for span in behind if _EXCEPTS.search(span.of(text).strip()) and _LEANS.search(span.of(text).strip()))
    return next((span for span in found if span.end - read.end <= MAX_CHARACTERS), None)


def _end_of_family(evidence: Evidence, parent_id: str | None, end: int) -> int:
    """Where the clauses end that are parts of the same one."""
    return next((clause.span.end for clause in evidence.policy.clauses if clause.clause_id == parent_id), end)
