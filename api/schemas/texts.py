"""Text as callers may send it."""

from typing import Annotated

from pydantic import AfterValidator


def whole(text: str) -> str:
    """The text, where it can be written as UTF-8; JSON can also tell halves of characters, which no text has.

    >>> whole("会诊")
    '会诊'
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"The text holds half of a character at {error.start}; send whole characters") from error
    return text


WholeText = Annotated[str, AfterValidator(whole)]
