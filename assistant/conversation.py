"""Makes a question that leans on earlier ones stand alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.tokenizing import words

_OPENING = re.compile(r"^(?:那么|那|然后|还有|另外|再问一下|再问|所以)[，,、\s]*")
_TOPIC = re.compile(r"^(?P<topic>[^，,？?。！!]{1,20}?)呢[，,？?。！!\s]*(?P<rest>.*)$")
_POINTING = re.compile(r"^(?:它|这个|这些|该|此|上述|前者|后者|其)|(?:这个|那个|上面|刚才|上述)")
_SHORT_QUESTION = 14
_LEAST_SHARED = 2


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
    if topic and not topic["rest"]:
        subject = topic["topic"].removesuffix("的")
        return _with_topic(subject, earlier)
    return Turn(f"{earlier.rstrip('？?。')}：{asked}", asked, earlier)


def _leans(question: str, asked: str) -> bool:
    return question != asked or bool(_TOPIC.match(asked) or _POINTING.search(asked)) or len(asked) <= _SHORT_QUESTION


def _with_topic(subject: str, earlier: str) -> Turn:
    """The earlier question about another subject: the noun that ends as the subject ends gives way to it."""
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


def _noun_start(tokens: Sequence[str], place: int, end: int, size: int) -> int:
    """Where the noun begins that ends at `end`: whole words leftwards, about as long as the noun that takes its place."""
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    inside = max(start for start in starts if start <= place)
    longer = [start for start in starts if start < inside and end - start <= size and "的" not in "".join(tokens)[start:inside]]
    return min(longer, default=inside)
