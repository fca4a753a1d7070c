"""How a question asks for yes or no: in which words, about what, and whether it asks for a deed or for leaving it."""

import re
from dataclasses import dataclass
from functools import cache

from assistant.tables import rows

_NEGATED = re.compile(
    r"不(?!良|同|合理|足|少于|低于|高于|超过|明|是|够|到|满|符合|达标|合格)|没(?!有没|[满到])|无需|免(?![费税票疫职检罚试])|\b(?:not|without)\b|n't",
    re.IGNORECASE,
)
_MODAL = re.compile("可不可以|能不能|可否|能否|是否可以|可以|能够?|允许|必须|应该|应当|需要|要(?!求|件|素|点)|会(?!诊|议|员)|行吗|行不行")
_WAYS_OF_ASKING = re.compile(r"(\w)不\1|可不可以|有没有|是否|能否|没有?[？?]?$|不[？?]?$|行不行|要不要|非要")
_EMPTY = re.compile(r"[吗么呢啊呀吧嘛的了？?！!。\s]+")
_LEAST_CLAUSE = 4


@dataclass(frozen=True, slots=True)
class Form:
    """A way of asking for yes or no, with its words for yes, for no, and for the no of a rule that frees or forbids."""

    cue: re.Pattern[str]
    yes: str
    no: str
    freed: str
    about: str


@cache
def _forms() -> tuple[Form, ...]:
    return tuple(Form(re.compile(cue, re.IGNORECASE), yes, no, freed, about) for cue, yes, no, freed, about, _ in rows("polarity"))


_PLAIN = Form(re.compile(""), "是", "不是", "不是", "duty")


def form_of(question: str) -> Form:
    """The way in which a question asks; what its last clause asks goes before what the others tell.

    >>> form_of("学生违反校规，学校可以开除他吗").yes, form_of("这样算超时吗").about
    ('可以', 'breach')
    """
    last = last_clause(question)
    found = (form for text in (last, question) for form in _forms() if form.cue.search(text))
    return next(found, _PLAIN)


def last_clause(question: str) -> str:
    """What a question asks at its end; a mere 行吗 takes the clause before with it.

    >>> last_clause("病人没缴费，能先不救吗"), last_clause("口头说一下，行吗")
    ('能先不救吗', '口头说一下，行吗')
    """
    clauses = [clause for clause in re.split("[，,；;]", question) if _EMPTY.sub("", clause)] or [question]
    return clauses[-1] if len(_EMPTY.sub("", clauses[-1])) >= _LEAST_CLAUSE else "，".join(clauses[-2:])


def is_denied(question: str) -> bool:
    """Whether a question asks for leaving a deed (可以不陪同吗), its ways of asking (能不能) and what it supposes (没住满…) aside.

    >>> [is_denied(text) for text in ("可以不陪同吗", "不陪同行吗", "能不能陪同", "没住满一个月可以请假吗")]
    [True, True, False, False]
    """
    clause = _WAYS_OF_ASKING.sub("", last_clause(question))
    modal = _MODAL.search(clause)
    behind = clause[modal.end() :] if modal else ""
    asked = behind if _EMPTY.sub("", behind) else clause
    return _NEGATED.search(asked) is not None
