"""Answer or not: the probability that the best evidence answers, and the reason where it does not."""

import math
from collections.abc import Mapping, Sequence

from assistant.answers import Reason
from assistant.evidence import Evidence
from assistant.mismatches import silent_aspects, too_short_a_list
from assistant.questions import Query, QuestionKind
from assistant.ranking import Ranked
from assistant.reading.listings import enumeration
from assistant.reading.values import lead_date
from assistant.tables import toml
from assistant.values import asks_name, asks_value, names_one, tells_effect, values_for
from assistant.weighing import Weigher

NEAR = 0.5
MOST_GAP = 3.0
FEW_TERMS = 2

_KEPT = (
    "terms", "near_terms", "context_terms", "pairs", "near_pairs", "context_pairs", "part_pairs", "asked_noun", "last_word", "told",
    "penalty", "penalty_unasked", "offence", "lead_in", "contrast", "other_year", "search", "dense", "sparse", "furniture", "rule",
    "length",
)  # fmt: skip

# The recipients and the number of a document are known by their form, and share few words with a question about them.
_TOLD_BY_FORM = {QuestionKind.RECIPIENT, QuestionKind.DOCUMENT_NUMBER}


def confidence(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> float:
    """The probability, 0..1, that the first of the ranked answers the question; weights in `[confidence]` of the weights file."""
    weights: Mapping[str, float] = toml("weights")["confidence"]
    features = confidence_features(query, ranked, weigher)
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-total))


def confidence_features(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> dict[str, float]:
    """What speaks for trusting the first of the ranked: its features, those of the question, and how far the next is behind."""
    best, evidence = ranked[0], ranked[0].evidence
    features = best.features
    text = f"{evidence.clause.heading}\n{evidence.whole_text}"
    spoken = features["terms"] + features["near_terms"] + features["context_terms"]
    rival = next((item for item in ranked[1:] if item.evidence.clause.span.start != evidence.clause.span.start), None)
    return {
        **{name: features[name] for name in _KEPT},
        "spoken": min(1.0, 3 * spoken),
        "absent": weigher.absent,
        "deed_absent": float(features["last_word"] < 0 and spoken < NEAR),
        "aspect": float(silent_aspects(query, text)),
        "named": float(query.kind in _TOLD_BY_FORM and (names_one(query, evidence.text) or bool(values_for(query, evidence.text)))),
        "gap": min(best.score - rival.score, MOST_GAP) if rival else MOST_GAP,
        "few_terms": float(len(query.terms) <= FEW_TERMS),
        "titled": float(bool(query.titles)),
        "valued": float(asks_value(query)),
    }


def is_trusted(query: Query, evidence: Evidence, probability: float) -> bool:
    """Whether an answer is given.

    It is probable enough, and says what only can answer: a value, a name, as many things as were asked for.
    """
    if asks_value(query) and not (
        values_for(query, evidence.whole_text) or lead_date(query, evidence) or tells_effect(query, evidence.text)
    ):
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
