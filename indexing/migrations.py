"""Brings the tables of an earlier version up to date, one numbered step after another, in one transaction.

A step is written for the tables as they were at its time and is not changed afterwards; it neither reads nor needs `tables`.
"""

from collections.abc import Callable

import sqlalchemy as sql

SCHEMA_VERSION = "6"

Step = Callable[[sql.Connection], None]


def can_migrate(version: str) -> bool:
    """Whether there are steps from this version to the present one.

    >>> can_migrate("3"), can_migrate("99"), can_migrate("2")
    (True, False, False)
    """
    return version in STEPS


def migrate(connection: sql.Connection) -> None:
    """Takes every step from the version that the database has to the present one; nothing where another process was first."""
    while (version := _version(connection)) in STEPS:
        STEPS[version](connection)
        connection.execute(sql.text("UPDATE meta SET value = :next WHERE key = 'schema'"), {"next": str(int(version) + 1)})


def _version(connection: sql.Connection) -> str:
    return str(connection.scalar(sql.text("SELECT value FROM meta WHERE key = 'schema'")))


def _add_service_tables(connection: sql.Connection) -> None:
    """From 3 to 4: conversations, answers, feedback, access keys and jobs."""
    for statement in _SERVICE_TABLES:
        connection.execute(sql.text(statement))


_SERVICE_TABLES = (
    """CREATE TABLE conversations (conversation_id VARCHAR NOT NULL PRIMARY KEY, user_hash VARCHAR NOT NULL, key_id TEXT NOT NULL,
    title TEXT NOT NULL, created_at TEXT NOT NULL, checksum VARCHAR NOT NULL)""",
    "CREATE INDEX ix_conversations_user_hash ON conversations (user_hash)",
    """CREATE TABLE answers (answer_id VARCHAR NOT NULL PRIMARY KEY,
    conversation_id VARCHAR, user_hash VARCHAR NOT NULL, key_id TEXT NOT NULL, channel TEXT NOT NULL, question TEXT NOT NULL,
    record TEXT NOT NULL, created_at VARCHAR NOT NULL, checksum VARCHAR NOT NULL,
    FOREIGN KEY(conversation_id) REFERENCES conversations (conversation_id) ON DELETE CASCADE)""",
    "CREATE INDEX ix_answers_conversation_id ON answers (conversation_id)",
    "CREATE INDEX ix_answers_user_hash ON answers (user_hash)",
    "CREATE INDEX ix_answers_created_at ON answers (created_at)",
    """CREATE TABLE feedback (feedback_id VARCHAR NOT NULL PRIMARY KEY,
    answer_id VARCHAR NOT NULL, user_hash VARCHAR NOT NULL, rating TEXT NOT NULL, reason TEXT NOT NULL, comment TEXT NOT NULL,
    created_at TEXT NOT NULL, checksum VARCHAR NOT NULL, FOREIGN KEY(answer_id) REFERENCES answers (answer_id) ON DELETE CASCADE)""",
    "CREATE INDEX ix_feedback_answer_id ON feedback (answer_id)",
    "CREATE INDEX ix_feedback_user_hash ON feedback (user_hash)",
    """CREATE TABLE api_keys (key_id VARCHAR NOT NULL PRIMARY KEY, name TEXT NOT NULL, secret_hash TEXT NOT NULL, scopes TEXT NOT NULL,
    created_at TEXT NOT NULL, expires_at TEXT, revoked_at TEXT, checksum VARCHAR NOT NULL)""",
    """CREATE TABLE jobs (job_id VARCHAR NOT NULL PRIMARY KEY, user_hash VARCHAR NOT NULL, key_id TEXT NOT NULL, kind TEXT NOT NULL,
    state TEXT NOT NULL, report TEXT NOT NULL, created_at TEXT NOT NULL, finished_at TEXT, checksum VARCHAR NOT NULL)""",
    "CREATE INDEX ix_jobs_user_hash ON jobs (user_hash)",
)


def _add_channel_tables(connection: sql.Connection) -> None:
    """From 4 to 5: what comes in and goes out through channels."""
    for statement in _CHANNEL_TABLES:
        connection.execute(sql.text(statement))


_CHANNEL_TABLES = (
    """CREATE TABLE inbox ("key" VARCHAR NOT NULL PRIMARY KEY, user_hash VARCHAR NOT NULL, channel TEXT NOT NULL, kind TEXT NOT NULL,
    text TEXT NOT NULL, recipient TEXT NOT NULL, reply TEXT NOT NULL, answer_id TEXT NOT NULL, conversation_id TEXT NOT NULL,
    problem TEXT NOT NULL, state VARCHAR NOT NULL, created_at VARCHAR NOT NULL, finished_at TEXT, checksum VARCHAR NOT NULL)""",
    "CREATE INDEX ix_inbox_user_hash ON inbox (user_hash)",
    "CREATE INDEX ix_inbox_state ON inbox (state)",
    "CREATE INDEX ix_inbox_created_at ON inbox (created_at)",
    """CREATE TABLE outbox (push_id VARCHAR NOT NULL PRIMARY KEY, user_hash VARCHAR NOT NULL, channel TEXT NOT NULL,
    recipient TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, problem TEXT NOT NULL, created_at TEXT NOT NULL,
    n_tries INTEGER NOT NULL, finished_at TEXT, checksum VARCHAR NOT NULL)""",
    "CREATE INDEX ix_outbox_user_hash ON outbox (user_hash)",
)


def _add_changes(connection: sql.Connection) -> None:
    """From 5 to 6: which documents changed, for the indexes to follow."""
    connection.execute(
        sql.text(
            "CREATE TABLE changes (generation INTEGER NOT NULL PRIMARY KEY, document_id TEXT NOT NULL, gone TEXT NOT NULL, "
            "checksum VARCHAR NOT NULL)"
        )
    )


# The step from each version to the next one.
STEPS: dict[str, Step] = {"3": _add_service_tables, "4": _add_channel_tables, "5": _add_changes}
