"""Keeps an index in step with the truth: catches up after a crash, notices damage, builds beside and points over.

An index is a copy in a folder of its own. The store notes the folder in use, what made the index, and the generation of the truth that it
shows; whatever does not agree with that note is brought up to date or built anew, never trusted.
"""

import json
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Generic, Protocol

from corpus.errors import StoreError
from indexing.index_kinds import Index, Kind
from indexing.leases import Current
from indexing.store import Store

# Taking many chunks out costs more than building an index without them.
REBUILD_SHARE = 0.2

# A graph keeps what is taken out of it, 3 KB a chunk: it is built anew when so many have gone, and half as many as are there.
MOST_GONE, GONE_SHARE = 2000, 0.5

# How often others' writing is waited out before an index is taken for wrong.
MAX_CHASES = 20

# Opening an index costs what has changed since it was settled: 2,000 chunks take a second.
SETTLE_CHUNKS = 2000

_MEND = "`youju verify --repair` builds it again"


class Notes(Protocol):
    """Where it is noted which index is in use: the store, or each home that shares a store with others."""

    def note(self, key: str) -> str | None:
        """What was noted under this key."""
        ...

    def write_note(self, key: str, value: str) -> None:
        """Notes a value, in place of what was noted under the key."""
        ...


@dataclass(frozen=True, slots=True)
class _Note:
    """What the store notes about an index: the chunks that came and went since it was settled, and that went since it was built."""

    folder: str
    identity: str
    generation: int
    n_unsettled: int = SETTLE_CHUNKS
    digest: str = ""
    n_gone: int = 0


class Keeper(Generic[Index]):
    """Keeps the index of one kind under `home / kind.name`; only the owner of the home may call more than `look` and `is_in_step`."""

    def __init__(self, home: Path, store: Store, kind: Kind[Index], notes: Notes | None = None) -> None:
        self._folder = home / kind.name
        self._store = store
        self._notes = notes or store
        self._kind = kind
        self._current: Current[Index] = Current()
        self.in_doubt = False

    @property
    def index(self) -> Index:
        """The index that is in step.

        Raises:
            StoreError: `catch_up` has not been called.
        """
        index = self._current.held
        if index is None:
            raise StoreError(f"The {self._kind.name} index is not open: the home has to be owned first")
        return index

    @contextmanager
    def using(self) -> Iterator[Index | None]:
        """The index, which stays open until the block ends; `None` while it is in doubt, or closed."""
        with self._current.using() as index:
            yield None if self.in_doubt else index

    def close(self) -> None:
        """Lets the files go, when those who are using them are done."""
        self._current.put(None)

    def is_in_step(self) -> bool:
        """Whether the index shows the truth of this moment."""
        note = self._note()
        return note is not None and (note.identity, note.generation) == (self._kind.identity, self._store.generation())

    def look(self) -> Index | None:
        """The index in use, for reading, however old; `None` where none was made in this way yet."""
        note = self._note()
        if note is None or note.identity != self._kind.identity:
            return None
        return self._kind.open(self._folder / note.folder)

    def folder_in_use(self) -> str | None:
        """The name of the folder of the index in use, as its owner noted it."""
        note = self._note()
        return note.folder if note else None

    def catch_up(self) -> None:
        """Opens the index and brings it in step: with what it lacks where it is sound, built anew where it is not."""
        if not self.open():
            self.rebuild()

    def open(self) -> bool:
        """Opens the index and brings it in step with what it lacks; where it is not sound it is in doubt, and this is false."""
        self.close()
        note = self._note()
        try:
            index = self.look()
            self._current.put(index)
            if index is not None and note is not None:
                self._settle(index, note)
                if note.generation != self._store.generation():
                    self._add_missing(index)
        except StoreError:
            self.close()
        if self.is_right():
            self._remove_other_folders()
        return not self.in_doubt

    def change(self, added: Sequence[str], removed: Sequence[str]) -> None:
        """Brings in chunks and takes out others, both given by id; the truth has changed already."""
        self._change(added, removed, self._store.generation())

    def follow(self) -> None:
        """Brings the index, which is open, in step with what was written since, by this process or another."""
        changes = self._store.changes_since(self._noted().generation)
        if changes is None:
            self._add_missing(self.index)
        else:
            self._change(changes.added, changes.gone, changes.generation)

    def _change(self, added: Sequence[str], removed: Sequence[str], generation: int) -> None:
        """Brings the index to a generation of the truth, or builds it anew where that is better."""
        n_there, n_gone = self.index.count() + len(added), self._noted().n_gone + len(removed)
        worn = self._kind.keeps_gone and n_gone > max(MOST_GONE, GONE_SHARE * n_there)
        if worn or len(removed) > REBUILD_SHARE * n_there:
            self.rebuild()
        else:
            self._kind.change(self.index, added, removed)
            self._write_changed(len(added), len(removed), generation)

    def rebuild(self) -> None:
        """Builds the index beside the present one, then points to it."""
        generation = self._store.generation()
        folder = f"{generation}-{secrets.token_hex(4)}"
        built = self._kind.open(self._folder / folder)
        chunk_ids = self._store.chunk_ids()
        self._kind.change(built, chunk_ids, ())
        self._current.put(built)
        self.in_doubt = False
        self._write_note(_Note(folder, self._kind.identity, generation, len(chunk_ids)))
        self._remove_other_folders()

    def is_right(self) -> bool:
        """Whether the index has as many chunks as the truth, and finds those that it is asked for; else it is in doubt until built anew."""
        try:
            right = self._current.held is not None and self._agrees()
        except StoreError:
            right = False
        self.in_doubt = self.in_doubt or not right
        return not self.in_doubt

    def _agrees(self) -> bool:
        """Whether the index holds what the truth holds; where others write meanwhile it follows, and is asked again."""
        for _ in range(MAX_CHASES):
            if self.index.count() == self._store.count_chunks() and self._kind.is_sound(self.index):
                return True
            changes, note = self._store.changes_since(self._noted().generation), self._noted()
            if changes is None or changes.generation == note.generation:
                return False
            self.follow()
        return False

    def problems(self) -> list[str]:
        """One line for each way in which the index does not show the truth."""
        note = self._note()
        if note is None or note.identity != self._kind.identity:
            return [f"The {self._kind.name} index was not made from these settings: {_MEND}"] if self._store.count_chunks() else []
        if not self.is_in_step():
            return [f"The {self._kind.name} index lags behind the documents: {_MEND}"]
        try:
            with self._opened(note.folder) as index:
                if self._is_damaged(index, note):
                    return [f"The files of the {self._kind.name} index are damaged: {_MEND}"]
                return self._differences(index)
        except StoreError as error:
            return [str(error)]

    @contextmanager
    def _opened(self, folder: str) -> Iterator[Index]:
        """The index that is open, or else one that is opened for this once."""
        if self._current.held is not None:
            yield self.index
            return
        index = self._kind.open(self._folder / folder)
        try:
            yield index
        finally:
            index.close()

    def _differences(self, index: Index) -> list[str]:
        wrong = set(index.ids()) ^ set(self._store.chunk_ids())
        found = [f"The {self._kind.name} index lacks or still has {len(wrong)} chunks: {_MEND}"] if wrong else []
        differing = self._kind.differing(index)
        if differing:
            found.append(f"The {self._kind.name} index says otherwise than the truth of {len(differing)} chunks: {_MEND}")
        return found if self._kind.is_sound(index) else [*found, f"The {self._kind.name} index does not find chunks that it holds: {_MEND}"]

    def _add_missing(self, index: Index) -> None:
        generation = self._store.generation()
        wanted, present = set(self._store.chunk_ids()), set(index.ids())
        added, gone = sorted(wanted - present), sorted(present - wanted)
        self._kind.change(index, added, gone)
        self._write_changed(len(added), len(gone), generation)

    def _settle(self, index: Index, note: _Note) -> None:
        """Settles an index that was just opened, where much has changed.

        Raises:
            StoreError: Its files are not as they were written, or it cannot be settled.
        """
        if self._is_damaged(index, note):
            raise StoreError(f"The files of the {self._kind.name} index are damaged: {_MEND}")
        if self._kind.settle is not None and note.n_unsettled >= SETTLE_CHUNKS:
            # No index is in use meanwhile: killed here, it is built anew.
            self._notes.write_note(self._kind.name, "")
            self._kind.settle(index)
            self._write_note(replace(note, n_unsettled=0, digest=self._kind.digest(index)))

    def _is_damaged(self, index: Index, note: _Note) -> bool:
        """Whether the files that settling wrote are not as it wrote them: what reads them could give wrong neighbours, or die."""
        return bool(note.digest) and self._kind.digest(index) != note.digest

    def _note(self) -> _Note | None:
        written = self._notes.note(self._kind.name)
        return _Note(**json.loads(written)) if written else None

    def _noted(self) -> _Note:
        note = self._note()
        if note is None:
            raise StoreError(f"The store does not say where the {self._kind.name} index is: `youju verify --repair` builds it again")
        return note

    def _write_changed(self, n_added: int, n_gone: int, generation: int) -> None:
        """Notes that the index shows this generation of the truth, after so many chunks came and went."""
        note = self._noted()
        n_unsettled = note.n_unsettled + n_added + n_gone
        changed = replace(note, identity=self._kind.identity, generation=generation, n_unsettled=n_unsettled, n_gone=note.n_gone + n_gone)
        self._write_note(changed)

    def _write_note(self, note: _Note) -> None:
        self._notes.write_note(self._kind.name, json.dumps(asdict(note)))

    def _remove_other_folders(self) -> None:
        """Removes what earlier builds left."""
        for path in self._folder.iterdir():
            if path.name != self._noted().folder:
                shutil.rmtree(path, ignore_errors=True)
