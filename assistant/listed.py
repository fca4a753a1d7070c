"""Sentences that tell several values, each for another case: which of them is asked for shows only in the words of the question."""

from assistant.evidence import Evidence
from assistant.meanings import likeness, register
from assistant.offences import asks_penalty
from assistant.questions import Query, Term
from assistant.silences import concrete_terms, shares_characters
from assistant.values import asks_value, values_for
from corpus.sentences import parts

# A word that rules hardly use is none by which they tell cases apart; and one that is nearly said is said.
WORD_OF_RULES = 0.3
NEARLY_SAID = 0.6


def tells_several(query: Query, text: str) -> bool:
    """Whether a value is asked for, other than a penalty, and a sentence tells values in more than one of its parts.

    >>> from assistant.understanding import understand
    >>> asked = understand("门诊病历保存多久")
    >>> tells_several(asked, "门诊病历保存十五年，住院病历保存三十年"), tells_several(asked, "门诊病历保存十五年")
    (True, False)
    """
    if not asks_value(query) or asks_penalty(query.asked):
        return False
    return sum(bool(values_for(query, part.of(text))) for part in parts(text)) > 1


def unnamed(query: Query, evidence: Evidence) -> tuple[str, ...]:
    """The words of a question that rules could use for a case, and that neither the sentence nor anything above it says or nearly says."""
    text = evidence.whole_text
    above = f"{evidence.header.title}\n{evidence.context}\n{evidence.previous_text}\n{text}"
    return tuple(term.text for term in concrete_terms(query) if not _is_said(term, text, above))


def _is_said(term: Term, text: str, above: str) -> bool:
    if term.found_in(above) or shares_characters(term.text, text) or register(term.forms) < WORD_OF_RULES:
        return True
    return likeness(term.text, text) >= NEARLY_SAID
