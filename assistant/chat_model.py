"""The optional language model; the only module that knows LangChain, which is imported where a model is set.

Every error of a provider becomes a `SettingsError` while the model is opened and a `ChatError` while it writes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import Any, Protocol

from assistant.composing.writer import ChatError
from corpus.errors import SettingsError

INSTALL = 'pip install "youju[llm]"'

# An OpenAI-compatible server of one's own may ask for no key, its client for one all the same.
NO_KEY = "none"


# What a thread that reads a reply hands on; `None` is its end.
Piece = str | ChatError | None


@dataclass(frozen=True, slots=True)
class ChatLimits:
    """What one reply may take: seconds from the question to its last word, and characters."""

    seconds: float = 45.0
    characters: int = 6_000


class Streams(Protocol):
    """The part of a LangChain chat model that is used."""

    def stream(self, input: Sequence[tuple[str, str]]) -> Iterator[Any]:  # noqa: A002 -- the name is LangChain's
        """The message in chunks, each with a `text`."""
        ...


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A LangChain chat model as a `Writer`; each reply is read on a thread of its own, so that no provider can hold a request."""

    model: Streams
    name: str
    limits: ChatLimits = field(default_factory=ChatLimits)
    _ended: Event = field(default_factory=Event, init=False, repr=False, compare=False)
    _waiting: "set[SimpleQueue[Piece]]" = field(default_factory=set, init=False, repr=False, compare=False)

    def end(self) -> None:
        """Ends the replies that are under way, and any that is asked for later: whoever waits for one gets what there is without it."""
        self._ended.set()
        for pieces in tuple(self._waiting):
            pieces.put(ChatError(f"{self.name!r} was not waited for: the server is being stopped"))

    def stream(self, instruction: str, question: str) -> Iterator[str]:
        """The reply in pieces.

        Raises:
            ChatError: the provider failed, or the reply did not end within the limits.
        """
        pieces: SimpleQueue[Piece] = SimpleQueue()
        stopped = Event()
        self._waiting.add(pieces)
        if self._ended.is_set():
            self.end()
        messages = [("system", instruction), ("human", question)]
        Thread(target=self._read, args=(messages, pieces, stopped), name="youju-chat", daemon=True).start()
        try:
            yield from self._within_time(pieces)
        finally:
            stopped.set()
            self._waiting.discard(pieces)

    def _within_time(self, pieces: "SimpleQueue[Piece]") -> Iterator[str]:
        deadline = monotonic() + self.limits.seconds
        while True:
            try:
                piece = pieces.get(timeout=max(deadline - monotonic(), 0.0))
            except Empty:
                raise ChatError(f"{self.name!r} did not end within {self.limits.seconds:g} seconds") from None
            if isinstance(piece, ChatError):
                raise piece
            if piece is None:
                return
            if monotonic() > deadline:
                raise ChatError(f"{self.name!r} did not end within {self.limits.seconds:g} seconds")
            yield piece

    def _read(self, messages: Sequence[tuple[str, str]], pieces: "SimpleQueue[Piece]", stopped: Event) -> None:
        """Reads the reply into the queue, up to its end, an error, the most characters, or until nobody listens."""
        length = 0
        try:
            for chunk in self.model.stream(messages):
                text = str(chunk.text)
                length += len(text)
                if stopped.is_set():
                    return
                if length > self.limits.characters:
                    pieces.put(ChatError(f"{self.name!r} wrote more than {self.limits.characters} characters"))
                    return
                pieces.put(text)
        except Exception as error:  # noqa: BLE001 -- each provider has errors of its own, and the question is answered all the same
            pieces.put(ChatError(f"{self.name!r} failed with {type(error).__name__}"))
        else:
            pieces.put(None)


def open_chat_model(model: str, *, base_url: str = "", api_key: str = "", limits: ChatLimits | None = None) -> ChatModel:
    """The chat model of a setting `provider:model`.

    Raises:
        SettingsError: the setting names no provider and model, or the packages for them are not installed.
    """
    provider, _, name = model.partition(":")
    if not provider or not name:
        raise SettingsError(f"YOUJU_CHAT_MODEL={model!r} is not provider:model: write for example 'openai:gpt-4.1' or 'ollama:qwen3'")
    try:
        from langchain.chat_models import init_chat_model  # noqa: PLC0415 -- loads for a second, and only where a model is set
    except ImportError as error:
        raise SettingsError(f"YOUJU_CHAT_MODEL={model!r} needs packages that are not installed: {INSTALL}") from error
    limits = limits or ChatLimits()
    options: dict[str, Any] = {"base_url": base_url, "api_key": api_key or (NO_KEY if base_url else "")}
    given = {option: value for option, value in options.items() if value}
    try:
        opened = init_chat_model(name, model_provider=provider, timeout=limits.seconds, max_retries=0, **given)
    except ImportError as error:
        raise SettingsError(f"YOUJU_CHAT_MODEL={model!r} needs a package that is not installed: {INSTALL}; {error}") from error
    except Exception as error:  # each provider has errors of its own for a setting that is missing
        raise SettingsError(f"YOUJU_CHAT_MODEL={model!r} cannot be opened ({type(error).__name__}): {error}") from error
    return ChatModel(opened, model, limits)
