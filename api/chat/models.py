"""The names under which chat programs ask: one assistant, told in the way that the program can show."""

from dataclasses import dataclass
from http import HTTPStatus

from api.refusals import ProblemKind, RefusalError

MODEL_NOT_FOUND = ProblemKind(HTTPStatus.NOT_FOUND, "model_not_found", "There is no such model")


@dataclass(frozen=True, slots=True)
class Manner:
    """How an answer is told: `lists_sources` at the end of its text, `as_events` of Open WebUI, or neither."""

    lists_sources: bool
    as_events: bool


MANNERS = {
    "youju": Manner(lists_sources=True, as_events=False),
    "youju-open-webui": Manner(lists_sources=False, as_events=True),
}


def manner_of(model: str) -> Manner:
    """How a model of this name tells its answers.

    Raises:
        RefusalError: There is no such model.
    """
    if model not in MANNERS:
        raise RefusalError(MODEL_NOT_FOUND, f"There is no model {model!r}; choose one of {', '.join(MANNERS)}.", param="model")
    return MANNERS[model]
