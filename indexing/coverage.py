"""How much of a question one sentence says: evidence that neither half of the search has, because both weigh whole chunks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.sentences import REMEMBERED_SENTENCES, sentences
from corpus.tokenizing import search_words
from indexing.chunking import Chunk

# What a word counts for where a text calls it something else, and where it is none of those that the question is about.
CALLED_OTHERWISE = 0.8
BESIDE_THE_MATTER = 0.4


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of a question in small letters, what else it may be called, and what it counts for."""

    text: str
    weight: float
    others: tuple[str, ...] = ()

    def share(self, text: str) -> float:
        """How far a text in small letters says the word, 0..1."""
        if self.text in text:
            return 1.0
        for other in self.others:
            if other in text:
                return CALLED_OTHERWISE
        return 0.0


def asked_words(text: str, terms: Sequence[tuple[str, ...]], rarities: Mapping[str, float]) -> tuple[AskedWord, ...]:
    """The words of a text, each with what it counts for.

    Args:
        text: The question.
        terms: Where known, the words that it is about, each as it stands there and then what else it may be called.
        rarities: How rare the words of both are; those that are not there are in no chunk.

    >>> [(word.text, word.weight) for word in asked_words("多久出院", [("出院", "离院")], {"多久": 2.0, "离院": 3.0})]
    [('多久', 0.8), ('出院', 3.0)]
    """
    lowered = [tuple(form.lower() for form in forms) for forms in terms]
    asked = (_asked_word(word, lowered, rarities) for word in dict.fromkeys(search_words(text)))
    return tuple(word for word in asked if word.weight)


def _asked_word(word: str, terms: Sequence[tuple[str, ...]], rarities: Mapping[str, float]) -> AskedWord:
    about = [forms for forms in terms if word in forms[0]]
    others = tuple(other for forms in about for other in forms[1:])
    rarity = max(rarities.get(each, 0.0) for each in (word, *others))
    return AskedWord(word, rarity if about or not terms else BESIDE_THE_MATTER * rarity, others)


def coverage(words: Sequence[AskedWord], chunk: Chunk) -> float:
    """The share of a question's words that the headings above a chunk and the best one of its sentences hold, 0..1.

    >>> from corpus.spans import Span
    >>> chunk = Chunk("a-1", "a", "", Span(0, 21), "急会诊10分钟内到位。病历当日归档。", "医疗质量核心制度")
    >>> coverage([AskedWord("急会诊", 4.0), AskedWord("到位", 4.0), AskedWord("归档", 4.0), AskedWord("制度", 4.0)], chunk)
    0.75
    """
    total = sum(word.weight for word in words)
    if not total:
        return 0.0
    above, text = chunk.context.lower(), chunk.text.lower()
    shares = [(word, word.share(above)) for word in words]
    said = sum(word.weight * share for word, share in shares)
    missing = [(word, share) for word, share in shares if share < 1.0 and word.share(text) > share]
    return min(1.0, (said + _best(missing, text)) / total)


def _best(missing: Sequence[tuple[AskedWord, float]], text: str) -> float:
    """What one sentence of a text adds at most to words of which the headings say a share only; the text says more of each of them."""
    pieces = _sentences(text) if len(missing) > 1 else (text,)
    return max((sum(word.weight * max(0.0, word.share(piece) - share) for word, share in missing) for piece in pieces), default=0.0)


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(span.of(text) for span in sentences(text))
