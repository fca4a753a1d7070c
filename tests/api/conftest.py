import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from api.cli import main
from tests.api.fakes import FakeYouju


@dataclass(frozen=True)
class Outcome:
    """What a command line left behind."""

    code: int
    out: str
    err: str

    @property
    def record(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def youju() -> FakeYouju:
    return FakeYouju()


@pytest.fixture
def run(youju: FakeYouju, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Runs a command line over the fake `youju` (or another one), and gives its outcome."""

    def run(*words: object, over: FakeYouju = youju) -> Outcome:
        with pytest.raises(SystemExit) as stop:
            main([str(word) for word in words], opening=lambda: over)
        captured = capsys.readouterr()
        return Outcome(int(stop.value.code or 0), captured.out, captured.err)

    return run
