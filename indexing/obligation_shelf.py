"""Reads the obligations of the truth: all of them in brief, to choose from, and some of them whole."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import sqlalchemy as sql

from corpus.obligations.records import Modality
from indexing.database import DOCUMENTS, OBLIGATIONS, Database
from indexing.obligation_rows import ObligationBrief, StoredObligation, stored_of, values_of

# The most positions that one statement names.
BATCH_SIZE = 5000

Key = tuple[str, int]

_BRIEF = ("document_id", "position", "clause_label", "actor", "modality", "action", "condition", "exception", "values", "problems")


class ObligationShelf:
    """The obligations of one home; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def briefs(self) -> list[ObligationBrief]:
        """All obligations in brief, by document id and position."""
        columns = [OBLIGATIONS.c[name] for name in _BRIEF]
        query = sql.select(*columns).order_by(OBLIGATIONS.c.document_id, OBLIGATIONS.c.position)
        # Few values differ from one another, and reading JSON costs more than anything else here.
        values = lru_cache(maxsize=50_000)(values_of)
        modalities = {str(modality): modality for modality in Modality}
        with self._database.reading() as connection:
            return [
                ObligationBrief(
                    row[0], row[1], row[2], row[3], modalities[row[4]], (row[6], row[5], row[7]), values(row[8]), row[9] != "[]"
                )
                for row in connection.execute(query)
            ]

    def obligations(self, keys: Iterable[Key]) -> dict[Key, StoredObligation]:
        """The obligations of these documents and positions that exist."""
        positions: dict[str, list[int]] = defaultdict(list)
        for document_id, position in keys:
            positions[document_id].append(position)
        found: dict[Key, StoredObligation] = {}
        with self._database.reading() as connection:
            for document_id, wanted in positions.items():
                found |= {(document_id, each.position): each for each in _of_document(connection, document_id, wanted)}
        return found


def _of_document(connection: sql.Connection, document_id: str, positions: list[int]) -> list[StoredObligation]:
    """The obligations of one document at these positions; its texts are read once."""
    texts = connection.execute(sql.select(DOCUMENTS.c.raw, DOCUMENTS.c.clean).where(DOCUMENTS.c.document_id == document_id)).one_or_none()
    if texts is None:
        return []
    raw, clean = texts
    found: list[StoredObligation] = []
    for start in range(0, len(positions), BATCH_SIZE):
        batch = positions[start : start + BATCH_SIZE]
        query = sql.select(OBLIGATIONS).where(OBLIGATIONS.c.document_id == document_id, OBLIGATIONS.c.position.in_(batch))
        for row in connection.execute(query).mappings():
            quote, reading = raw[row["raw_start"] : row["raw_end"]], clean[row["start"] : row["end"]]
            found.append(stored_of(dict(row), quote, reading))
    return found
