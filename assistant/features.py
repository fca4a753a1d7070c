"""What can be said for or against a sentence as the answer to a question: numbers that a person can check."""

import math
import re
from functools import lru_cache

from assistant.asked_units import asked_units, has_unit
from assistant.definitions import defines, enumerates
from assistant.evidence import Evidence
from assistant.meanings import register
from assistant.mismatches import contrasts, is_asked_noun_missing, is_last_word_missing
from assistant.nearness import nearness
from assistant.offences import asks_penalty, is_penalty, leans, offence
from assistant.offices import names_one
from assistant.questions import Query, QuestionKind
from assistant.values import asks_value, counts_kinds, tells_effect, values_for
from assistant.weighing import HIGHEST, Weigher
from assistant.years import other_year
from corpus.places import short_name
from corpus.sentences import REMEMBERED_SENTENCES, parts

_DUTY = re.compile(r"应当|应|必须|不得|须|要|可以|严禁|禁止|负责|由")
_LEAD_IN = re.compile(r"下列|如下|[：:]$")
_COMMON_LENGTH = 40
_LISTING = {QuestionKind.LIST, QuestionKind.PROCEDURE}


def features_of(query: Query, evidence: Evidence, weigher: Weigher) -> dict[str, float]:
    """What can be said for or against a sentence; the names are those of `[ranking]` in the weights file."""
    text = evidence.text
    return {
        **_shared(evidence, weigher),
        **_wanted(query, evidence),
        **_of_penalty(query, evidence, weigher),
        "asked_noun": -float(is_asked_noun_missing(query, f"{evidence.clause.heading}{text}")),
        "last_word": -float(is_last_word_missing(query, f"{evidence.clause.heading}{evidence.whole_text}")),
        "duty": float(bool(_DUTY.search(evidence.whole_text))),
        "search": evidence.hit.score,
        "dense": evidence.hit.dense,
        "sparse": evidence.hit.sparse,
        "heading": float(evidence.is_heading),
        "contrast": float(contrasts(query.asked, evidence.whole_text)),
        "other_year": float(other_year(query.asked, evidence)),
        "local": float(bool(evidence.header.place) and short_name(evidence.header.place) in map(short_name, query.places)),
        "length": math.log(max(len(text), _COMMON_LENGTH) / _COMMON_LENGTH),
    }


def nearness_features(query: Query, evidence: Evidence, weigher: Weigher) -> dict[str, float]:
    """How much of the rest is said in other words (`close`), and how much that rules have a word for is said in none (`unmet`)."""
    near, total = nearness(query.terms, query.content, evidence), weigher.all_terms or 1.0
    found, worst = {"sense": near.sense, "near_sense": near.near_sense}, 0.0
    closest = dict(zip(map(id, query.terms), zip(near.own, near.near, near.around, strict=True), strict=True))
    for reach, (name, held) in enumerate(zip(("", "near_", "context_"), held_by(evidence, weigher)[:3], strict=True)):
        kept = {id(term) for term, _ in held.terms}
        rest = [(weight, register(term.forms), closest[id(term)][reach]) for term, weight in weigher.terms if id(term) not in kept]
        unmet = [weight * rules * (1.0 - close) for weight, rules, close in rest]
        found[f"{name}close"] = sum([weight * close for weight, _, close in rest]) / total
        found[f"{name}unmet"] = sum(unmet) / total
        worst = max(unmet, default=0.0)
    return {**found, "worst_unmet": worst / HIGHEST}


def _shared(evidence: Evidence, weigher: Weigher) -> dict[str, float]:
    """How much of the question the sentence holds: alone (a worse case with its deed), with the words next to it, and with all above it."""
    held_own, held_near, held, held_here = held_by(evidence, weigher)
    terms, pairs = held_own.share_of_terms, held_own.share_of_pairs
    near_terms, near_pairs = held_near.share_of_terms, held_near.share_of_pairs
    return {
        "terms": terms,
        "near_terms": near_terms - terms,
        "context_terms": held.share_of_terms - near_terms,
        "pairs": pairs,
        "near_pairs": near_pairs - pairs,
        "context_pairs": held.share_of_pairs - near_pairs,
        "part_pairs": max([held_here.pairs_in(part) for part in _parts(evidence.text)], default=0.0) if held_here.pairs else 0.0,
        "furniture": float(evidence.hit.chunk.furniture) * (1.0 - terms),
    }


def held_by(evidence: Evidence, weigher: Weigher) -> tuple[Weigher, Weigher, Weigher, Weigher]:
    """What is held by the sentence (a worse case with its deed), with the words next to it, with all above it; and by its words alone."""
    near = f"{evidence.previous_text}{evidence.whole_text}"
    # Each stretch lies within the next wider one: what that does not hold is not looked for again.
    held = weigher.within(f"{evidence.header.title}\n{evidence.context}\n{evidence.before}\n{near}")
    held_near = held.within(near)
    held_here = held_near.within(evidence.text)
    held_own = weigher.within(f"{evidence.previous_text}{evidence.text}") if leans(evidence.text) else held_here
    return held_own, held_near, held, held_here


def _wanted(query: Query, evidence: Evidence) -> dict[str, float]:
    """Whether the sentence says what only can answer: a value, its unit, a name, a definition, a list."""
    text = evidence.whole_text
    values = values_for(query, text)
    units = asked_units(query)
    told = names_one(query, text) or tells_effect(query, text) or counts_kinds(query, text) or enumerates(query, text)
    return {
        "value": float(bool(values)) if asks_value(query) else 0.0,
        "unit": float(any(has_unit(value, units) for value in values)),
        "told": max(float(told), defines(query, text)),
        "lead_in": float(query.kind in _LISTING and bool(_LEAD_IN.search(evidence.text.strip()))),
        "rule": float(QuestionKind.YES_NO in query.kinds and bool(_DUTY.search(text))),
    }


def _of_penalty(query: Query, evidence: Evidence, weigher: Weigher) -> dict[str, float]:
    """Whether a penalty is asked for and told, and how much of the question is in the deed that it is for."""
    told = is_penalty(evidence.whole_text)
    asked = asks_penalty(query.asked)
    deed = offence(evidence.whole_text, evidence.previous_text) if asked and told else ""
    return {
        "penalty": float(asked and told),
        "penalty_unasked": float(told and not asked),
        "offence": weigher.terms_in(deed) if deed else 0.0,
    }


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.of(text) for part in parts(text))
