"""What a text keeps out of a thing that it rules on (前款所称车辆不包括自行车): where that is asked about, this decides, not the rule."""

import re

from assistant.asking import form_of, is_denied, last_clause
from assistant.questions import Query, QuestionKind

_KEEPS_OUT = re.compile("(?P<thing>[^，。；：]{2,30}?)[，,]?[均都也并]?(?:不包括|不包含|不含|不涵盖)(?P<out>[^。；]{2,60})")
_ABOUT = {"duty", "member"}


def excludes_asked(query: Query, text: str) -> bool:
    """Whether yes or no is asked of something that a text keeps out of another thing which the question names as well.

    >>> from assistant.understanding import understand
    >>> query = understand("车辆要登记，自行车也要登记吗")
    >>> excludes_asked(query, "前款所称车辆，不包括自行车。"), excludes_asked(query, "车辆不包括拖拉机。")
    (True, False)
    """
    if QuestionKind.YES_NO not in query.kinds:
        return False
    last = last_clause(query.asked)
    named = [term for term in query.terms if len(term.text) > 1 and term.weight >= 1]
    about = [term for term in named if term.text in last]
    for kept in _KEEPS_OUT.finditer(text):
        out, thing = kept["out"], kept["thing"]
        if any(term.text in out and term.text not in thing for term in about) and any(term.found_in(thing) for term in named):
            return True
    return False


def says_kept_out(query: Query, text: str) -> bool | None:
    """False where a duty or a place in a list is asked of what a text keeps out; `None` where nothing follows from that."""
    decides = form_of(query.asked).about in _ABOUT and not is_denied(query.asked) and excludes_asked(query, text)
    return False if decides else None
