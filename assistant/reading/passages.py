"""Cuts a long sentence down to what a question is about."""

from assistant.evidence import Evidence
from assistant.questions import Query, QuestionKind
from assistant.reading.branches import rules
from assistant.weighing import Weigher
from corpus.sentences import parts
from corpus.spans import Span

MAX_PLAIN_CHARACTERS = 90
MAX_RULE_CHARACTERS = 160
LEAST_SHARE = 0.3


def passage(query: Query, evidence: Evidence, weigher: Weigher) -> Span:
    """The sentence, or of a long one the run of parts around the one that the question is most about, with the one behind it.

    It goes on to the first part that says what holds.
    """
    most = MAX_RULE_CHARACTERS if QuestionKind.YES_NO in query.kinds else MAX_PLAIN_CHARACTERS
    if len(evidence.span) <= most:
        return evidence.span
    text = evidence.document_text
    pieces = parts(text, evidence.span)
    shares = [weigher.pairs_in(piece.of(text)) for piece in pieces]
    first = last = max(range(len(pieces)), key=shares.__getitem__)
    least = LEAST_SHARE * shares[first]
    while first > 0 and shares[first - 1] >= least:
        first -= 1
    while last + 1 < len(pieces) and shares[last + 1] >= least:
        last += 1
    last = min(last + 1, len(pieces) - 1)
    while last + 1 < len(pieces) and not rules(Span(pieces[first].start, pieces[last].end).of(text)):
        last += 1
    return Span(pieces[first].start, pieces[last].end)
