"""Full and read-only volumes, and two writers at once: nothing acknowledged is lost, and what cannot be done is said in one line."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from corpus.errors import SettingsError, StoreError, YoujuError
from tests.faults.homes import LEFT_REPLIES, NEW_REPLIES, OLD_REPLIES, REMOVED, Allowed, opened, replies
from tests.faults.interrupting import REFUSED, Ended, Interrupter
from tests.faults.operations import OPERATIONS
from tests.faults.scale import LONG
from tests.faults.volumes import enlarge, read_only, small_volume


def check(home: Path, operation: str, ended: Ended) -> None:
    """Opens the home that has room again."""
    assert ended.code in {0, REFUSED}
    allowed = OPERATIONS[operation].allowed
    with opened(home) as library:
        assert allowed.wrong(replies(library), ended.acknowledged) == []
        library.own()
        assert library.verify() == []
        assert allowed.wrong(replies(library), ended.acknowledged) == []


LIMITS = [(operation, limit) for limit in (2_000, 40_000, 120_000, 250_000) for operation in ("ingest", "remove", "rebuild")]


@pytest.mark.parametrize(("operation", "most_bytes"), LIMITS if LONG else [("ingest", 2_000), ("rebuild", 120_000)])
def test_a_file_that_cannot_grow_loses_nothing(home: Path, interrupter: Interrupter, operation: str, most_bytes: int) -> None:
    ended = interrupter.run(operation, home, most_bytes=most_bytes)
    check(home, operation, ended)
    if most_bytes == 2_000:
        assert ended.code == REFUSED


@pytest.mark.parametrize("megabytes", [0.1, 0.5, 1] if LONG else [0.25])
def test_a_full_volume_loses_nothing(home: Path, tmp_path: Path, interrupter: Interrupter, megabytes: float) -> None:
    with small_volume(tmp_path / "volume", 64) as volume:
        moved = shutil.copytree(home, volume / "home")
        filling = volume / "filling"
        free = shutil.disk_usage(volume).free - int(megabytes * 1_000_000)
        filling.write_bytes(b"0" * free)
        ended = interrupter.run("ingest", moved)
        enlarge(volume, 128)
        check(moved, "ingest", ended)


def test_a_read_only_home_is_answered_from_or_refused_and_stays_whole(home: Path) -> None:
    with read_only(home):
        with suppress(SettingsError, StoreError), opened(home) as library:
            assert Allowed(OLD_REPLIES, OLD_REPLIES).wrong(replies(library)) == []
        with pytest.raises(YoujuError, match="YOUJU_HOME"), opened(home) as library:
            library.remove(library.find(REMOVED))
    with opened(home) as library:
        assert Allowed(OLD_REPLIES, LEFT_REPLIES).wrong(replies(library), frozenset()) == []
        library.own()
        assert library.verify() == []


def test_two_writers_at_once_take_turns(home: Path, interrupter: Interrupter) -> None:
    ended = interrupter.run("race", home)
    assert ended.acknowledged == {"会诊.txt", "血库.txt"}
    check(home, "race", ended)
    with opened(home) as library:
        assert Allowed(NEW_REPLIES, NEW_REPLIES).wrong(replies(library)) == []
