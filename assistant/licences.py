"""Which licence a sentence is about: of two of one kind (许可证), what stands before the word tells them apart."""

import re
from itertools import takewhile

from assistant.questions import Query

_LICENCE = re.compile("许可证|资格证|执业证|登记证|合格证|通行证|准运证|经营证|法人证|使用证|注册证")
_WORDS_BEFORE = re.compile("[\u4e00-\u9fff]*$")
_NO_NAME = re.compile("什么|哪|这|那|没有?|办理?|取得|持有?|出示|申[请领]|颁?发|换|补|其|该|[的和或与、，了张个]|依法|应当|未")
_WORD = 2


def names_another_licence(query: Query, text: str) -> bool:
    """Whether a text names licences of the kind that a question asks about, and all of them by names that are not in the question.

    >>> from assistant.understanding import understand
    >>> query = understand("烟花经营许可证有效期几年")
    >>> names_another_licence(query, "兽药经营许可证有效期为5年"), names_another_licence(query, "烟花爆竹经营许可证有效期为3年")
    (True, False)
    """
    asked = _LICENCE.search(query.asked)
    if asked is None:
        return False
    name = _name_before(query.asked, asked.start())
    told = [_name_before(text, found.start()) for found in re.finditer(asked[0], text)]
    return bool(name and told) and all(_differs(query, name, other, text) for other in told)


def _name_before(text: str, end: int) -> str:
    """The words right before a place, up to a mark or a word that is no name."""
    words = _WORDS_BEFORE.search(text[:end])
    return _NO_NAME.split(words[0])[-1] if words else ""


def _differs(query: Query, name: str, other: str, text: str) -> bool:
    """Whether two names differ before what they share at their ends, in words that the other side does not say."""
    shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(reversed(name), reversed(other), strict=False))))
    own, its = (each[: len(each) - shared][-_WORD:] for each in (name, other))
    named = [term for term in query.terms if own in term.text]
    if len(own) < _WORD or len(its) < _WORD or its in query.asked or not named:
        return False
    return not any(term.found_in(text) for term in named)
