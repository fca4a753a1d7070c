"""Files of the store and of both indexes deleted, cut short and changed in one bit: no answer is wrong, and `verify` says what is."""

from contextlib import suppress
from pathlib import Path

import pytest

from corpus.errors import YoujuError
from indexing import keeping
from tests.faults.damaging import DAMAGES, contents
from tests.faults.homes import OLD_REPLIES, Allowed, opened, replies
from tests.faults.scale import LONG, chance_of

N_FLIPS = 200 if LONG else 8
ALLOWED = Allowed(OLD_REPLIES, OLD_REPLIES)


@pytest.fixture(params=["as it was written", "settled"] if LONG else ["settled"])
def kept(home: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose vectors are in Chroma's log, or in the files of its graph."""
    if request.param == "settled":
        with monkeypatch.context() as patch, opened(home) as library:
            patch.setattr(keeping, "SETTLE_CHUNKS", 1)
            library.own()
    return home


def files_of(home: Path, index: str) -> list[Path]:
    return sorted(path for path in (home / index).rglob("*") if path.is_file() and ".lock" not in path.name)


def check_index(home: Path, what: str) -> None:
    """A reader and the owner answer rightly, and afterwards nothing is wrong."""
    with opened(home) as library:
        before = library.verify()
        with suppress(YoujuError):
            assert ALLOWED.wrong(replies(library)) == [], f"{what}: asked by a reader, {before}"
        library.own()
        assert ALLOWED.wrong(replies(library)) == [], f"{what}: asked of the owner, {before}"
        if library.verify():
            library.repair()
        assert library.verify() == [], what
        assert ALLOWED.wrong(replies(library)) == [], what


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("index", ["dense", "sparse"])
def test_a_damaged_file_of_an_index_never_makes_an_answer_wrong(kept: Path, index: str, damage: str) -> None:
    chance = chance_of(f"{index}-{damage}")
    for number in range(len(files_of(kept, index)) if LONG else 1):
        files = files_of(kept, index)
        path = files[number % len(files)] if LONG else chance.choice(files)
        what = f"{path.name} {damage}"
        DAMAGES[damage](path, chance)
        check_index(kept, what)


@pytest.mark.parametrize("number", range(N_FLIPS))
def test_a_flipped_bit_of_the_store_is_told_and_answers_nothing_wrong(home: Path, number: int) -> None:
    store, chance = home / "youju.sqlite", chance_of(number)
    before = contents(store)
    DAMAGES["flipped"](store, chance)
    after = contents(store)
    problems: list[str] = []
    try:
        with opened(home) as library:
            assert ALLOWED.wrong(replies(library)) == [], "a reader"
            problems = library.verify()
            library.own()
            assert ALLOWED.wrong(replies(library)) == [], "the owner"
    except YoujuError as error:
        problems.append(str(error))
    assert problems or after == before


@pytest.mark.parametrize("damage", ["deleted", "truncated"])
def test_a_store_that_is_gone_or_cut_short_answers_nothing_wrong(home: Path, damage: str) -> None:
    DAMAGES[damage](home / "youju.sqlite", chance_of(damage))
    with suppress(YoujuError), opened(home) as library:
        assert set(replies(library).values()) == {""}
