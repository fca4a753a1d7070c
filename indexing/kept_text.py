"""Texts as PostgreSQL keeps them: it has no way to write NUL, which people can type, so that is written by two other characters."""

import sqlalchemy as sql

_ESCAPE = "\x1b"
_WRITTEN = {_ESCAPE: f"{_ESCAPE}1", "\0": f"{_ESCAPE}0"}


def escaped(text: str) -> str:
    r"""The text without NUL.

    >>> escaped("会诊\0"), unescaped(escaped("会诊\0\x1b0"))
    ('会诊\x1b0', '会诊\x00\x1b0')
    """
    for character, written in _WRITTEN.items():
        text = text.replace(character, written)
    return text


def unescaped(text: str) -> str:
    """The text that was escaped."""
    for character, written in reversed(_WRITTEN.items()):
        text = text.replace(written, character)
    return text


class KeptText(sql.types.TypeDecorator[str]):
    """A text column that gives back whatever was put in."""

    impl = sql.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sql.Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy asks for it
        """What is sent to the database."""
        return escaped(value) if value else value

    def process_result_value(self, value: str | None, dialect: sql.Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy asks for it
        """What the program reads."""
        return unescaped(value) if value and _ESCAPE in value else value
