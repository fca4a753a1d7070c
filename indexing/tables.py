"""The tables of the store; each row but those of `meta` is sealed with a checksum of its values.

`migrations` brings a database of an earlier version to these tables, so a change here is a new version and a step there.
"""

import sqlalchemy as sql

from indexing.kept_text import KeptText

METADATA = sql.MetaData()

# Texts are compared by code points, as SQLite does, and not by the rules of the language that a PostgreSQL server is set to.
_TEXT = sql.Text().with_variant(KeptText(collation="C"), "postgresql")
_PLAIN = sql.Text().with_variant(sql.Text(collation="C"), "postgresql")
_NAME = sql.String().with_variant(sql.Text(collation="C"), "postgresql")


def _table(name: str, *columns: sql.Column[str] | sql.Column[int] | sql.Column[bytes]) -> sql.Table:
    """A table whose rows are sealed with a checksum."""
    return sql.Table(name, METADATA, *columns, sql.Column("checksum", _NAME, nullable=False))


def _document_id(*, primary_key: bool = True) -> sql.Column[str]:
    key = sql.ForeignKey("documents.document_id", ondelete="CASCADE")
    return sql.Column("document_id", _NAME, key, primary_key=primary_key, nullable=False, index=not primary_key)


def _string(name: str, *, nullable: bool = False) -> sql.Column[str]:
    return sql.Column(name, _TEXT, nullable=nullable)


def _integer(name: str, *, primary_key: bool = False) -> sql.Column[int]:
    return sql.Column(name, sql.Integer, nullable=False, primary_key=primary_key)


META = sql.Table("meta", METADATA, sql.Column("key", _NAME, primary_key=True), sql.Column("value", _TEXT, nullable=False))
DOCUMENTS = _table(
    "documents",
    sql.Column("document_id", _NAME, primary_key=True),
    *(_string(name) for name in ("sha256", "raw", "anchors")),
    # The database cuts stretches out of it, so it is kept as it is.
    sql.Column("clean", _PLAIN, nullable=False),
    *(_string(name) for name in ("edits", "header", "furniture", "recipe", "ingested_at")),
    *(_integer(name) for name in ("n_clauses", "n_edits", "n_chunks", "n_obligations")),
)
ORIGINS = _table("origins", sql.Column("origin", _NAME, primary_key=True), _string("source_name"), _document_id(primary_key=False))
CLAUSES = _table(
    "clauses",
    _document_id(),
    _integer("position", primary_key=True),
    *(_string("parent_id", nullable=True), *(_string(name) for name in ("clause_id", "kind", "label", "heading"))),
    *(_integer(name) for name in ("start", "end", "own_start", "own_end")),
)
REFERENCES = _table(
    "document_references",
    _document_id(),
    _integer("position", primary_key=True),
    *(_integer("start"), _integer("end"), _string("text"), _string("target", nullable=True)),
)
CHUNKS = _table(
    "chunks",
    sql.Column("chunk_id", _NAME, primary_key=True),
    _document_id(primary_key=False),
    *(_integer("position"), _string("clause_id"), _integer("start"), _integer("end"), _string("context"), _integer("furniture")),
)
VECTORS = _table(
    "vectors",
    sql.Column("chunk_id", _NAME, sql.ForeignKey("chunks.chunk_id", ondelete="CASCADE"), primary_key=True),
    *(sql.Column("vector", sql.LargeBinary, nullable=False), _string("embedder")),
)
OBLIGATIONS = _table(
    "obligations",
    _document_id(),
    _integer("position", primary_key=True),
    *(_string(name) for name in ("obligation_id", "clause_id", "clause_label", "actor", "modality", "action", "condition", "exception")),
    *(_string(name) for name in ("values", "spans", "problems")),
    *(_integer(name) for name in ("start", "end", "raw_start", "raw_end")),
)
CHANGES = _table("changes", _integer("generation", primary_key=True), _string("document_id"), _string("gone"))
CONVERSATIONS = _table(
    "conversations",
    sql.Column("conversation_id", _NAME, primary_key=True),
    sql.Column("user_hash", _NAME, nullable=False, index=True),
    *(_string(name) for name in ("key_id", "title", "created_at")),
)
ANSWERS = _table(
    "answers",
    sql.Column("answer_id", _NAME, primary_key=True),
    sql.Column("conversation_id", _NAME, sql.ForeignKey("conversations.conversation_id", ondelete="CASCADE"), index=True),
    sql.Column("user_hash", _NAME, nullable=False, index=True),
    *(_string(name) for name in ("key_id", "channel", "question", "record")),
    sql.Column("created_at", _NAME, nullable=False, index=True),
)
FEEDBACK = _table(
    "feedback",
    sql.Column("feedback_id", _NAME, primary_key=True),
    sql.Column("answer_id", _NAME, sql.ForeignKey("answers.answer_id", ondelete="CASCADE"), nullable=False, index=True),
    sql.Column("user_hash", _NAME, nullable=False, index=True),
    *(_string(name) for name in ("rating", "reason", "comment", "created_at")),
)
API_KEYS = _table(
    "api_keys",
    sql.Column("key_id", _NAME, primary_key=True),
    *(_string(name) for name in ("name", "secret_hash", "scopes", "created_at")),
    *(_string(name, nullable=True) for name in ("expires_at", "revoked_at")),
)
JOBS = _table(
    "jobs",
    sql.Column("job_id", _NAME, primary_key=True),
    sql.Column("user_hash", _NAME, nullable=False, index=True),
    *(_string(name) for name in ("key_id", "kind", "state", "report", "created_at")),
    _string("finished_at", nullable=True),
)
INBOX = _table(
    "inbox",
    sql.Column("key", _NAME, primary_key=True),
    sql.Column("user_hash", _NAME, nullable=False, index=True),
    *(_string(name) for name in ("channel", "kind", "text", "recipient", "reply", "answer_id", "conversation_id", "problem")),
    *(sql.Column(name, _NAME, nullable=False, index=True) for name in ("state", "created_at")),
    _string("finished_at", nullable=True),
)
OUTBOX = _table(
    "outbox",
    sql.Column("push_id", _NAME, primary_key=True),
    sql.Column("user_hash", _NAME, nullable=False, index=True),
    *(_string(name) for name in ("channel", "recipient", "body", "state", "problem", "created_at")),
    _integer("n_tries"),
    _string("finished_at", nullable=True),
)
SEALED = (
    DOCUMENTS,
    ORIGINS,
    CLAUSES,
    REFERENCES,
    CHUNKS,
    VECTORS,
    OBLIGATIONS,
    CHANGES,
    CONVERSATIONS,
    ANSWERS,
    FEEDBACK,
    API_KEYS,
    JOBS,
    INBOX,
    OUTBOX,
)
