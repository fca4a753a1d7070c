"""Members that are made when they are first asked for: once, and equal to a tuple of the same."""

from collections.abc import Iterator

import pytest

from corpus.deferred import Deferred


def test_nothing_is_made_before_it_is_asked_for_and_then_once():
    made = []

    def make() -> Iterator[int]:
        made.append("made")
        yield from (1, 2, 3)

    members = Deferred(make)
    assert not made
    assert (members[0], members[-1], members[1:], len(members), list(members)) == (1, 3, (2, 3), 3, [1, 2, 3])
    assert made == ["made"]


def test_they_are_equal_to_a_tuple_and_to_others_of_the_same():
    members = Deferred(lambda: (1, 2))
    assert members == (1, 2)
    assert (1, 2) == members  # noqa: SIM300 -- both ways round are asked for
    assert members == Deferred(lambda: [1, 2])
    assert members != (1, 3)
    assert members != [1, 2]
    assert hash(members) == hash((1, 2))


def test_a_place_beyond_the_last_is_none():
    with pytest.raises(IndexError):
        Deferred(lambda: ())[0]
