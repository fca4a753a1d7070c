"""Makes a question that leans on earlier ones stand alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.mismatches import counterpart
from corpus.places import places_in
from corpus.tokenizing import words

_OPENING = re.compile(
    r"^(?:那么|那|然后|还有|另外|再问一下|再问|所以)[，,、\s]*|^(?:and|so|then|what about|how about)\b[,\s]*", re.IGNORECASE
)
_SAME = re.compile(r"^(?:也|都)?(?:是|还是)?(?:一样|相同|这样|如此|同样)(?:的|规定)?[吗么嘛呢]?[？?]?$")
_ENGLISH_TOPIC = re.compile(
    r"^(?:(?:and|what about|how about|for)\b[,\s]*)*(?:an?|the)?\s*(?P<topic>[a-z][a-z -]{2,40}?)(?:\s+ones?)?\s*\?*$", re.IGNORECASE
)
_ARTICLE = re.compile(r"\ban(?= [^aeiou\W])", re.IGNORECASE)
_ENGLISH_WORDS = 4
_TOPIC = re.compile(r"^(?P<topic>[^，,？?。！!]{1,20}?)呢[，,？?。！!\s]*(?P<rest>.*)$")
_POINTING = re.compile(r"^(?:它|这个|这些|该|此|上述|前者|后者|其)|(?:这个|那个|上面|刚才|上述)")
_SHORT_QUESTION = 14
_LEAST_SHARED = 2
_LONGEST_PLACE = 6
_LEAST_ALIKE = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """A question on its own: `text` reads alone, `own` are the words asked now, `carried` the words that it leans on."""

    text: str
    own: str
    carried: str = ""


def standalone(question: str, history: Sequence[str]) -> Turn:
    """The question as it would be asked without the earlier ones.

    >>> standalone("那普通会诊呢？", ["急会诊几分钟要到位？"]).text
    '普通会诊几分钟要到位？'
    >>> standalone("急会诊多久到位", []).carried
    ''
    """
    earlier = ""
    for turn in history:
        earlier = _resolved(turn, earlier).text if turn.strip() else earlier
    return _resolved(question, earlier)


def _resolved(question: str, earlier: str) -> Turn:
    question = question.strip()
    asked = _OPENING.sub("", question)
    if not earlier or not _leans(question, asked):
        return Turn(question, question)
    topic = _TOPIC.match(asked)
    if topic and (not topic["rest"] or _SAME.match(topic["rest"])):
        return _with_topic(topic["topic"].removesuffix("的"), earlier)
    if topic and topic["rest"].startswith("也"):
        turn = _with_topic(topic["topic"].removesuffix("的"), earlier)
        return Turn(f"{turn.text.rstrip('？?。')}，{topic['rest']}", f"{turn.own}{topic['rest']}", turn.carried)
    named = _ENGLISH_TOPIC.match(asked)
    if named and len(named["topic"].split()) <= _ENGLISH_WORDS and (swapped := _swapped(named["topic"], earlier)):
        return Turn(swapped.text, swapped.text)
    return Turn(f"{earlier.rstrip('？?。')}：{asked}", asked, earlier)


def _leans(question: str, asked: str) -> bool:
    return question != asked or bool(_TOPIC.match(asked) or _POINTING.search(asked)) or len(asked) <= _SHORT_QUESTION


def _with_topic(subject: str, earlier: str) -> Turn:
    """The earlier question about another subject: the noun that ends as the subject ends gives way to it."""
    swapped = _swapped(subject, earlier)
    if swapped:
        return swapped
    tokens = words(earlier)
    for size in range(min(len(subject), 6), _LEAST_SHARED - 1, -1):
        shared = subject[-size:]
        place = earlier.find(shared)
        if place < 0 or subject in earlier:
            continue
        start = _noun_start(tokens, place, place + size, len(subject))
        rest = earlier[:start] + earlier[place + size :]
        return Turn(earlier[:start] + subject + earlier[place + size :], subject, rest)
    return Turn(f"{subject}：{earlier}", subject, earlier)


def _swapped(subject: str, earlier: str) -> Turn | None:
    """The earlier question with the subject in place of its counterpart: another place, 市级 for 省级, 免疫规划疫苗 for 非免疫规划疫苗."""
    places = places_in(earlier) if places_in(subject) and len(subject) <= _LONGEST_PLACE else ()
    start = earlier.find(f"非{subject}")
    if start >= 0:
        span = (start, start + 1 + len(subject))
    elif places:
        span = (earlier.index(places[0]), earlier.index(places[0]) + len(places[0]))
    else:
        found = counterpart(subject, earlier) or _alike(subject, earlier)
        if found is None:
            return None
        subject, span = found
    before, behind = earlier[: span[0]], earlier[span[1] :]
    return Turn(_ARTICLE.sub("a", f"{before}{subject}{behind}"), subject, f"{before}{behind}")


def _alike(subject: str, earlier: str) -> tuple[str, tuple[int, int]] | None:
    """The word of the earlier question that begins and ends as the subject does: 质控简报 for 质控通报."""
    if len(subject) < _LEAST_ALIKE or subject in earlier:
        return None
    match = re.search(f"{re.escape(subject[:2])}[^，。？?的]{{1,{len(subject) - 3}}}{re.escape(subject[-1])}", earlier)
    return (subject, match.span()) if match else None


def _noun_start(tokens: Sequence[str], place: int, end: int, size: int) -> int:
    """Where the noun begins that ends at `end`: whole words leftwards, about as long as the noun that takes its place."""
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    inside = max(start for start in starts if start <= place)
    longer = [start for start in starts if start < inside and end - start <= size and "的" not in "".join(tokens)[start:inside]]
    return min(longer, default=inside)
