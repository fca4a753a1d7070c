"""What is kept in a folder as an index, and what its keeper has to know of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar


class Copy(Protocol):
    """What an index can do for its keeper."""

    def count(self) -> int:
        """How many chunks there are."""
        ...

    def ids(self) -> list[str]:
        """The ids of all chunks."""
        ...

    def close(self) -> None:
        """Lets the files go."""
        ...


Index = TypeVar("Index", bound=Copy)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Index]):
    """One kind of index: its name and identity, and how it is opened, changed and tried.

    `change(index, added, removed)` takes chunk ids and reads the chunks from the truth; `is_sound` tries a sample of what should be there,
    `differing` compares all of it, and names the chunks that are not what the truth says.
    `keeps_gone` says that what is taken out goes on taking memory.
    `settle`, where there is one, makes an index that was just opened and has changed much quick to open; killed meanwhile it is spoilt.
    `digest` is that of the files that settling wrote, and that nothing writes before it is settled again.
    """

    name: str
    identity: str
    open: Callable[[Path], Index]
    change: Callable[[Index, Sequence[str], Sequence[str]], None]
    is_sound: Callable[[Index], bool]
    keeps_gone: bool = False
    settle: Callable[[Index], None] | None = None
    digest: Callable[[Index], str] = lambda _index: ""
    differing: Callable[[Index], Sequence[str]] = lambda _index: ()
