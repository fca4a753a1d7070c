"""Whether a branch of a sentence is for the case that a question names, or for that in which it is not so (未聘请, 建成区以外)."""

import re

from assistant.questions import Query

LEAST_LETTERS = 2

_NEGATED_BEFORE = re.compile(
    "(?:未(?!成年|来)|没有?|无(?!障碍|偿|人机|线|论)|不(?!得|少|超|低|高|大|小|同|动产|良|仅|论)|非(?!法|常)|除)[^，。；、不未的]{0,4}$"
)
_NEGATED_BEHIND = re.compile("^[^，。；、]{0,4}(?:以外|之外|外的)")


def agreement(query: Query, words: str) -> int:
    """1 where a text denies what a question denies, -1 where only one of them does, 0 else.

    >>> from assistant.understanding import understand
    >>> asked = understand("没有物业的小区由谁打扫")
    >>> agreement(asked, "未聘请物业的小区，由甲打扫"), agreement(asked, "聘请物业的小区，由乙打扫"), agreement(asked, "由丙打扫")
    (1, -1, 0)
    """
    agreed = 0
    for term in query.terms:
        asked = _is_denied(term.text, query.asked)
        told = [denied for form in term.forms if (denied := _is_denied(form, words)) is not None]
        if asked is not None and told and (asked or any(told)):
            agreed += 1 if asked in told else -1
    return max(-1, min(1, agreed))


def _is_denied(word: str, text: str) -> bool | None:
    """Whether a text denies a word where it first says it; `None` where it does not say it."""
    start = text.find(word) if len(word) >= LEAST_LETTERS else -1
    if start < 0:
        return None
    return bool(_NEGATED_BEFORE.search(text[:start]) or _NEGATED_BEHIND.search(text[start + len(word) :]))
