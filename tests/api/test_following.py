"""A server that shares what it shows follows what others write; one that does not leaves it be."""

import logging
from types import SimpleNamespace

import pytest

from api.following import Following
from corpus.errors import StoreBusyError


class Company:
    """A library that others write too, which fails as it is told."""

    def __init__(self, *, has_company: bool = True) -> None:
        self.has_company = has_company
        self.n_followed = 0
        self.failure: StoreBusyError | None = None

    def follow(self) -> None:
        self.n_followed += 1
        if self.failure:
            raise self.failure


@pytest.mark.parametrize("has_company", [True, False])
def test_it_follows_where_others_write(has_company: bool) -> None:
    library = Company(has_company=has_company)
    following = Following(library, SimpleNamespace(resume=lambda: None), every_seconds=0.01)
    following.start()
    following.close()
    assert (library.n_followed > 0) is has_company


def test_a_truth_that_is_away_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    library, resumed = Company(), []
    following = Following(library, SimpleNamespace(resume=lambda: resumed.append(1)), every_seconds=7)
    library.failure = StoreBusyError("away")
    with caplog.at_level(logging.WARNING):
        assert [following.follow() for _ in range(3)] == [7, 7, 7]
    assert len(caplog.records) == 1
    library.failure = None
    following._resumed = 0.0
    assert (following.follow(), resumed) == (7, [1])
