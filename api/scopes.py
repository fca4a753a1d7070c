"""What an access key can allow."""

from enum import StrEnum


class Scope(StrEnum):
    """Asking, reading documents, changing them, and everything."""

    ASK = "ask"
    READ = "read"
    WRITE = "write"
    ADMIN = "admin"
