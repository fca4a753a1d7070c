"""What the start page tells before anything is asked: how much is ingested, and questions that it answers."""

from dataclasses import dataclass
from datetime import date
from threading import Lock
from weakref import WeakKeyDictionary

from assistant.bootstrap import Youju
from assistant.obligations.filters import Filters
from assistant.suggesting import suggestions
from indexing.library import Library

N_SUGGESTIONS = 6


@dataclass(frozen=True, slots=True)
class Welcome:
    """The numbers of documents and duties, and questions to begin with."""

    n_documents: int
    n_obligations: int
    questions: tuple[str, ...]


_KEPT: WeakKeyDictionary[Library, tuple[int, date, Welcome]] = WeakKeyDictionary()
_MAKING = Lock()


def welcome(youju: Youju) -> Welcome:
    """What is true of the library now; made once for each state of it and each day."""
    state = (youju.library.generation(), youju.assistant.today())
    with _MAKING:
        kept = _KEPT.get(youju.library)
        if kept is None or kept[:2] != state:
            kept = _KEPT[youju.library] = (*state, _made(youju))
    return kept[2]


def _made(youju: Youju) -> Welcome:
    n_obligations = youju.register.find(Filters(), limit=0).total
    questions = suggestions(youju.library, youju.register, youju.assistant.today, limit=N_SUGGESTIONS)
    return Welcome(len(youju.library.documents()), n_obligations, questions)
