"""Keeps what was read last, up to a total size."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Value]):
    value: Value
    version: object
    size: int


class Recent(Generic[Value]):
    """The values read last, each of one version; safe to use from several threads.

    >>> recent = Recent[str](max_size=8, size=len)
    >>> recent.put("a", 1, "会诊制度"); recent.put("b", 1, "病历制度"); recent.get("a", 1)
    '会诊制度'
    >>> recent.put("c", 1, "转诊制度"); (recent.get("a", 1), recent.get("b", 1), recent.get("c", 2))
    ('会诊制度', None, None)
    >>> recent.retain(lambda key, version: key == "c"); (recent.get("a", 1), recent.get("c", 1))
    (None, '转诊制度')
    """

    def __init__(self, *, max_size: int, size: Callable[[Value], int]) -> None:
        self._max_size = max_size
        self._size_of = size
        self._size = 0
        self._kept: OrderedDict[str, _Kept[Value]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, version: object) -> Value | None:
        """The value of a key where it is here in this version."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept.version != version:
                return None
            self._kept.move_to_end(key)
            return kept.value

    def put(self, key: str, version: object, value: Value) -> None:
        """Keeps a value, in place of the key's value of another version; what was not read for longest goes where it gets too much."""
        kept = _Kept(value, version, self._size_of(value))
        with self._lock:
            self._drop(key)
            self._kept[key] = kept
            self._size += kept.size
            while self._size > self._max_size and len(self._kept) > 1:
                self._drop(next(iter(self._kept)))

    def retain(self, is_wanted: Callable[[str, object], bool]) -> None:
        """Lets go of everything but what is wanted, by its key and its version."""
        with self._lock:
            for key in [key for key, kept in self._kept.items() if not is_wanted(key, kept.version)]:
                self._drop(key)

    def _drop(self, key: str) -> None:
        dropped = self._kept.pop(key, None)
        self._size -= dropped.size if dropped else 0
