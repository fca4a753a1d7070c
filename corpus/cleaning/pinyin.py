"""Takes out pinyin that a scraper put in brackets behind Han characters: `縣(區(qū))` → `縣(區)`."""

import re

from corpus.cleaning.rewriting import HAN, rewrite
from corpus.offsets import Edit

# One syllable with at most one tone mark, straight behind a Han character. Syllables without a tone mark are real brackets as a rule
# (`(app)`, `(ml)`), so a bare one counts only where the text is full of toned ones.
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_ANNOTATION = re.compile(rf"\((?<=[{HAN}]\()[a-zü]{{0,4}}[{_TONED}][a-zü]{{0,3}}\)")
_BARE_ANNOTATION = re.compile(rf"\((?<=[{HAN}]\()[a-zü{_TONED}]{{1,6}}\)")
MANY = 20


def remove_pinyin(text: str) -> list[Edit]:
    """Edits that take out each bracketed syllable with a tone mark; a bracket that holds anything else is real and stays.

    >>> [edit.span for edit in remove_pinyin("各縣(區(qū))專(zhuān)家(試行)(app)")]
    [Span(start=4, end=8), Span(start=10, end=17)]
    """
    toned = rewrite(text, _ANNOTATION, "", "pinyin")
    return rewrite(text, _BARE_ANNOTATION, "", "pinyin") if len(toned) >= MANY else toned
