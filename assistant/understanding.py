"""Question → `Query`: script and width, slips, what is asked for, about what, and where."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from assistant.conversation import standalone
from assistant.elapsed import with_elapsed
from assistant.english import is_english, translated
from assistant.english_values import in_chinese_units
from assistant.kinds import kinds
from assistant.known import Known
from assistant.mismatches import asked_count
from assistant.origins import places_asked
from assistant.questions import Query, QuestionKind, Term
from assistant.slips import corrected
from assistant.values import amounts
from assistant.vocabulary import AnyWord, Vocabulary
from assistant.wording import content, terms_of
from corpus.cleaning.script import simplify
from corpus.errors import QuestionError
from corpus.offsets import apply
from corpus.places import place_abroad, places_in
from corpus.spans import Span

MAX_CHARACTERS = 1_000
CARRIED_WEIGHT = 0.35
COMPARED_WEIGHT = 0.3
COUNTED_WEIGHT = 0.1

_WIDTH = {code: code - 0xFEE0 for code in chain(range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B))} | {0x3000: 0x20}
_DEFINITION = re.compile("什么是|什么叫|什么意思|定义|含义|指什么|指的?是什么|是指|何谓")
_EFFECT = re.compile("施行|生效|起效|实施|in force|take effect|took effect|effective", re.IGNORECASE)
_CLAUSE = re.compile(r"第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十])?")


def understand(
    question: str,
    *,
    history: Sequence[str] = (),
    place: str = "",
    vocabulary: Vocabulary | None = None,
    known: Known | None = None,
) -> Query:
    """What a question asks for, about what, and where.

    Args:
        question: as it was typed, at most `MAX_CHARACTERS` long.
        history: the questions asked before in the same conversation, oldest first.
        place: the place that the asker speaks for, used where the question names none.
        vocabulary: the words of the texts; a word that they do not use may be a slip for one that they use.
        known: the places and titles of the documents.

    Raises:
        QuestionError: the question is empty or too long.
    """
    vocabulary = vocabulary or AnyWord()
    before = [normal(earlier) for earlier in history]
    turn = standalone(normal(checked(question)), before, vocabulary.text)
    if is_english(turn.text):
        return _english(question, turn.text, place, known or Known())
    known = known or Known()
    said = corrected(" ".join(before), vocabulary)
    own, carried = corrected(turn.own, vocabulary, said), corrected(turn.carried, vocabulary)
    found_kinds = _kinds_of(own, carried)
    if QuestionKind.YES_NO in found_kinds:
        own = with_elapsed(own)
    text = turn.text.replace(turn.own, own)
    asked = terms_of(known.without(own), vocabulary)
    if QuestionKind.YES_NO in found_kinds:
        asked = list(_compared(asked, own))
    asked = list(_uncounted(asked, own))
    terms = (*asked, *_carried(terms_of(known.without(carried), vocabulary), asked))
    clause = _CLAUSE.search(text)
    return Query(
        question=question,
        standalone=text,
        asked=own,
        content=content(known.without(own)) or own,
        kinds=found_kinds,
        terms=terms,
        places=_places(own, known) or _places(carried, known) or _places(turn.where, known) or ((place,) if place else ()),
        titles=known.titles_in(own) or known.titles_in(carried) or known.titles_in(turn.where),
        search_text=" ".join([text, *_formula(own, found_kinds)]),
        clause_label=clause[0] if clause else "",
        is_open=turn.is_open,
    )


def _compared(terms: Iterable[Term], own: str) -> Iterator[Term]:
    """The terms, those of a value that yes or no is asked about at a low weight: the rule tells another one, which it is compared with."""
    values = [quantity.span for quantity in amounts(own)]
    for term in terms:
        start = own.rfind(term.text)
        told = start >= 0 and any(value.overlaps(Span(start, start + len(term.text))) for value in values)
        yield Term(term.forms, min(term.weight, COMPARED_WEIGHT)) if told else term


def _uncounted(terms: Iterable[Term], own: str) -> Iterator[Term]:
    """The terms, one that says how many things are asked for (那三条要求) at a low weight: a text may list them and not count them."""
    counted = asked_count(own)
    for term in terms:
        start = own.find(term.text)
        counts = start >= 0 and counted is not None and counted.overlaps(Span(start, start + len(term.text)))
        yield Term(term.forms, min(term.weight, COUNTED_WEIGHT)) if counts else term


def _places(text: str, known: Known) -> tuple[str, ...]:
    """The places that a text asks about, and where it names none the one abroad in which it asks how things are."""
    abroad = place_abroad(text)
    return places_asked(text, known.places) or ((abroad,) if abroad else ())


def _formula(own: str, found: Sequence[QuestionKind]) -> tuple[str, ...]:
    """How every text words its date of effect or a definition, where that is asked for: such clauses share few words with questions."""
    effect = QuestionKind.DATE in found and _EFFECT.search(own)
    return ("自年月日起施行",) if effect else ("本法所称，是指",) if _DEFINITION.search(own) else ()


def _kinds_of(own: str, carried: str) -> tuple[QuestionKind, ...]:
    found = kinds(own)
    return kinds(carried) if carried and found == (QuestionKind.OPEN,) else found


def checked(question: str) -> str:
    """The question, if it can be asked.

    Raises:
        QuestionError: it is empty or too long.
    """
    if not question.strip():
        raise QuestionError(f"The question is empty: {question!r}. Ask something.")
    if len(question) > MAX_CHARACTERS:
        raise QuestionError(f"The question has {len(question)} characters, {question[:20]!r}…; ask in at most {MAX_CHARACTERS}.")
    return question


@lru_cache(maxsize=1024)
def normal(text: str) -> str:
    """The text in simplified script, with digits and Latin letters of normal width.

    >>> normal("請問２４小時")
    '请问24小时'
    """
    folded = text.translate(_WIDTH).strip()
    return apply(folded, simplify(folded))


def _carried(terms: Iterable[Term], own: Iterable[Term]) -> Iterator[Term]:
    asked = {term.text for term in own}
    return (Term(term.forms, term.weight * CARRIED_WEIGHT) for term in terms if term.text not in asked)


def _english(question: str, text: str, place: str, known: Known) -> Query:
    found_kinds = kinds(text)
    terms = translated(known.without(text))
    chinese = " ".join(dict.fromkeys([*(form for term in terms for form in term.forms), *_formula(text, found_kinds)]))
    return Query(
        question=question,
        standalone=text,
        asked=in_chinese_units(text),
        content=" ".join(term.text for term in terms),
        kinds=found_kinds,
        terms=tuple(term for term in terms if not places_in(term.text)),
        places=places_in(chinese) or ((place,) if place else ()),
        titles=known.titles_in(text),
        search_text=chinese or text,
        english=True,
    )
