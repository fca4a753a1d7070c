"""Clocks that jump by years while documents come and questions are asked: nothing depends on them but what a person reads."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.moments import Moments
from indexing import document_rows
from indexing.journal import Conversation, KeptAnswer
from tests.faults.homes import NEW, NEW_REPLIES, Allowed, opened, replies, take_in

JUMPS = [datetime(2050, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)]


class Jumping(datetime):
    """A clock that is set forward and back."""

    n_told = 0

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override] # the zone is always UTC here
        cls.n_told += 1
        return JUMPS[cls.n_told % len(JUMPS)]


def test_documents_that_came_at_impossible_times_are_found_in_the_order_in_which_they_came(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_rows, "datetime", Jumping)
    with opened(home) as library:
        assert list(take_in(library, NEW)) == list(NEW)
        assert Jumping.n_told >= len(NEW)
        assert Allowed(NEW_REPLIES, NEW_REPLIES).wrong(replies(library)) == []
        assert library.verify() == []


def test_questions_stay_in_their_order_when_the_clock_is_set_back(home: Path) -> None:
    told = iter(JUMPS)
    moments = Moments(lambda: next(told))
    with opened(home) as library:
        for number, question in enumerate(("急会诊多久到位", "那普通会诊呢", "由谁记录")):
            moment = moments.now()
            begun = [] if number else [Conversation("c", "u", "k", question, moment)]
            library.journal.add([KeptAnswer(str(number), "c", "u", "k", "http", question, "{}", moment)], begun)
        assert library.journal.questions("c", limit=3) == ("急会诊多久到位", "那普通会诊呢", "由谁记录")
