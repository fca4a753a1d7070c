"""A line of a page, and where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text; all measures are shares of the page, from its left edge and from its top edge down.

    `em` is the width of a full-width character.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    em: float

    @property
    def middle(self) -> float:
        """Half-way between its top and its bottom."""
        return (self.top + self.bottom) / 2
