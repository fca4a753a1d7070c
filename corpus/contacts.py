"""Finds whom to ask about a policy; the patterns are rows of `data/contacts.tsv`."""

import re
from dataclasses import fields
from functools import cache

from corpus.documents import Contact
from corpus.spans import Span
from corpus.tables import rows
from corpus.told import Passage, Told

# Nearly every contact stands behind one of these words, and most texts have none of them.
_CUES = ("联系", "电话", "电 话", "@", "地址", "手机")


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    """The patterns of each member, those of the file's upper rows first."""
    table = rows("corpus", "contacts")
    return {each.name: tuple(re.compile(pattern) for member, pattern, _ in table if member == each.name) for each in fields(Contact)}


def contact(body: Passage) -> Told[Contact | None]:
    """The first person, telephone, e-mail address and address that the policy gives to ask at.

    >>> found = contact(Passage("联系人：张某，联系电话：0000-1234567。", 40))
    >>> found.value.person, found.value.telephone, found.spans
    ('张某', '0000-1234567', (Span(start=44, end=46), Span(start=52, end=64)))
    """
    if not any(cue in body.text for cue in _CUES):
        return Told(None)
    values: dict[str, str] = {}
    spans: list[Span] = []
    for member, patterns in _patterns().items():
        match = next((match for pattern in patterns if (match := pattern.search(body.text))), None)
        if match:
            values[member] = match["value"].strip()
            spans.append(body.span(match, "value"))
    return Told(Contact(**values), tuple(spans)) if values else Told(None)
