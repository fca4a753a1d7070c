"""Confinement: whatever a library does with a file, the caller gets a text or one error that says why, within the limits."""

import sys
import time

import pytest

from corpus.errors import UnreadableDocumentError
from corpus.reading.confinement import extract_confined
from corpus.reading.formats import Limits

MODULE = "tests.corpus.reading.hostile"
LIMITS = Limits(megabytes=512, processor_seconds=1, seconds=10)

REFUSED = {
    "an endless loop": (b"spin", "more than 1 seconds of processor time"),
    "more memory than there is": (b"swell", "more memory than one file may take"),
    "a crash": (b"crash", "broke off its reader"),
    "an error that nobody expects": (b"fail", "not built as its reader expects"),
    "endless nesting": (b"recurse", "nested deeper"),
    "a clear no": (b"refuse", "is not what it should be"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of this kind")
@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_hostile_file_is_one_error(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=message) as raised:
        extract_confined(data, module=MODULE, limits=LIMITS)
    assert "\n" not in str(raised.value)


def test_a_hang_ends_with_the_clock() -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableDocumentError, match="not read within 1 seconds"):
        extract_confined(b"sleep", module=MODULE, limits=Limits(512, 1, 1))
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("data", [b"", b"chatter"])
def test_what_a_library_prints_is_no_answer(data: bytes) -> None:
    assert extract_confined(data, module=MODULE, limits=LIMITS).text == "第一条 略。"


def test_a_hostile_file_sees_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_CHAT_API_KEY", "secret")
    assert "YOUJU" not in extract_confined(b"secrets", module=MODULE, limits=LIMITS).text


def test_a_missing_library_is_named() -> None:
    with pytest.raises(ModuleNotFoundError) as raised:
        extract_confined(b"", module="no_such_library", limits=LIMITS)
    assert raised.value.name == "no_such_library"
