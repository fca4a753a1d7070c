"""The words that a question is about, and what policies call them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise

from assistant.phrases import Phrases
from assistant.questions import Term
from assistant.tables import rows
from assistant.vocabulary import Vocabulary
from corpus.tokenizing import cutter_of_known_words, words

NUMBER_WEIGHT = 0.5
CHARACTER_WEIGHT = 0.3

_MARKS = re.compile(r"(?:(?<!\d)[.,]|[.,](?!\d))|[\s，。？！、；：?!;:“”\"'‘’《》〈〉（）()\[\]【】…—~-]+")

# 哪两家, 哪四句话: the number and what is counted ask as the word does.
_WHICH = re.compile(r"哪[几一两二三四五六七八九十\d]+(?:个|种|类|样|项|条|点|句话?|件事?|大?方面|家|位|部分|步|级|边|方)")
# 一年, 三个月, 每天: how long or how often, which a rule mostly says in its own way.
_TIME = re.compile(r"[\d一二两三四五六七八九十百半每]+个?(?:年|月|周|星期|天|日|小时|钟头|分钟|季度)")
_COUNTS = re.compile(r"[\d一二两三四五六七八九十百半每]")
_INTERROGATIVES = "哪几多什怎谁啥何"
# A word of the dictionary that holds a word of asking (几棵, 咋修, 哪一天, 干什么) asks, too.
_HOLDS_ASKING = re.compile("^好?几(?![乎何率经近丁内])|^哪(?![怕吒])|^[怎咋谁]|什么|啥|怎么|多少")
# 一棵, 一所: one of a kind, where talk has to count and a rule need not.
_ONE_OF_KIND = re.compile("一[种则所家名位项份张台辆件批款间处座栋棵部段片户条块支组套只架艘颗本篇桩笔场]")
# 村里, 船上, 河边: a rule has the place itself.
_PLACE_IN = re.compile("(?:[^公英海邻故心夜哪这那乡十百千万]里|[^以晚早马网线基会身班]上|[^旁周两身这那一手]边)")
# Who is asked, and not what about.
_ADDRESS = re.compile(r"^(?:各位)?老师(?=[，,、！!\s]|您好|你好|请|问|麻烦|想)")


def content(text: str) -> str:
    """The text without words of asking and marks, the pieces that are left joined by single spaces.

    >>> content("请问急会诊多久到位？")
    '急会诊 到位'
    >>> content("要建好哪五家中心？")
    '建好 中心'
    """
    return " ".join("".join(_without_asking(token) for token in tokens(text)).split())


def tokens(text: str) -> list[str]:
    """The text cut into words of the dictionary, words of asking, and what people say for something, as they are most probable together.

    Marks, 哪 with what it counts, and who is addressed are spaces.

    >>> tokens("疫区里没证就开店？")
    ['疫区', '里', '没证', '就', '开店', ' ']
    """
    return list(_as_people_say(_cut()(_WHICH.sub(" ", _MARKS.sub(" ", _ADDRESS.sub(" ", text))))))


def terms_of(text: str, vocabulary: Vocabulary) -> list[Term]:
    """The words that an answer should speak about, in order, each with what a policy may call it."""
    telling = [token for asks, run in groupby(tokens(text), _asks) if not asks for token in _joined(run, vocabulary)]
    found = [term for token in telling for term in _terms_in(token)]
    return list({term.text: term for term in reversed(found)}.values())[::-1]


@cache
def _cut() -> Callable[[str], list[str]]:
    known = sorted(word for word in {*_expansions(), *_asking().known} if len(word) > 1)
    return cutter_of_known_words(known, [word for word in known if word[0] in _INTERROGATIVES])


@cache
def _asking() -> Phrases:
    return Phrases.of(row[0] for row in rows("question_words"))


@cache
def _asking_phrases() -> Phrases:
    return Phrases.of(word for word in _asking().known if len(word) > 1)


@cache
def _expansions() -> dict[str, tuple[str, ...]]:
    """What people say to what texts write for it; a word may stand in the tables of several fields, a word of asking in none."""
    found: dict[str, dict[str, None]] = {}
    for said, written, _ in rows("expansions"):
        if said not in _asking().known:
            found.setdefault(said, {}).update(dict.fromkeys(written.split("|")))
    return {said: tuple(form for form in written if form != said) for said, written in found.items()}


@cache
def _said() -> Phrases:
    """What people say in two characters or more; one character is looked up as a whole word only."""
    return Phrases.of(said for said in _expansions() if len(said) > 1)


def _as_people_say(cut: Sequence[str]) -> Iterator[str]:
    """The words, with what people say whole where its last character, a frequent word, was cut off it.

    >>> list(_as_people_say(["危重病", "人"]))
    ['危重', '病人']
    """
    rest = ""
    for cut_word, following in pairwise([*cut, ""]):
        word = rest or cut_word
        rest = word[-1] + following if _ends_in_what_people_say(word, following) else ""
        yield word[:-1] if rest else word


def _ends_in_what_people_say(word: str, following: str) -> bool:
    said, before = word[-1] + following, word[:-1]
    return len(before) > 1 and len(following) == 1 and said in _expansions() and not _COUNTS.match(before) and words(before) == [before]


def _asks(token: str) -> bool:
    return not token.strip() or token in _asking().known or (token not in _expansions() and _HOLDS_ASKING.search(token) is not None)


def _without_asking(token: str) -> str:
    """A token without what asks, and of what people say (罚多少) what is left of it."""
    if _asks(token):
        return " "
    return _asking_phrases().removed_from(token) if token in _expansions() else token


def _joined(run: Iterable[str], vocabulary: Vocabulary) -> Iterator[str]:
    """The tokens, characters in a row put together where they are a word that the texts use, but no dictionary has: names, new words."""
    for single, row in groupby(run, lambda token: len(token) == 1 and token not in _expansions()):
        for word in words("".join(row)) if single else row:
            yield from [word] if not single or vocabulary.uses(word) else word


def _terms_in(token: str) -> Iterator[Term]:
    """The word, with what people say at its start or end; what people say in several words (全部复印件) after those words."""
    said = token in _expansions()
    parts = words(token) if said else [token]
    if len(parts) > 1 and min(map(len, parts)) > 1:
        yield from (_term(part, token) for part in parts if not _asks(part))
        yield _term(token)
        return
    word = token if said else token[0] if _PLACE_IN.fullmatch(token) else token.removeprefix("不")
    if word and not _asks(word):
        yield _term(word)
    yield from (_term(span.of(token)) for span in _said().found_in(token) if (span.start == 0) != (span.end == len(token)))


def _term(word: str, within: str = "") -> Term:
    """A word with what texts may call it, and where it is said as part of something, with what they may call that."""
    is_light = len(word) == 1 or _ONE_OF_KIND.fullmatch(word)
    weight = NUMBER_WEIGHT if word[0].isdigit() or _TIME.fullmatch(word) else CHARACTER_WEIGHT if is_light else 1.0
    return Term(tuple(dict.fromkeys((word, *_expansions().get(word, ()), *_expansions().get(within, ())))), weight)
