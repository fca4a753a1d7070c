"""Documents that are replaced and removed while a question is answered: the answer is that of before or of after, and never an error."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.answers import Answer
from assistant.service import Assistant
from corpus.documents import Header, Policy
from corpus.errors import NotFoundError
from indexing.library import Library
from tests.faults.homes import NEW, REMOVED, TODAY, opened, take_in


class Changing:
    """The documents of a library, in which something changes between a search and the first reading of what it found."""

    def __init__(self, library: Library, change: str) -> None:
        self._library = library
        self._change = change

    def headers(self) -> Mapping[str, Header]:
        return self._library.headers()

    def policy(self, document_id: str) -> Policy:
        change, self._change = self._change, ""
        if change == "replaced":
            assert list(take_in(self._library, {"会诊.txt": NEW["会诊.txt"]}))
        if change == "removed":
            self._library.remove(self._library.find(REMOVED))
        return self._library.policy(document_id)


def test_a_document_that_is_replaced_meanwhile_is_answered_from_as_it_is_then(home: Path) -> None:
    with opened(home) as library:
        answer = Assistant(library.searcher, Changing(library, "replaced"), lambda: TODAY).ask("急会诊多久到位")
        assert isinstance(answer, Answer)
        assert "15分钟" in answer.answer
        assert {"15分钟" in citation.quote for citation in answer.citations} == {True}


def test_a_document_that_is_removed_meanwhile_is_not_answered_from(home: Path) -> None:
    with opened(home) as library:
        answer = Assistant(library.searcher, Changing(library, "removed"), lambda: TODAY).ask("门诊病历要保存多少年")
        assert not isinstance(answer, Answer)


def test_a_truth_that_lacks_what_the_indexes_find_again_and_again_is_an_error(home: Path) -> None:
    class Lacking(Changing):
        def policy(self, document_id: str) -> Policy:
            raise NotFoundError(f"There is no document {document_id!r}")

    with opened(home) as library, pytest.raises(NotFoundError):
        Assistant(library.searcher, Lacking(library, ""), lambda: TODAY).ask("急会诊多久到位")
