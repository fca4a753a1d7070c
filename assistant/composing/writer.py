"""What writes sentences over numbered passages: `Writer`, and how it fails."""

from collections.abc import Iterator
from typing import Protocol

from corpus.errors import YoujuError


class ChatError(YoujuError):
    """The language model gave no text, or none that ends within its limits."""


class Writer(Protocol):
    """A language model; `name` is shown beside what it wrote."""

    @property
    def name(self) -> str:
        """How the model is called."""
        ...

    def stream(self, instruction: str, question: str) -> Iterator[str]:
        """Its reply in pieces, as they come.

        Raises:
            ChatError: the model failed, or went over its limits.
        """
        ...
