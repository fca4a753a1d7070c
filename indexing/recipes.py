"""Names the way in which a document is made, so that one that would be made otherwise today is made anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from corpus.cleaning import STEPS, Step, repairing_steps
from corpus.cleaning.respelling import extended
from corpus.errors import SettingsError
from corpus.sidecar import Sidecar

# Changes whenever the same file would be cleaned, parsed or cut otherwise, so that files already in are made anew on their next ingest.
RECIPE = "8"

# A user's own table of respellings in the home, beside the shipped one and with the same columns.
RESPELLINGS = "respellings.tsv"


@dataclass(frozen=True, slots=True)
class Recipes:
    """How the documents of one home are made: the steps of repair, and the digest of the user's respellings, empty without any."""

    steps: Sequence[Step] = STEPS
    respellings: str = ""

    @classmethod
    def of(cls, home: Path) -> Self:
        """The way of a home, with its own respellings where it has some.

        Raises:
            SettingsError: the table cannot be read, or a row of it is not written as it must be.
        """
        path = home / RESPELLINGS
        try:
            written = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{str(path)!r} cannot be read ({error}): save it as UTF-8, or remove it") from error
        if not written.strip():
            return cls()
        return cls(repairing_steps(extended(written, str(path))), sha256(written.encode()).hexdigest()[:16])

    def name(self, sidecar: Sidecar, *, repair: bool) -> str:
        """What names the making of one file.

        >>> Recipes(respellings="ab12").name(Sidecar(digest="cd34"), repair=True).partition(" ")[2]
        'sidecar=cd34 respellings=ab12'
        """
        parts = {"sidecar": sidecar.digest, "respellings": self.respellings if repair else "", "repair": "" if repair else "no"}
        return " ".join((RECIPE, *(f"{name}={part}" for name, part in parts.items() if part)))
