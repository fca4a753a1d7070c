"""What a chat completion asks for: the question, the earlier ones, and whether it can be done at all."""

from collections.abc import Callable
from typing import Any

from api.refusals import NOT_USABLE, RefusalError
from api.schemas.asking import MAX_HISTORY
from api.schemas.chat import ChatMessageRecord, ChatRequest
from assistant.understanding import MAX_CHARACTERS


def _is_forced(choice: Any) -> bool:  # noqa: ANN401 -- whatever JSON a caller sends
    return choice not in (None, "none", "auto")


def _is_no_text(form: Any) -> bool:  # noqa: ANN401 -- whatever JSON a caller sends
    return form is not None and form != {"type": "text"}


# What would change the reply and cannot be done; each would be missed in silence otherwise.
IMPOSSIBLE: dict[str, tuple[Callable[[Any], bool], str]] = {
    "n": (lambda n: n not in (None, 1), "there is one answer to a question; leave n out"),
    "tool_choice": (_is_forced, "no tools are called; leave it out or send 'auto'"),
    "response_format": (_is_no_text, "the reply is text; POST /api/v1/answers gives the answer as JSON"),
    "modalities": (lambda kinds: bool(set(kinds or ()) - {"text"}), "the reply is text; leave it out"),
    "logprobs": (bool, "answers are taken from texts and have no log probabilities; leave it out"),
}


def questions_in(body: ChatRequest) -> tuple[str, tuple[str, ...]]:
    """The question of a chat, and the earlier ones of the same user, oldest first.

    Earlier messages that no question can be (blank, or too long) are passed over.

    Raises:
        RefusalError: There is no question, it holds more than text, or something is asked for that cannot be done.
    """
    for name, (is_impossible, advice) in IMPOSSIBLE.items():
        if is_impossible(getattr(body, name)):
            raise RefusalError(NOT_USABLE, f"{name}: {advice}.", param=name)
    listed = [(number, message) for number, message in enumerate(body.messages) if message.role == "user"]
    if not listed:
        raise RefusalError(NOT_USABLE, "messages: there is none of the role 'user'; the last such is the question.", param="messages")
    *before, question = (_text(number, message) for number, message in listed)
    history = [text for text in before if text.strip() and len(text) <= MAX_CHARACTERS]
    return question, tuple(history[-MAX_HISTORY:])


def _text(number: int, message: ChatMessageRecord) -> str:
    if not isinstance(message.content, list):
        return message.content or ""
    strange = next((part.type for part in message.content if part.type != "text"), None)
    if strange is not None:
        place = f"messages.{number}.content"
        raise RefusalError(NOT_USABLE, f"{place}: a part of the type {strange!r} cannot be read; send text only.", param=place)
    return "\n".join(part.text for part in message.content)
