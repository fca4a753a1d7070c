"""Indexes that lose what they hold while they are served: noticed, built anew beside, and swapped while answers go on."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.canaries import RETRY_SECONDS, Canaries
from assistant.answers import Answer
from assistant.notices import search_warnings
from assistant.service import Assistant
from corpus.errors import StoreBusyError, StoreError
from indexing.library import Library
from tests.faults.damaging import flip
from tests.faults.homes import OLD_REPLIES, TODAY, Allowed, opened, replies
from tests.faults.scale import chance_of

ALLOWED = Allowed(OLD_REPLIES, OLD_REPLIES)
NOTICE = search_warnings(is_words_only=True)[0]


@pytest.fixture
def served(home: Path) -> Iterator[Library]:
    with opened(home) as library:
        library.own(wait=False)
        yield library


def ask(library: Library) -> Answer:
    assistant = Assistant(library.searcher, library, lambda: TODAY, warnings=lambda: search_warnings(is_words_only=library.is_words_only))
    answer = assistant.ask("急会诊多久到位")
    assert isinstance(answer, Answer)
    return answer


def turn_vectors(library: Library) -> None:
    chunk_ids, vectors = library._store.vectors()
    library._dense.index.add(chunk_ids, -vectors)


class Held:
    """Holds the building of an index until it is let go."""

    def __init__(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.let_go = threading.Event(), threading.Event()
        kind = library._dense._kind

        def change(*arguments: object) -> None:
            self.begun.set()
            assert self.let_go.wait(10)
            kind.change(*arguments)  # type: ignore[arg-type] # handed on as they are

        monkeypatch.setattr(library._dense, "_kind", replace(kind, change=change))


def test_answers_go_on_by_words_alone_while_damaged_vectors_are_built_anew(served: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    assert served.check() == 0
    assert ask(served).notices == ()
    turn_vectors(served)
    held = Held(served, monkeypatch)
    checking = threading.Thread(target=served.check)
    checking.start()
    assert held.begun.wait(10)
    assert served.is_words_only
    assert NOTICE in ask(served).notices
    assert ALLOWED.wrong(replies(served)) == []
    held.let_go.set()
    checking.join(10)
    assert not served.is_words_only
    assert ask(served).notices == ()
    assert served.verify() == []
    assert ALLOWED.wrong(replies(served)) == []


def test_a_server_starts_at_once_with_vectors_that_are_gone(home: Path) -> None:
    for path in sorted((home / "dense").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    with opened(home) as library:
        library.own(wait=False)
        assert NOTICE in ask(library).notices
        assert ALLOWED.wrong(replies(library)) == []
        assert library.check() == 1
        assert ask(library).notices == ()
        assert library.verify() == []


def test_words_that_were_damaged_are_built_anew_and_refused_meanwhile(served: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    [path] = (served.home / "sparse").glob("*/*.term")
    flip(path, chance_of("words"))
    served._sparse.is_right()
    with pytest.raises(StoreBusyError, match="again in a moment"):
        ask(served)
    assert served.check() == 1
    assert ALLOWED.wrong(replies(served)) == []
    assert served.verify() == []


def test_a_question_under_way_ends_before_its_index_is_closed(served: Library) -> None:
    rebuilding = threading.Thread(target=served.repair)
    with served._dense.using() as index:
        assert index is not None
        rebuilding.start()
        rebuilding.join(0.5)
        assert rebuilding.is_alive(), "it waits for those who use the index"
        chunk_ids, vectors = served._store.vectors()
        assert index.finds(chunk_ids, vectors)
    rebuilding.join(10)
    assert served.verify() == []


def test_questions_go_on_while_indexes_are_swapped_again_and_again(served: Library) -> None:
    ended, wrong = threading.Event(), []

    def ask_on() -> None:
        while not ended.is_set():
            wrong.extend(ALLOWED.wrong(replies(served)))

    asking = [threading.Thread(target=ask_on) for _ in range(2)]
    for thread in asking:
        thread.start()
    for _ in range(3):
        served.repair()
    ended.set()
    for thread in asking:
        thread.join(10)
    assert wrong == []


def test_a_write_while_the_vectors_are_in_doubt_is_in_those_that_are_built(served: Library) -> None:
    served._dense.in_doubt = True
    served.remove(served.find("病历.txt"))
    served.check()
    assert not served.is_words_only
    assert served.verify() == []


class Failing:
    """A library that cannot be checked at first."""

    def __init__(self, n_failures: int) -> None:
        self.n_failures, self.n_checks, self.checked = n_failures, 0, threading.Event()

    def check(self) -> int:
        self.n_checks += 1
        if self.n_checks <= self.n_failures:
            raise StoreError("There is no room left")
        self.checked.set()
        return 1


def test_canaries_look_at_the_start_and_again_and_again() -> None:
    library = Failing(n_failures=2)
    canaries = Canaries(library, every_seconds=0.01)
    canaries.start()
    assert library.checked.wait(10)
    canaries.close()
    assert Canaries(library).check() == 3600
    assert Canaries(Failing(n_failures=1)).check() == RETRY_SECONDS
