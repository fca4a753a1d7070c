"""Puts Youju together from its settings: the one place where parts are chosen by name."""

import logging
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Self

from assistant.chat_model import ChatModel, open_chat_model
from assistant.cross_encoder import cross_encoder
from assistant.notices import search_warnings
from assistant.obligations.answering import RegisterReplies
from assistant.obligations.register import Register
from assistant.service import Assistant
from assistant.settings import Settings, check_usable, load_settings
from corpus.errors import YoujuError
from indexing.embedding import load_embedder
from indexing.library import Library
from indexing.shared_library import open_library

# Some clause of any policy text is near enough to be weighed as its answer, so that all that answering needs is loaded.
WARMING_QUESTION = "应当在多少日内报告？"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Youju:
    """All of Youju in one process; a context manager that closes what it opened."""

    settings: Settings
    library: Library
    assistant: Assistant
    register: Register
    chat_model: ChatModel | None = None

    def warm_up(self) -> None:
        """Loads what questions need, so that the first of many at once does not wait while each of them loads the same."""
        try:
            replace(self.assistant, writer=None).ask(WARMING_QUESTION)
            # Read only where there is a doubt.
            cross_encoder()
        except YoujuError as error:
            # Whoever asks is told the same, and the server may serve better later.
            logger.warning("Nothing can be answered for now: %s", error)

    def hurry(self) -> None:
        """Has questions that wait for a language model answered without it, so that they end before the server does."""
        if self.chat_model:
            self.chat_model.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.library.close()


def open_youju(settings: Settings | None = None) -> Youju:
    """Opens the home of the settings, those of the environment where none are given.

    Raises:
        SettingsError: a setting or the home cannot be used.
        StoreError: what is stored there cannot be used.
    """
    settings = settings or load_settings()
    check_usable(settings)
    chat_model = _chat_model(settings)
    library = open_library(
        settings.home,
        embedder=load_embedder(settings.embedding_model),
        database_url=settings.database_url.get_secret_value(),
        chroma_url=settings.chroma_url.get_secret_value(),
        milvus_url=settings.milvus_url.get_secret_value(),
        secret=settings.secret_key.get_secret_value(),
    )
    fixed = settings.today

    def today() -> date:
        return fixed or datetime.now(UTC).astimezone().date()

    register = Register(library, today)
    lists = RegisterReplies(register, library, today)
    assistant = Assistant(library.searcher, library, today, chat_model, lists, lambda: search_warnings(is_words_only=library.is_words_only))
    return Youju(settings, library, assistant, register, chat_model)


def _chat_model(settings: Settings) -> ChatModel | None:
    if not settings.chat_model:
        return None
    return open_chat_model(settings.chat_model, base_url=settings.chat_base_url, api_key=settings.chat_api_key.get_secret_value())
