"""What the start page tells before anything is asked: how much is ingested, and questions that it answers."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import date
from threading import Lock
from weakref import WeakKeyDictionary

from assistant.bootstrap import Youju
from assistant.obligations.filters import Filters
from assistant.suggesting import suggestions
from corpus.errors import YoujuError
from indexing.library import Library

N_SUGGESTIONS = 6

# A few texts take less; of many the questions are there when the page is opened the next time.
PATIENCE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Welcome:
    """The numbers of documents and duties, and questions to begin with."""

    n_documents: int
    n_obligations: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """The questions for one state of a library on one day, on their way."""

    generation: int
    day: date
    questions: Future[tuple[str, ...]]


_MADE: WeakKeyDictionary[Library, Made] = WeakKeyDictionary()
_MAKING = Lock()
_POOL = ThreadPoolExecutor(1, thread_name_prefix="suggestions")


def welcome(youju: Youju) -> Welcome:
    """What is true of the library now; questions are made once for each state of it and each day."""
    n_obligations = youju.register.find(Filters(), limit=0).total
    return Welcome(len(youju.library.documents()), n_obligations, _questions(_made(youju).questions))


def _made(youju: Youju) -> Made:
    generation, day = youju.library.generation(), youju.assistant.today()
    with _MAKING:
        made = _MADE.get(youju.library)
        if made is None or (made.generation, made.day) != (generation, day):
            made = _MADE[youju.library] = Made(generation, day, _POOL.submit(_make, youju))
    return made


def _make(youju: Youju) -> tuple[str, ...]:
    return suggestions(youju.library, youju.register, youju.assistant.today, limit=N_SUGGESTIONS)


def _questions(made: Future[tuple[str, ...]]) -> tuple[str, ...]:
    """The questions, none where they are not there yet; a page to ask on is worth more than what it suggests."""
    wait([made], timeout=PATIENCE_SECONDS)
    if not made.done() or isinstance(made.exception(), YoujuError):
        return ()
    return made.result()
