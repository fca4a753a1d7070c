"""What a channel refuses: calls that WeChat and WeCom did not make, or that are not of the form of their protocols."""

from http import HTTPStatus

from api.refusals import TOO_LARGE, ProblemKind, RefusalError

# WeChat's messages are of a few hundred bytes.
MAX_BODY_BYTES = 64 * 1024

FORGED = ProblemKind(HTTPStatus.FORBIDDEN, "callback_forged", "The call was not made by the platform")
MALFORMED = ProblemKind(HTTPStatus.BAD_REQUEST, "callback_malformed", "The call is not of the form of the protocol")
NOT_SET_UP = ProblemKind(HTTPStatus.NOT_FOUND, "channel_not_set_up", "The channel is not set up")


def forged(what: str) -> RefusalError:
    """The refusal of a call that proves nothing; `what` tells what is wrong, without what was sent."""
    return RefusalError(FORGED, f"{what}; `youju channels check` looks whether token, key and id are those of the platform's console.")


def malformed(what: str) -> RefusalError:
    """The refusal of a call that nobody could read; `what` tells what is wrong, without what was sent."""
    return RefusalError(MALFORMED, f"{what}; send what the platform's protocol says.")


def check_size(body: bytes) -> None:
    """Lets through a body that is not too large.

    Raises:
        RefusalError: It is.
    """
    if len(body) > MAX_BODY_BYTES:
        raise RefusalError(TOO_LARGE, f"The body has {len(body)} bytes; send at most {MAX_BODY_BYTES}.")
