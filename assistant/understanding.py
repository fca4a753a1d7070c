"""Question → `Query`: script and width, slips, what is asked for, about what, and where."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from assistant.conversation import standalone
from assistant.english import is_english, translated
from assistant.places import places_in
from assistant.questions import Query, QuestionKind, Term
from assistant.tables import rows
from assistant.vocabulary import Vocabulary
from corpus.cleaning.script import simplify
from corpus.documents import Header
from corpus.errors import QuestionError
from corpus.offsets import apply
from corpus.tokenizing import words

MAX_CHARACTERS = 1_000
CARRIED_WEIGHT = 0.35
NUMBER_WEIGHT = 0.5
CHARACTER_WEIGHT = 0.3

_WIDTH = {code: code - 0xFEE0 for code in chain(range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B))} | {0x3000: 0x20}
_CLAUSE = re.compile(r"第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十])?")
_MARKS = re.compile(r"(?:(?<!\d)[.,]|[.,](?!\d))|[\s，。？！、；：?!;:“”\"'‘’《》〈〉（）()\[\]【】…—~-]+")


def understand(
    question: str, *, history: Sequence[str] = (), place: str = "", vocabulary: Vocabulary, known: "Known | None" = None
) -> Query:
    """What a question asks for, about what, and where.

    Args:
        question: as it was typed, at most `MAX_CHARACTERS` long.
        history: the questions asked before in the same conversation, oldest first.
        place: the place that the asker speaks for, used where the question names none.
        vocabulary: the words of the corpus; a word that it does not know may be a slip for one that it knows.
        known: the places and titles of the documents.

    Raises:
        QuestionError: the question is empty or too long.
    """
    turn = standalone(normal(checked(question)), [normal(earlier) for earlier in history])
    if is_english(turn.text):
        return _english(question, turn.text, place)
    known = known or Known()
    own, carried = corrected(turn.own, vocabulary), corrected(turn.carried, vocabulary)
    text = turn.text.replace(turn.own, own)
    asked = terms_of(known.without(own), vocabulary)
    terms = (*asked, *_carried(terms_of(known.without(carried), vocabulary), asked))
    clause = _CLAUSE.search(text)
    return Query(
        question=question,
        standalone=text,
        asked=own,
        content=content(known.without(own)) or own,
        kinds=_kinds_of(own, carried),
        terms=terms,
        places=places_in(own, known.places) or places_in(carried, known.places) or ((place,) if place else ()),
        titles=known.titles_in(own) or known.titles_in(carried),
        search_text=" ".join([text, *dict.fromkeys(form for term in terms for form in term.forms[1:])]),
        clause_label=clause[0] if clause else "",
    )


_TITLE_NOISE = re.compile(r"^中华人民共和国|[《》\s]|（[^（）]*）$|\([^()]*\)$")
_LEAST_TITLE = 3


def short_title(title: str) -> str:
    """A title as people say it.

    >>> short_title("中华人民共和国药品管理法"), short_title("突发事件应急条例（2011修订）")
    ('药品管理法', '突发事件应急条例')
    """
    return _TITLE_NOISE.sub("", title)


@dataclass(frozen=True, slots=True)
class Known:
    """The places and the short titles of the documents that there are."""

    places: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()

    @classmethod
    def of(cls, headers: Iterable[Header]) -> "Known":
        """What the headers of the documents say."""
        listed = list(headers)
        titles = (short_title(header.title) for header in listed)
        return cls(
            frozenset(header.place for header in listed if header.place), frozenset(title for title in titles if len(title) >= _LEAST_TITLE)
        )

    def titles_in(self, text: str) -> frozenset[str]:
        """The titles that a text names, those within longer ones left out."""
        named = {title for title in self.titles if title in text}
        return frozenset(title for title in named if not any(title != other and title in other for other in named))

    def without(self, text: str) -> str:
        """The text without the places and titles it names: they choose documents, and are not what is asked."""
        for title in sorted(self.titles_in(text), key=len, reverse=True):
            text = text.replace(f"《{title}》", "").replace(title, "")
        return without_places(text, self.places)


def _kinds_of(own: str, carried: str) -> tuple[QuestionKind, ...]:
    found = kinds(own)
    return kinds(carried) if carried and found == (QuestionKind.OPEN,) else found


def without_places(text: str, known_places: Iterable[str] = ()) -> str:
    """The text without the places it names: they choose documents, and are not what is asked.

    >>> without_places("安徽省的急会诊多久到位")
    '的急会诊多久到位'
    """
    for place in places_in(text, known_places):
        text = re.sub(rf"{place}(?:[省市](?!级)|自治区)?", "", text)
    return text


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


@cache
def _cues() -> tuple[tuple[re.Pattern[str], QuestionKind], ...]:
    return tuple((re.compile(cue, re.IGNORECASE), QuestionKind(kind)) for cue, kind, _ in rows("cues"))


def kinds(text: str) -> tuple[QuestionKind, ...]:
    """What a text asks for, the leading kind first, never empty.

    >>> [kind.value for kind in kinds("质控简报由谁编发，多久一期？")]
    ['frequency', 'actor']
    """
    found: dict[QuestionKind, None] = {}
    left = text
    for pattern, kind in _cues():
        match = pattern.search(left)
        if match:
            found[kind] = None
            left = left[: match.start()] + "\0" * len(match[0]) + left[match.end() :]
    return tuple(found) or (QuestionKind.OPEN,)


@cache
def _asking() -> tuple[re.Pattern[str], frozenset[str]]:
    phrases = [row[0] for row in rows("question_words")]
    long = sorted((phrase for phrase in phrases if len(phrase) > 1), key=len, reverse=True)
    return re.compile("|".join(long)), frozenset(phrase for phrase in phrases if len(phrase) == 1)


def content(text: str) -> str:
    """The text without words of asking and marks, the pieces that are left joined by single spaces.

    >>> content("请问急会诊多久到位？")
    '急会诊 到位'
    """
    phrases, single = _asking()
    left = phrases.sub(" ", _MARKS.sub(" ", text))
    return " ".join("".join(" " if word in single else word for word in words(left)).split())


def terms_of(text: str, vocabulary: Vocabulary) -> list[Term]:
    """The words that an answer should speak about, in order, each with what a policy may call it."""
    found: list[Term] = []
    for piece in content(text).split():
        found += _terms_in(piece, vocabulary)
    return list({term.text: term for term in found}.values())


@cache
def _expansions() -> dict[str, tuple[str, ...]]:
    return {said: tuple(written.split("|")) for said, written, _ in rows("expansions")}


@cache
def _said() -> re.Pattern[str]:
    """What people say in two characters or more; one character is looked up as a whole word only."""
    return re.compile("|".join(sorted((re.escape(said) for said in _expansions() if len(said) > 1), key=len, reverse=True)))


def _terms_in(piece: str, vocabulary: Vocabulary) -> Iterator[Term]:
    tokens = [_without_asking(word, vocabulary).removeprefix("不") for word in words(piece)]
    for word in tokens:
        if word:
            yield Term((word, *(form for form in _expansions().get(word, ()) if form != word)), _term_weight(word))
    for match in _said().finditer(piece):
        if match[0] not in tokens:
            yield Term((match[0], *_expansions()[match[0]]))


def _term_weight(word: str) -> float:
    if word[0].isdigit():
        return NUMBER_WEIGHT
    return CHARACTER_WEIGHT if len(word) == 1 else 1.0


def _without_asking(word: str, vocabulary: Vocabulary) -> str:
    """A word that the corpus does not know, without the words of asking that the segmentation stuck to it: 率要 → 率."""
    return word if vocabulary.document_frequency(word) else word.strip("".join(_asking()[1]))


def _carried(terms: Iterable[Term], own: Iterable[Term]) -> Iterator[Term]:
    asked = {term.text for term in own}
    return (Term(term.forms, term.weight * CARRIED_WEIGHT) for term in terms if term.text not in asked)


def _english(question: str, text: str, place: str) -> Query:
    terms = translated(text)
    chinese = " ".join(dict.fromkeys(form for term in terms for form in term.forms))
    return Query(
        question=question,
        standalone=text,
        asked=text,
        content=" ".join(term.text for term in terms),
        kinds=kinds(text),
        terms=tuple(term for term in terms if not places_in(term.text)),
        places=places_in(chinese) or ((place,) if place else ()),
        titles=frozenset(),
        search_text=chinese or text,
        english=True,
    )


@cache
def _twins() -> dict[str, str]:
    """A character to those that are typed for it."""
    return {character: group.replace(character, "") for group, _ in rows("homophones") for character in group}


def corrected(text: str, vocabulary: Vocabulary) -> str:
    """The text with slips mended: words that the corpus does not know and that are one confusable character from one that it knows."""
    suspects = _suspects(text, vocabulary)
    for size in (4, 3, 2):
        for start in range(len(text) - size + 1):
            window = text[start : start + size]
            if (size > 2 or all(suspects[start : start + size])) and not vocabulary.document_frequency(window):
                known = next((word for word in _one_twin_away(window) if vocabulary.document_frequency(word)), None)
                if known:
                    return corrected(text[:start] + known + text[start + size :], vocabulary)
    return text


def _suspects(text: str, vocabulary: Vocabulary) -> list[bool]:
    """For each character whether its word is a lone character or one that the corpus does not use."""
    found: list[bool] = []
    for word in words(text):
        found += [len(word) == 1 or not vocabulary.document_frequency(word)] * len(word)
    return found


def _one_twin_away(window: str) -> Iterator[str]:
    for place, character in enumerate(window):
        for twin in _twins().get(character, ""):
            yield window[:place] + twin + window[place + 1 :]
