"""Chunks that came and went, and that the indexes were not told of yet."""

from collections.abc import Iterable


class Pending:
    """The chunks by id, each as it was changed last.

    >>> pending = Pending()
    >>> pending.note(added=["a", "b"], removed=[]); pending.note(added=[], removed=["a"])
    >>> len(pending), pending.added, pending.removed
    (2, ['b'], ['a'])
    """

    def __init__(self) -> None:
        self._is_added: dict[str, bool] = {}

    def __len__(self) -> int:
        return len(self._is_added)

    @property
    def added(self) -> list[str]:
        """Those that came."""
        return [chunk_id for chunk_id, is_added in self._is_added.items() if is_added]

    @property
    def removed(self) -> list[str]:
        """Those that went."""
        return [chunk_id for chunk_id, is_added in self._is_added.items() if not is_added]

    def note(self, *, added: Iterable[str], removed: Iterable[str]) -> None:
        """Notes what one change did: chunks that both went and came are there."""
        self._is_added.update(dict.fromkeys(removed, False))
        self._is_added.update(dict.fromkeys(added, True))
