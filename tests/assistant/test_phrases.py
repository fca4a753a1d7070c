"""Phrases are found as a regular expression of them would find them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.phrases import Phrases

WORDS = st.lists(st.text("急会诊到位", min_size=1, max_size=3), min_size=1, unique=True)


@given(WORDS, st.text("急会诊到位多久", max_size=12))
def test_the_longest_at_the_first_place_is_found(phrases, text):
    pattern = re.compile("|".join(sorted(phrases, key=len, reverse=True)))
    assert [span.of(text) for span in Phrases.of(phrases).found_in(text)] == pattern.findall(text)
    assert Phrases.of(phrases).removed_from(text) == pattern.sub(" ", text)
