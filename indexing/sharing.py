"""Keeps an index that lives in a server in step with the truth, for all processes; one at a time writes it.

As with an index in a folder, the store notes which one is in use, what made it, and which generation of the truth it shows. Any process may
claim it, follow the changes, and fill it anew beside the one in use; all others see by the note which one to ask.
"""

import json
import logging
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Generic, Protocol, TypeVar

from corpus.errors import StoreAwayError, StoreError
from indexing.index_kinds import Copy
from indexing.keeping import MAX_CHASES, REBUILD_SHARE
from indexing.statements import in_batches
from indexing.store import Store

logger = logging.getLogger(__name__)

_MEND = "`youju verify --repair` builds it again"

Index = TypeVar("Index", bound=Copy)
Opened_co = TypeVar("Opened_co", bound=Copy, covariant=True)


class IndexServer(Protocol[Opened_co]):
    """A server that holds indexes by name."""

    @property
    def name(self) -> str:
        """Which one, for people."""
        ...

    def open(self, name: str) -> Opened_co:
        """The index of this name, which is made where there is none."""
        ...

    def names(self) -> list[str]:
        """The names of all indexes."""
        ...

    def drop(self, name: str) -> None:
        """Deletes an index."""
        ...

    def close(self) -> None:
        """Lets the connections go."""
        ...


@dataclass(frozen=True, slots=True)
class SharedKind(Generic[Index]):
    """One kind of index in a server: its name and identity, and how it is changed and tried, as `keeping.Kind` tells."""

    name: str
    identity: str
    change: Callable[[Index, Sequence[str], Sequence[str]], None]
    is_sound: Callable[[Index], bool]
    differing: Callable[[Index], Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Note:
    """What the store notes about the index."""

    collection: str
    identity: str
    generation: int


class SharedKeeper(Generic[Index]):
    """Keeps the index of one kind in a server; it is in doubt while the server is away or what it holds is not known to be right."""

    def __init__(self, store: Store, server: IndexServer[Index], kind: SharedKind[Index]) -> None:
        self._store = store
        self._server = server
        self._kind = kind
        self._opened: tuple[str, Index] | None = None
        self._opening = threading.Lock()
        self.in_doubt = True

    @contextmanager
    def using(self) -> Iterator[Index | None]:
        """The index in use; `None` while it is in doubt. Where it fails in the block it is in doubt from then on."""
        try:
            index = None if self.in_doubt else self._current()
        except StoreError:
            self.in_doubt, index = True, None
        try:
            yield index
        except StoreError:
            self.in_doubt = True
            raise

    def close(self) -> None:
        """Lets the connections go."""
        self._server.close()

    def is_in_step(self) -> bool:
        """Whether the index shows the truth of this moment."""
        note = self._note()
        return note is not None and (note.identity, note.generation) == (self._kind.identity, self._store.generation())

    def follow(self, *, fill: bool = True) -> None:
        """Brings the index in step where no other process is at it, and tries what is in doubt; the next call tries again.

        Args:
            fill: Whether to build an index that is wrong anew.
        """
        try:
            if self.in_doubt or not self.is_in_step():
                with self._claimed() as claimed:
                    self._follow(claimed=claimed, fill=fill)
        except StoreAwayError as error:
            if not self.in_doubt:
                logger.warning("Words alone are searched: %s", error)
            self.in_doubt = True

    def rebuild(self) -> None:
        """Fills a new index beside the present one, then points to it.

        Raises:
            StoreAwayError: The server cannot be reached.
        """
        generation = self._store.generation()
        collection = f"{self._prefix()}{generation}-{secrets.token_hex(4)}"
        built = self._server.open(collection)
        for batch in in_batches(self._store.chunk_ids()):
            self._kind.change(built, batch, ())
        self._write_note(_Note(collection, self._kind.identity, generation))
        self._opened, self.in_doubt = (collection, built), False
        for name in self._server.names():
            if name.startswith(self._prefix()) and name != collection:
                self._server.drop(name)

    def is_right(self) -> bool:
        """Whether the index has as many chunks as the truth, and finds those that it is asked for; else it is in doubt."""
        self.in_doubt = not self._agrees()
        return not self.in_doubt

    def problems(self) -> list[str]:
        """One line for each way in which the index does not show the truth."""
        note = self._note()
        if note is None or note.identity != self._kind.identity:
            return [f"The {self._kind.name} index was not made from these settings: {_MEND}"] if self._store.count_chunks() else []
        if not self.is_in_step():
            return [f"The {self._kind.name} index lags behind the documents: {_MEND}"]
        try:
            return self._differences(self._current())
        except StoreError as error:
            return [str(error)]

    def _follow(self, *, claimed: bool, fill: bool) -> None:
        note = self._note()
        if note is None or note.identity != self._kind.identity:
            # Nobody else fills it for us, and it is left to whoever made it while the process runs.
            if claimed and fill:
                self.rebuild()
            return
        if claimed:
            self._catch_up(note)
        if self.in_doubt and not self.is_right() and claimed and fill:
            self.rebuild()

    def _catch_up(self, note: _Note) -> None:
        """Brings in what has changed since the generation of the note."""
        try:
            index, changes = self._current(), self._store.changes_since(note.generation)
            if changes is None:
                generation = self._store.generation()
                wanted, present = set(self._store.chunk_ids()), set(index.ids())
                added, gone = sorted(wanted - present), sorted(present - wanted)
            else:
                generation, added, gone = changes.generation, changes.added, changes.gone
            if len(gone) > REBUILD_SHARE * (index.count() + len(added)):
                self.rebuild()
                return
            self._kind.change(index, added, gone)
            self._write_note(_Note(note.collection, note.identity, generation))
        except StoreAwayError:
            raise
        except StoreError as error:
            logger.warning("The %s index is in doubt: %s", self._kind.name, error)
            self.in_doubt = True

    def _agrees(self) -> bool:
        """Whether the index holds what the truth of its generation holds; others may write meanwhile, then it is asked again."""
        try:
            for _ in range(MAX_CHASES):
                index, note = self._current(), self._note()
                if index.count() == self._store.count_chunks() and self._kind.is_sound(index):
                    return True
                changes = self._store.changes_since(note.generation) if note else None
                if changes is None or (note and changes.generation == note.generation):
                    return False
        except StoreAwayError:
            raise
        except StoreError:
            return False
        return False

    def _differences(self, index: Index) -> list[str]:
        wrong = set(index.ids()) ^ set(self._store.chunk_ids())
        found = [f"The {self._kind.name} index lacks or still has {len(wrong)} chunks: {_MEND}"] if wrong else []
        differing = self._kind.differing(index)
        if differing:
            found.append(f"The {self._kind.name} index says otherwise than the truth of {len(differing)} chunks: {_MEND}")
        return found if self._kind.is_sound(index) else [*found, f"The {self._kind.name} index does not find chunks that it holds: {_MEND}"]

    def _current(self) -> Index:
        """The index that the note names."""
        note = self._note()
        if note is None:
            raise StoreError(f"The store does not say where the {self._kind.name} index is: `youju verify --repair` builds it again")
        with self._opening:
            if self._opened is None or self._opened[0] != note.collection:
                self._opened = (note.collection, self._server.open(note.collection))
            return self._opened[1]

    @contextmanager
    def _claimed(self) -> Iterator[bool]:
        name = f"index:{self._kind.name}"
        claimed = self._store.claim(name)
        try:
            yield claimed
        finally:
            if claimed:
                self._store.let_go(name)

    def _prefix(self) -> str:
        """What the names of the indexes of this truth begin with: a server may hold those of others."""
        return f"youju-{self._kind.name}-{self._store.identity()}-"

    def _note(self) -> _Note | None:
        written = self._store.note(self._key)
        return _Note(**json.loads(written)) if written else None

    def _write_note(self, note: _Note) -> None:
        self._store.write_note(self._key, json.dumps(asdict(note)))

    @property
    def _key(self) -> str:
        return f"{self._kind.name}-shared"
