"""A short run of the fuzzers over what was found before, over seeds, and over anything at all; `make fuzz` runs them for long."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.__main__ import FOUND, fuzz
from tests.fuzz.seeds import SEEDS, WORDS
from tests.fuzz.targets import TARGETS

KNOWN = sorted(path for path in FOUND.rglob("*") if path.is_file() and path.name != "README.md")

PIECES = st.sampled_from(WORDS) | st.text(max_size=8)
TEXTS = st.lists(PIECES, max_size=40).map(lambda pieces: "".join(pieces).encode("utf-8", "ignore"))


def test_every_target_has_seeds():
    assert TARGETS.keys() == SEEDS.keys()


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: f"{path.parent.name}-{path.name[:20]}")
def test_what_was_found_once_is_not_found_again(path: Path):
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_and_what_becomes_of_them_are_taken_or_refused(target):
    seeds = st.sampled_from(SEEDS[target])
    mixed = st.tuples(seeds, st.integers(0, 200), st.binary(max_size=6) | TEXTS).map(lambda parts: _put(*parts))

    @settings(max_examples=40, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.binary(max_size=200) | TEXTS | mixed)
    def is_taken_or_refused(data: bytes) -> None:
        TARGETS[target](data)

    for seed in SEEDS[target]:
        TARGETS[target](seed)
    is_taken_or_refused()


def test_the_long_run_finds_nothing_in_a_second(tmp_path):
    pytest.importorskip("atheris", reason="atheris is for Linux on x86-64")
    assert fuzz("read_sidecars", seconds=1, found=tmp_path / "found", corpora=tmp_path / "corpora") == 0


def _put(seed: bytes, at: int, piece: bytes) -> bytes:
    return seed[:at] + piece + seed[at:]
