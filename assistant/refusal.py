"""Answer or not: the probability that the best evidence answers, and the reason where it does not."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.answers import Reason
from assistant.bodies import is_of_another_body
from assistant.cross_encoder import judged
from assistant.definitions import defines_another
from assistant.evidence import Evidence
from assistant.expecting import Models, word_features
from assistant.features import nearness_features
from assistant.mismatches import asked_number, is_about_another, silent_aspects, too_short_a_list
from assistant.naming import leaves_unnamed
from assistant.offices import asks_name, names_one
from assistant.owners import is_of_another_measure
from assistant.premises import takes_for_granted
from assistant.questions import Query, QuestionKind
from assistant.ranking import Ranked
from assistant.reading.listings import enumeration, tells_so_many
from assistant.reading.unfolding import is_formula
from assistant.reading.values import lead_date
from assistant.siblings import names_sibling
from assistant.silences import is_silent, unsaid
from assistant.tables import toml
from assistant.tiers import is_of_denied_tier
from assistant.values import asks_value, tells_effect, values_for
from assistant.weighing import Weigher
from assistant.years import is_out_of_period, names_other_year
from corpus.legibility import is_illegible

NEAR = 0.5
# How far the next is behind says more among few documents than among many: beyond this it says nothing.
MOST_GAP = 1.0
DENIED = 0.02
UNDECIDED = 0.1
LEAST_SPOKEN = 0.12
FEW_TERMS = 2
# With so many behind the first a match is compared.
COMPARED = 5
# What is as improbable as the one or as probable as the other (a quarter, three fifths) is told without reading the sentence together
# with the question; it is compared with so many behind it.
LEAST_DOUBTED, MOST_DOUBTED = -1.2, 0.5
READ_BEHIND = 2

Judge = Callable[[str, Evidence], float]

_KEPT = (
    "terms", "near_terms", "context_terms", "pairs", "near_pairs", "context_pairs", "part_pairs", "asked_noun", "last_word", "told",
    "penalty", "penalty_unasked", "offence", "lead_in", "contrast", "other_year", "search", "dense", "sparse", "furniture", "rule",
    "length", "match",
)  # fmt: skip

# Questions of one kind are easier to answer than those of another, whatever else speaks for the sentence.
ASKED = (
    QuestionKind.DEADLINE, QuestionKind.FREQUENCY, QuestionKind.THRESHOLD, QuestionKind.COUNT, QuestionKind.ACTOR, QuestionKind.YES_NO,
    QuestionKind.LIST, QuestionKind.PROCEDURE, QuestionKind.DEFINITION,
)  # fmt: skip

# The recipients and the number of a document are known by their form, and share few words with a question about them.
_TOLD_BY_FORM = {QuestionKind.RECIPIENT, QuestionKind.DOCUMENT_NUMBER}

# What is told of another rank, year or kind, as another measure, or of another body or place than the one that is asked about.
_BELONGS_TO_ANOTHER = (names_sibling, is_of_another_measure, is_of_another_body, is_of_denied_tier)


def confidence(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> float:
    """The probability, 0..1, that the first of the ranked answers the question.

    Its weights are those of `[confidence]` in the weights file; where they leave a doubt, those of `[reading]` for what reading the first
    together with the question adds to them.
    """
    if takes_for_granted(query, ranked[0].evidence, weigher):
        return DENIED
    weights: Mapping[str, Any] = toml("weights")
    odds = log_odds(confidence_features(query, ranked, weigher, weights["said"]), weights["confidence"])
    # Of two sides that are compared one sentence mostly tells but one.
    if LEAST_DOUBTED < odds < MOST_DOUBTED and QuestionKind.COMPARE not in query.kinds:
        odds = log_odds(reading_features(query, ranked, odds), weights["reading"])
    return 1 / (1 + math.exp(-odds))


def log_odds(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """What a logistic regression says of some features."""
    return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items())


def reading_features(query: Query, ranked: Sequence[Ranked], odds: float, judge: Judge = judged) -> dict[str, float]:
    """What reading adds to the log-odds that the first of the ranked answers: what it says of that, and how much less of those behind."""
    best, *others = (judge(query.in_chinese, item.evidence) for item in ranked[: 1 + READ_BEHIND])
    return {"odds": odds, "judged": best, "judged_lead": max(0.0, best - max(others, default=best))}


def confidence_features(query: Query, ranked: Sequence[Ranked], weigher: Weigher, said: Models) -> dict[str, float]:
    """What speaks for trusting the first of the ranked: its features, those of the question, and how far the next is behind.

    `said` are the models of `assistant.expecting`.
    """
    best, evidence = ranked[0], ranked[0].evidence
    features = best.features
    text = f"{evidence.clause.heading}\n{evidence.whole_text}"
    spoken = features["terms"] + features["near_terms"] + features["context_terms"]
    rival = next((item for item in ranked[1:] if _rivals(query, item.evidence, evidence)), None)
    return {
        **{name: features[name] for name in _KEPT},
        **nearness_features(query, evidence, weigher),
        **word_features(evidence, weigher, said),
        **{f"asks_{kind}": float(kind in query.kinds) for kind in ASKED},
        "spoken": min(1.0, 3 * spoken),
        "absent": weigher.absent,
        "deed_absent": float(features["last_word"] < 0 and spoken < NEAR),
        "aspect": float(silent_aspects(query, text)),
        "named": float(_is_told_by_form(query, evidence)),
        "gap": min(max(best.score - rival.score, 0.0), MOST_GAP) if rival else MOST_GAP,
        "match_lead": match_lead(ranked),
        "few_terms": float(len(query.terms) <= FEW_TERMS),
        "titled": float(bool(query.titles)),
        "valued": float(asks_value(query)),
        "unsaid": float(bool(unsaid(query, evidence))),
    }


def match_lead(ranked: Sequence[Ranked]) -> float:
    """How far the words of the first sentence match better than those of any of the few behind it, 0 where they do not.

    >>> from types import SimpleNamespace
    >>> match_lead([SimpleNamespace(features={"match": match}) for match in (3.0, 1.0, -2.0)])
    2.0
    """
    best, *others = (item.features["match"] for item in ranked[: 1 + COMPARED])
    return max(0.0, best - max(others, default=0.0))


def _rivals(query: Query, other: Evidence, best: Evidence) -> bool:
    """Whether a sentence of another clause makes the best one doubtful: not one that nobody issued, nor one that tells the same."""
    if other.clause.span.start == best.clause.span.start or (best.header.is_official and not other.header.is_official):
        return False
    told, others = ({value.key for value in values_for(query, each.whole_text)} for each in (best, other))
    return other.text != best.text and (not told or told != others)


def _is_told_by_form(query: Query, evidence: Evidence) -> bool:
    """Whether what is asked for is known by its form alone, and told: recipients, a document number, the date of effect."""
    if tells_effect(query, evidence.text):
        return True
    return query.kind in _TOLD_BY_FORM and (names_one(query, evidence.text) or bool(values_for(query, evidence.text)))


def can_answer(query: Query, evidence: Evidence) -> bool:
    """Whether a sentence says what only can answer: a value, a name, as many things as were asked for."""
    text = evidence.whole_text
    if asks_value(query) and not (values_for(query, text) or lead_date(query, evidence) or tells_effect(query, text)):
        return False
    if defines_another(query, text) or (asks_name(query) and not names_one(query, evidence.text)):
        return False
    if is_illegible(evidence.text) or names_another_list(query, evidence.text) or is_silent(query, evidence) or is_formula(query, evidence):
        return False
    if names_other_year(query.asked, evidence) or is_out_of_period(query, evidence) or is_about_another(query.asked, evidence):
        return False
    if leaves_unnamed(query.asked, evidence) or any(belongs(query, evidence) for belongs in _BELONGS_TO_ANOTHER):
        return False
    return not too_short_a_list(query, enumeration(evidence).of(evidence.document_text)) or tells_so_many(
        evidence, asked_number(query.asked)
    )


def is_trusted(probability: float, *, undecided: bool = False) -> bool:
    """Whether an answer of this probability is given; one that leaves `undecided` what was asked has to be surer."""
    return probability >= float(toml("weights")["threshold"]) + UNDECIDED * undecided


def reason_for(query: Query, ranked: Sequence[Ranked], weigher: Weigher, *, place_covered: bool) -> Reason:
    """Why there is no answer."""
    if not place_covered:
        return Reason.PLACE_NOT_COVERED
    if not ranked:
        return Reason.NOT_IN_CORPUS if query.terms else Reason.OFF_TOPIC
    best, evidence = ranked[0].features, ranked[0].evidence
    spoken = best["terms"] + best["near_terms"] + best["context_terms"]
    if takes_for_granted(query, evidence, weigher):
        return Reason.FALSE_PREMISE
    if spoken >= NEAR and is_illegible(evidence.text):
        return Reason.UNREADABLE_SOURCE
    if spoken >= NEAR:
        return Reason.DETAIL_NOT_STATED
    return Reason.OFF_TOPIC if spoken < LEAST_SPOKEN and not query.titles else Reason.NOT_IN_CORPUS


def names_another_list(query: Query, text: str) -> bool:
    """Whether a text only says where the list is that a question asks for: in an annex, or in a catalogue that somebody draws up.

    >>> from assistant.understanding import understand
    >>> names_another_list(understand("品种目录里列了哪些药"), "品种目录由药品监督管理部门制定。")
    True
    """
    if QuestionKind.ACTOR in query.kinds:
        return False
    if _ASKS_LIST.search(query.asked) and (_LEFT_TO_OTHERS.search(text.strip()) or _only_mentions(query.asked, text)):
        return True
    asked = _LIST_ELSEWHERE.search(query.asked)
    if asked is None:
        return False
    drawn_up, pointed_to = f"{asked[0]}[^。；]{{0,30}}(?:由|另行|附后|见)", f"(?:见|详见|按照?|依照|^){asked[0]}(?:[：:]|[^，。]{{0,40}}$)"
    return re.search(f"{drawn_up}|{pointed_to}", text.strip()) is not None


def _only_mentions(question: str, text: str) -> bool:
    """Whether a text names the thing whose parts are asked for as one that something is done with, and lists nothing of it."""
    asked = _LISTED_THING.search(question)
    if asked is None:
        return False
    thing = re.escape(asked[1])
    used = re.search(rf"(?:制[定订]|调[整出]|列入|纳入|依据|根据|通过|参照|对)[^，。；：]{{0,20}}{thing}", text)
    return used is not None and re.search(rf"{thing}[”》]?，?既?(?:包括|包含|分为|分|为|是|有|[：（(])", text) is None


_LISTED_THING = re.compile(r"([\u4e00-\u9fff]{4})(?:里|中)?(?:一共|总共|都|具体|主要)*(?:有哪些|是哪些|列了?哪|包括哪|指哪)")
_ASKS_LIST = re.compile(
    r"有哪些|是哪些|哪(?:几|些|[两二三四五六七八九十\d]+)(?:个|种|类|项|条|样)|(?:列|包括|包含|都有|分别是|指)了?(?:哪|什么|啥)|具体(?:是|指)(?:什么|哪)"
)
_LEFT_TO_OTHERS = re.compile(
    r"(?:由|授权)[^，。；：]{2,50}(?:另行)?(?:制[定订]|规定|公布|发布|确定|调整)(?:并[^，。；：]{2,6})?[。；]?$|另行(?:制[定订]|规定|公布|通知)[。；]?$|[并且，](?:制[定订]|编制|发布|公布)[^，。；：、]{2,20}[。；]?$"
)
_LIST_ELSEWHERE = re.compile("目录|附件|附表|附录|清单|名录")
