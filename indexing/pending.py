"""Chunks that came and went, and that the indexes were not told of yet."""

from collections.abc import Iterable, Mapping

from indexing.terms import Readings


class Pending:
    """The chunks by id, each as it was changed last.

    `readings` are the terms of the chunks that came, by document and by chunk in the order of its text: what was cut while the document was
    prepared need not be read from the truth and cut again.

    >>> pending = Pending()
    >>> pending.note(added=["a", "b"], removed=[]); pending.note(added=[], removed=["a"])
    >>> len(pending), pending.added, pending.removed
    (2, ['b'], ['a'])
    """

    def __init__(self) -> None:
        self._is_added: dict[str, bool] = {}
        self.readings: dict[str, Mapping[str, Readings]] = {}

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

    def note_written(self, document_id: str, readings: Mapping[str, Readings], *, removed: Iterable[str]) -> None:
        """Notes a document that was written, by its chunks in the order of its text, and what went for it."""
        self.note(added=readings, removed=removed)
        self.readings[document_id] = readings

    def clear(self) -> None:
        """Forgets all of them, when the indexes were told."""
        self._is_added.clear()
        self.readings.clear()
