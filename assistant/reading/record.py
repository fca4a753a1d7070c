"""What a sentence says to a question: `Reading`."""

from dataclasses import dataclass

from assistant.evidence import Evidence
from corpus.quantities import Quantity
from corpus.spans import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence says to a question.

    `span` is the stretch of the policy's clean text that carries the answer; `short` the value, name or list in it, empty where the whole
    stretch is the answer; `values` the quantities that answer.
    """

    evidence: Evidence
    span: Span
    short: str
    values: tuple[Quantity, ...] = ()

    @property
    def text(self) -> str:
        """The words of the stretch."""
        return self.span.of(self.evidence.document_text)
