"""Stands for a library that a hostile file drives mad; the bytes say how."""

import os
import sys
import time
from collections.abc import Callable

from corpus.errors import UnreadableDocumentError
from corpus.reading.extraction import Extraction


def spin() -> None:
    while True:
        pass


def fail() -> None:
    raise RuntimeError("nobody expected that")


def refuse() -> None:
    raise UnreadableDocumentError("is not what it should be")


def recurse() -> None:
    recurse()


WAYS: dict[bytes, Callable[[], object]] = {
    b"spin": spin,
    b"sleep": lambda: time.sleep(60),
    b"swell": lambda: bytearray(10**10),
    b"crash": os.abort,
    b"fail": fail,
    b"refuse": refuse,
    b"recurse": recurse,
    b"chatter": lambda: sys.stdout.write("a library that prints"),
}


def extract(data: bytes) -> Extraction:
    if data == b"secrets":
        return Extraction(",".join(os.environ))
    WAYS.get(data, lambda: None)()
    return Extraction("第一条 略。")
