"""A word is found in exactly the texts that hold it."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.obligations.text_column import TextColumn

LETTERS = st.text(st.sampled_from("报送及时𠮷a1，"), max_size=12)


@given(st.lists(LETTERS, max_size=8), LETTERS.filter(bool))
def test_a_word_is_found_where_it_stands_and_nowhere_else(texts, word):
    assert TextColumn.of(texts).rows_with(word).tolist() == [word in text for text in texts]


def test_a_word_is_not_found_across_two_texts():
    assert TextColumn.of(["每年报", "送材料"]).rows_with("报送").tolist() == [False, False]
