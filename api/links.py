"""Addresses of this server's pages, as they are told on to people in other programs."""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Links:
    """Makes addresses; `address` is what they begin with, without a slash at its end.

    >>> links = Links("https://youju.example")
    >>> links.source("a1", 2)
    'https://youju.example/answers/a1/sources/2'
    >>> links.clause("d1", "三.2")
    'https://youju.example/documents/d1#%E4%B8%89.2'
    """

    address: str

    def answer(self, answer_id: str) -> str:
        """Where an answer stays."""
        return f"{self.address}/answers/{quote(answer_id)}"

    def source(self, answer_id: str, number: int) -> str:
        """Where a citation of an answer is shown in its clause; whoever may see the answer may see it."""
        return f"{self.answer(answer_id)}/sources/{number}"

    def clause(self, document_id: str, clause_id: str) -> str:
        """Where a clause is shown in its document."""
        return f"{self.address}/documents/{quote(document_id)}#{quote(clause_id)}"
