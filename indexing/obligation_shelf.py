"""Reads the obligations of the truth: all of them in brief, to choose from, and some of them whole."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sql

from corpus.obligations.records import Modality
from indexing.database import Database
from indexing.obligation_rows import ObligationBrief, StoredObligation, stored_of, values_of
from indexing.seals import check_intact, not_as_written
from indexing.tables import DOCUMENTS, OBLIGATIONS

# How many obligations one statement names; their documents are in memory together.
BATCH_SIZE = 100

Key = tuple[str, int]

_BRIEF = ("document_id", "position", "clause_label", "actor", "modality", "action", "condition", "exception", "values", "problems")


class ObligationShelf:
    """The obligations of one home; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def briefs(self) -> list[ObligationBrief]:
        """All obligations in brief, by document id and position.

        Raises:
            StoreError: One of them cannot be read.
        """
        columns = [OBLIGATIONS.c[name] for name in _BRIEF]
        query = sql.select(*columns).order_by(OBLIGATIONS.c.document_id, OBLIGATIONS.c.position)
        # Few values differ from one another, and reading JSON costs more than anything else here.
        values = lru_cache(maxsize=50_000)(values_of)
        modalities = {str(modality): modality for modality in Modality}

        def brief(row: sql.Row[*tuple[Any, ...]]) -> ObligationBrief:
            try:
                return ObligationBrief(
                    row[0], row[1], row[2], row[3], modalities[row[4]], (row[6], row[5], row[7]), values(row[8]), row[9] != "[]"
                )
            except (ValueError, KeyError, TypeError) as error:
                raise not_as_written({"document_id": row[0]}) from error

        with self._database.reading() as connection:
            return [brief(row) for row in connection.execute(query)]

    def obligations(self, keys: Iterable[Key]) -> dict[Key, StoredObligation]:
        """The obligations of these documents and positions that exist."""
        # In order, so that the texts of a document are read in one batch, or in two that follow each other.
        ordered = sorted(keys)
        found: dict[Key, StoredObligation] = {}
        with self._database.reading() as connection:
            for start in range(0, len(ordered), BATCH_SIZE):
                found |= _read(connection, ordered[start : start + BATCH_SIZE])
        return found


def _read(connection: sql.Connection, keys: Sequence[Key]) -> dict[Key, StoredObligation]:
    """The obligations of these keys; positions are asked for in all their documents, which the primary key serves, a pair it does not."""
    documents, positions = ({key[i] for key in keys} for i in (0, 1))
    texts = sql.select(DOCUMENTS.c.document_id, DOCUMENTS.c.raw, DOCUMENTS.c.clean).where(DOCUMENTS.c.document_id.in_(documents))
    texts_by_id = {row[0]: (row[1], row[2]) for row in connection.execute(texts)}
    query = sql.select(OBLIGATIONS).where(OBLIGATIONS.c.document_id.in_(documents), OBLIGATIONS.c.position.in_(positions))
    wanted, found = set(keys), {}
    for row in connection.execute(query).mappings():
        key = (row["document_id"], row["position"])
        if key in wanted:
            check_intact([dict(row)])
            raw, clean = texts_by_id[key[0]]
            quote, reading = raw[row["raw_start"] : row["raw_end"]], clean[row["start"] : row["end"]]
            found[key] = stored_of(dict(row), quote, reading)
    return found
