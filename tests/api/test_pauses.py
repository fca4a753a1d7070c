"""The collector does not go again through what a long pass has left."""

import gc
import platform

import pytest

from api.arenas import release_free
from api.pauses import limit_pauses


class Clock:
    """A clock that is set by hand."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock():
    clock = Clock()
    watch = limit_pauses(longest_seconds=0.02, clock=clock)
    yield clock
    gc.callbacks.remove(watch)
    gc.unfreeze()


def a_pass(clock: Clock, seconds: float) -> None:
    """A pass of the collector that takes so long by the clock."""
    watch = gc.callbacks[-1]
    watch("start", {"generation": 2})
    clock.seconds += seconds
    watch("stop", {"generation": 2})


def test_what_lives_at_the_start_is_set_aside(clock):
    assert gc.get_freeze_count() > 10_000


@pytest.mark.parametrize(("seconds", "set_aside"), [(0.01, False), (0.03, True)])
def test_what_a_pass_leaves_is_set_aside_where_it_took_long(clock, seconds, set_aside):
    before = gc.get_freeze_count()
    kept = [[number] for number in range(5000)]
    a_pass(clock, seconds)
    assert (gc.get_freeze_count() - before >= len(kept)) == set_aside


def test_free_memory_goes_back_where_the_system_can_take_it():
    assert release_free() or platform.libc_ver()[0] != "glibc"
