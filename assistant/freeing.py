"""Rules that free from the very deed of which it is asked whether one has to do it: 无需再办理登记, where that is asked (还要登记吗)."""

import re
from collections.abc import Sequence

from assistant.asking import form_of, is_denied, last_clause
from assistant.questions import Query, Term

LEAST_SHARE = 0.5
LEAST_WORDS = 2
_DUTY = re.compile("[要得]|需|必须|用不用|还用")
_FREES = re.compile("(?:无需|无须|不需要?|不必|不再需要|不再|免于|免予|可以?不(?!得|再))(?P<deed>[^，。；]{2,40})")


def frees_from_asked(query: Query, text: str) -> bool:
    """Whether it is asked if a thing has to be done, and a rule on the case asked about frees from that.

    Not where the rule frees from something else, or says before that nothing of what the question is about.

    >>> from assistant.understanding import understand
    >>> query = understand("摊主卖自种花卉，还要办理摆摊许可证吗")
    >>> frees_from_asked(query, "摊主出售自种花卉，无需办理摆摊许可证。"), frees_from_asked(query, "义卖活动无需办理摆摊许可证。")
    (True, False)
    """
    if form_of(query.asked).about != "duty" or is_denied(query.asked):
        return False
    last = last_clause(query.asked)
    duty = _DUTY.search(last)
    telling = [term for term in query.terms if len(term.text) > 1]
    asked = [term for term in telling if duty and term.text in last[duty.end() :]]
    case = [term for term in telling if term not in asked]
    return bool(asked) and any(
        _is_said(asked, match["deed"]) and sum(term.found_in(text[: match.start()]) for term in case) >= min(LEAST_WORDS, len(case))
        for match in _FREES.finditer(text)
    )


def _is_said(asked: Sequence[Term], deed: str) -> bool:
    """Whether what a rule frees from is what is asked about: half of its words, and not one alone of several."""
    count = sum(term.found_in(deed) for term in asked)
    return count >= max(min(LEAST_WORDS, len(asked)), LEAST_SHARE * len(asked))
