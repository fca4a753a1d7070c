"""What a question asks, apart from the circumstance in which it asks it: after a fire, who takes the photographs.

A sentence on the same circumstance shares its words, and may say nothing of what is asked.
"""

import re
from functools import lru_cache

from assistant.asking import last_clause
from assistant.evidence import Evidence
from assistant.meanings import likeness
from assistant.questions import Query, Term
from corpus.places import places_in

# 发生火灾后，…; 住院期间，…; 遇到停电时，….
_CIRCUMSTANCE = re.compile(
    "^(?P<told>[^，,。；？?]{2,30}(?:之?后|以后|时|的时候|期间|过程中|的?情况下|的情形下|的话))[，,](?P<asked>.{4,})$"
)
_LEAST_ASKED = 3
# From here on a word of a text stands for the one asked.
LIKE = 0.6
# Of many words asked one may be said by chance.
MOST_SAID = 0.25


def shares_only_circumstance(query: Query, evidence: Evidence) -> bool:
    """Whether a sentence, with all above it, says of a question only the circumstance, and nothing of what is asked about it.

    Nothing is known where the question asks with few words of its own (发生火灾后，谁来处理).
    """
    asked = asked_apart(query)
    if len(asked) < _LEAST_ASKED:
        return False
    text = f"{evidence.header.title}\n{evidence.context}\n{evidence.clause.heading}{evidence.previous_text}{evidence.whole_text}"
    said = [term for term in asked if term.found_in(text) or likeness(term.text, text) >= LIKE]
    last = last_clause(query.asked)
    at_end = [term for term in asked if term.text in last]
    return len(said) <= MOST_SAID * len(asked) or (len(at_end) >= _LEAST_ASKED and not any(term in said for term in at_end))


@lru_cache(maxsize=256)
def asked_apart(query: Query) -> tuple[Term, ...]:
    """The words of what is asked behind the circumstance that a question tells first; none where it tells none.

    >>> from assistant.understanding import understand
    >>> [term.text for term in asked_apart(understand("发生火灾后，监控录像由谁封存"))]
    ['监控', '录像', '监控录像', '封存']
    """
    match = _CIRCUMSTANCE.match(query.asked)
    if match is None:
        return ()
    terms = (
        term
        for term in query.terms
        if len(term.text) > 1 and term.weight >= 1 and term.text in match["asked"] and term.text not in match["told"]
    )
    return tuple(term for term in terms if not places_in(term.text))
