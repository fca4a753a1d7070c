"""Asking: `POST /api/v1/answers`."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.dependencies import OpenYouju
from api.errors import PROBLEM_RESPONSES
from api.schemas.answers import AnswerRecord
from assistant.understanding import MAX_CHARACTERS

router = APIRouter(prefix="/api/v1", tags=["answers"])


class AnswerRequest(BaseModel):
    """A question, the earlier questions of the same person (oldest first), and the place that the person works in."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"question": "急会诊多久到位"}]})

    # Declared for callers; the assistant checks it, for all channels in the same words.
    question: Annotated[str, Field(json_schema_extra={"minLength": 1, "maxLength": MAX_CHARACTERS, "pattern": r"\S"})]
    history: Annotated[list[str], Field(max_length=20)] = []
    place: Annotated[str, Field(max_length=100)] = ""


# A plain function: FastAPI runs it on a worker thread, and the search is not asynchronous.
@router.post("/answers", responses=PROBLEM_RESPONSES)
def create_answer(request: AnswerRequest, youju: OpenYouju) -> AnswerRecord:
    """Answer a question from the ingested texts, or say that they give no basis."""
    return AnswerRecord.from_answer(youju.assistant.ask(request.question, history=request.history, place=request.place))
