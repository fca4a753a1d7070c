"""`kill -9` at random moments of every operation: nothing acknowledged is lost, nothing is half done, and no answer is wrong.

The suite takes two moments of each operation, `make test-faults` 25.
"""

import shutil
from pathlib import Path

import pytest

from indexing.backup import back_up
from indexing.restoring import restore
from tests.faults.homes import LEFT_REPLIES, NEW, NEW_REPLIES, OLD_REPLIES, opened, replies, take_in
from tests.faults.interrupting import Interrupter
from tests.faults.operations import BACKUP, OPERATIONS
from tests.faults.scale import LONG, chance_of
from tests.indexing.earlier_stores import EARLIER, write_earlier

N_KILLS = (25 if LONG else 2) * len(OPERATIONS)


@pytest.fixture(scope="module")
def homes(made_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What each operation starts from."""
    earlier = shutil.copytree(made_home, tmp_path_factory.mktemp("earlier") / "home")
    (earlier / "youju.sqlite").unlink()
    write_earlier(made_home / "youju.sqlite", earlier / "youju.sqlite", EARLIER[0])
    others = {"migrate": earlier, "restore": with_backup(made_home, tmp_path_factory.mktemp("backed"))}
    return {name: others.get(name, made_home) for name in OPERATIONS}


def with_backup(home: Path, folder: Path) -> Path:
    """A home that a backup of the new state lies in."""
    new, backed = shutil.copytree(home, folder / "new"), shutil.copytree(home, folder / "home")
    with opened(new) as library:
        assert list(take_in(library, NEW)) == list(NEW)
    back_up(new, backed / BACKUP)
    return backed


@pytest.fixture(scope="module")
def seconds(homes: dict[str, Path], interrupter: Interrupter, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """How long each operation takes when nothing kills it; what it does is checked on the way."""
    found = {}
    for name, operation in OPERATIONS.items():
        home = shutil.copytree(homes[name], tmp_path_factory.mktemp(name) / "home")
        ended = interrupter.run(name, home)
        assert ended.code == 0
        with opened(home) as library:
            assert operation.allowed.wrong(replies(library), frozenset(operation.allowed.after)) == []
        found[name] = ended.seconds
    return found


@pytest.mark.parametrize("number", range(N_KILLS))
def test_what_is_killed_opens_again_as_before_or_after(
    number: int, homes: dict[str, Path], seconds: dict[str, float], interrupter: Interrupter, tmp_path: Path
) -> None:
    name = list(OPERATIONS)[number % len(OPERATIONS)]
    allowed, chance = OPERATIONS[name].allowed, chance_of(number)
    home = shutil.copytree(homes[name], tmp_path / "home")
    ended = interrupter.run(name, home, seconds=chance.uniform(0, seconds[name]))
    assert ended.code in {-9, 0}
    with opened(home) as library:
        assert allowed.wrong(replies(library), ended.acknowledged) == [], "asked by a reader"
        library.own()
        assert library.verify() == []
        given = replies(library)
        assert allowed.wrong(given, ended.acknowledged) == [], "asked of the owner"
    with opened(home) as library:
        assert replies(library) == given, "opened once more"
    if (home / BACKUP).exists():
        restore(home / BACKUP, tmp_path / "restored")
        with opened(tmp_path / "restored") as library:
            assert allowed.wrong(replies(library), frozenset(allowed.after)) == [], "restored from what was written"


def test_the_questions_tell_the_states_apart() -> None:
    assert {name for name in OLD_REPLIES if OLD_REPLIES[name] != NEW_REPLIES[name]} == {"会诊.txt", "血库.txt"}
    assert {name for name in OLD_REPLIES if OLD_REPLIES[name] != LEFT_REPLIES[name]} == {"病历.txt"}
