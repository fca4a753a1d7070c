"""The value gate: nothing is said that the cited words do not say.

Every quantity, date, document number and clause number of a statement must stand in the cited words with the same unit and the same bound.
"""

from collections.abc import Iterable

from assistant.quantities import Quantity, ValueType, quantities


def unsupported(statement: str, readings: Iterable[str]) -> list[str]:
    """The quantities of a statement that the cited words do not hold; empty where all are supported.

    >>> unsupported("急会诊30分钟内到位。", ["急会诊在请求发出后10分钟内到位"])
    ['30分钟内']
    >>> unsupported("急会诊10分钟内到位。", ["急会诊在请求发出后10分钟内到位"])
    []
    """
    known = [quantity for reading in readings for quantity in quantities(reading)]
    return [quantity.text for quantity in quantities(statement) if not any(_says(other, quantity) for other in known)]


def _says(known: Quantity, said: Quantity) -> bool:
    """Whether a quantity of a cited text is the one that is said."""
    if known.type is not said.type or known.relation != said.relation:
        return False
    if said.type is ValueType.DOCUMENT_NUMBER:
        return _document_number(known) == _document_number(said)
    return known.key == said.key


def _document_number(quantity: Quantity) -> str:
    """The year and number; the words before them are the issuer's, with words of the sentence in front."""
    return quantity.key[quantity.key.find("〔") :]
