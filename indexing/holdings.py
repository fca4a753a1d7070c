"""What the truth of a home holds, for those who only read it."""

from collections.abc import Mapping

from corpus.documents import Header, Policy
from corpus.errors import NotFoundError
from indexing.rows import DocumentSummary
from indexing.shelf import Shelf
from indexing.store import Store


class Holdings:
    """The documents, obligations, answers, keys, jobs and messages of one home."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shelf = Shelf(store)
        self.obligations = store.obligations
        self.journal, self.keyring, self.jobs = store.journal, store.keyring, store.jobs
        self.inbox, self.outbox = store.inbox, store.outbox

    def documents(self) -> list[DocumentSummary]:
        """All documents, by source name."""
        return self._shelf.documents()

    def headers(self) -> Mapping[str, Header]:
        """The headers of all documents, by document id."""
        return self._shelf.headers()

    def count_chunks(self) -> int:
        """How many chunks can be found."""
        return self._store.count_chunks()

    def generation(self) -> int:
        """A number that grows with every change of the documents."""
        return self._store.generation()

    def policy(self, document_id: str) -> Policy:
        """The whole document.

        Raises:
            NotFoundError: There is no such document.
        """
        return self._shelf.policy(document_id)

    def find(self, name_or_id: str) -> str:
        """The id of the document with this id or source name.

        Raises:
            NotFoundError: There is none, or several have the name.
        """
        # A document whose row is damaged is in no list, and can be taken out by its id all the same.
        if self._store.recipe(name_or_id) is not None:
            return name_or_id
        found = [each.document_id for each in self.documents() if name_or_id in {each.document_id, each.source_name}]
        if not found:
            raise NotFoundError(f"There is no document {name_or_id!r}: `youju documents` lists those that are here")
        if len(found) > 1:
            raise NotFoundError(f"{name_or_id!r} is the name of several documents: name one of them by its id, {', '.join(found)}")
        return found[0]

    def stored(self, document_id: str) -> DocumentSummary | None:
        """What is stored of a document, its own header as it was written; `None` where there is no such document."""
        return self._store.summary(document_id)

    def recipe(self, document_id: str) -> str | None:
        """What a document was made with; `None` where there is no such document."""
        return self._store.recipe(document_id)
