"""Answer or not: the probability that the best evidence answers, and the reason where it does not."""

import math
from collections.abc import Mapping, Sequence

from assistant.answers import Reason
from assistant.evidence import Evidence
from assistant.mismatches import contrasts, other_year, silent_aspects, too_short_a_list
from assistant.questions import Query, QuestionKind
from assistant.ranking import Ranked
from assistant.reading.listings import enumeration
from assistant.reading.values import lead_date
from assistant.tables import toml
from assistant.values import asks_name, asks_value, names_one, values_for

NEAR = 0.5

# The recipients and the number of a document are known by their form, and share few words with a question about them.
_TOLD_BY_FORM = {QuestionKind.RECIPIENT, QuestionKind.DOCUMENT_NUMBER}


def confidence(query: Query, ranked: Ranked) -> float:
    """The probability, 0..1, that a sentence answers the question; weights in `[confidence]` of the weights file."""
    weights: Mapping[str, float] = toml("weights")["confidence"]
    features = confidence_features(query, ranked)
    total = weights["bias"] + sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-total))


def confidence_features(query: Query, ranked: Ranked) -> dict[str, float]:
    """What speaks for trusting an answer."""
    evidence = ranked.evidence
    return {
        "terms": ranked.features["terms"],
        "context_terms": ranked.features["context_terms"],
        "pairs": ranked.features["pairs"],
        "context_pairs": ranked.features["context_pairs"],
        "asked_noun": ranked.features["asked_noun"],
        "spoken": min(1.0, 3 * (ranked.features["terms"] + ranked.features["context_terms"])),
        "aspect": float(silent_aspects(query, f"{evidence.clause.heading}\n{evidence.text}")),
        "contrast": float(contrasts(query.asked, f"{evidence.clause.heading}\n{evidence.text}")),
        "other_year": float(other_year(query.asked, evidence)),
        "named": float(query.kind in _TOLD_BY_FORM and (names_one(query, evidence.text) or bool(values_for(query, evidence.text)))),
        "search": evidence.hit.score,
        "furniture": ranked.features["furniture"],
    }


def is_trusted(query: Query, evidence: Evidence, probability: float) -> bool:
    """Whether an answer is given.

    It is probable enough, and says what only can answer: a value, a name, as many things as were asked for.
    """
    if asks_value(query) and not (values_for(query, evidence.text) or lead_date(query, evidence)):
        return False
    if asks_name(query) and not names_one(query, evidence.text):
        return False
    if too_short_a_list(query, enumeration(evidence).of(evidence.document_text)):
        return False
    return probability >= float(toml("weights")["threshold"])


def reason_for(query: Query, ranked: Sequence[Ranked], *, place_covered: bool) -> Reason:
    """Why there is no answer."""
    if not place_covered:
        return Reason.PLACE_NOT_COVERED
    if not ranked:
        return Reason.NOT_IN_CORPUS if query.terms else Reason.OFF_TOPIC
    best = ranked[0].features
    return Reason.DETAIL_NOT_STATED if best["terms"] + best["context_terms"] >= NEAR else Reason.NOT_IN_CORPUS
