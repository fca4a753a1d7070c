"""Puts Youju together from its settings: the one place where parts are chosen by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from types import TracebackType
from typing import Self

from assistant.chat_model import open_chat_model
from assistant.composing.writer import Writer
from assistant.obligations.register import Register
from assistant.service import Assistant
from assistant.settings import Settings, check_usable, load_settings
from corpus.documents import Header, Policy
from indexing.embedding import load_embedder
from indexing.library import Library

KEPT_POLICIES = 256


@dataclass(frozen=True, slots=True)
class Youju:
    """All of Youju in one process; a context manager that closes what it opened."""

    settings: Settings
    library: Library
    assistant: Assistant
    register: Register

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.library.close()


class LibraryCatalogue:
    """The documents of a library as the assistant sees them; policies read last are kept while their headers stay the same."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._headers: Mapping[str, Header] = {}
        self._policy = lru_cache(maxsize=KEPT_POLICIES)(lambda document_id, _header: library.policy(document_id))

    def policy(self, document_id: str) -> Policy:
        """The policy of a document."""
        return self._policy(document_id, self._headers.get(document_id))

    def headers(self) -> Mapping[str, Header]:
        """The headers of all documents, by document id."""
        self._headers = {summary.document_id: summary.header for summary in self._library.documents()}
        return self._headers


def open_youju(settings: Settings | None = None) -> Youju:
    """Opens the home of the settings, those of the environment where none are given.

    Raises:
        SettingsError: a setting or the home cannot be used.
        StoreError: what is stored there cannot be used.
    """
    settings = settings or load_settings()
    check_usable(settings)
    writer = _writer(settings)
    library = Library.open(settings.home, embedder=load_embedder(settings.embedding_model))
    fixed = settings.today

    def today() -> date:
        return fixed or datetime.now(UTC).astimezone().date()

    return Youju(settings, library, Assistant(library.searcher, LibraryCatalogue(library), today, writer), Register(library, today))


def _writer(settings: Settings) -> Writer | None:
    if not settings.chat_model:
        return None
    return open_chat_model(settings.chat_model, base_url=settings.chat_base_url, api_key=settings.chat_api_key.get_secret_value())
