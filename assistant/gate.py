"""The value gate: nothing is said that the cited words do not say.

Every quantity, date, document number and clause number of a statement must stand in the cited words with the same unit and the same bound.
"""

from collections.abc import Iterable

from assistant.quantities import Quantity, quantities


def unsupported(statement: str, readings: Iterable[str]) -> list[str]:
    """The quantities of a statement that the cited words do not hold; empty where all are supported.

    >>> unsupported("急会诊30分钟内到位。", ["急会诊在请求发出后10分钟内到位"])
    ['30分钟内']
    >>> unsupported("急会诊10分钟内到位。", ["急会诊在请求发出后10分钟内到位"])
    []
    """
    known = {_identity(quantity) for reading in readings for quantity in quantities(reading)}
    return [quantity.text for quantity in quantities(statement) if _identity(quantity) not in known]


def _identity(quantity: Quantity) -> tuple[str, str, str]:
    return quantity.type.value, quantity.key, quantity.relation
