"""Conversations of a user: listed, read again and deleted; and everything of a user deleted."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query

from api.callers import MAX_USER_CHARACTERS
from api.dependencies import Asker, OpenYouju, check_user
from api.errors import ANY_REQUEST, problem_responses
from api.schemas.asking import MAX_ID_CHARACTERS
from api.schemas.conversations import ConversationPageRecord, ConversationRecord, ForgottenRecord, FullConversationRecord

router = APIRouter(prefix="/api/v1", tags=["conversations"])

MAX_PAGE_SIZE = 100

ConversationId = Annotated[str, Path(max_length=MAX_ID_CHARACTERS, description="The conversation_id in an answer record")]
User = Annotated[
    str, Header(alias="X-User", max_length=MAX_USER_CHARACTERS, description="Whose conversations are meant, as your program names them")
]


@router.get("/conversations", responses=problem_responses(*ANY_REQUEST), summary="List a user's conversations")
def list_conversations(
    youju: OpenYouju,
    caller: Asker,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    page_size: Annotated[int, Query(ge=1, le=MAX_PAGE_SIZE)] = 50,
    _user: User = "",
) -> ConversationPageRecord:
    """List the conversations of the user in X-User, the newest first."""
    check_user(caller)
    total, found = youju.library.journal.conversations(user_hash=caller.user_hash, offset=(page - 1) * page_size, limit=page_size)
    items = tuple(map(ConversationRecord.model_validate, found))
    return ConversationPageRecord(total=total, page=page, page_size=page_size, items=items)


@router.get("/conversations/{conversation_id}", responses=problem_responses(*ANY_REQUEST, 404), summary="Read a conversation again")
def read_conversation(conversation_id: ConversationId, youju: OpenYouju, caller: Asker, _user: User = "") -> FullConversationRecord:
    """Give a conversation of the user in X-User with all its answers."""
    journal = youju.library.journal
    conversation = journal.conversation(conversation_id, user_hash=caller.user_hash)
    return FullConversationRecord.from_kept(conversation, journal.answers(conversation_id))


@router.delete(
    "/conversations/{conversation_id}", status_code=204, responses=problem_responses(*ANY_REQUEST, 404), summary="Delete a conversation"
)
def delete_conversation(conversation_id: ConversationId, youju: OpenYouju, caller: Asker, _user: User = "") -> None:
    """Delete a conversation of the user in X-User with its answers and the feedback on them; their addresses end."""
    youju.library.journal.delete_conversation(conversation_id, user_hash=caller.user_hash)


@router.delete("/user-data", responses=problem_responses(*ANY_REQUEST), summary="Delete everything of a user")
def delete_user_data(youju: OpenYouju, caller: Asker, _user: User = "") -> ForgottenRecord:
    """Delete the conversations, answers, feedback and upload reports of the user in X-User; documents stay."""
    check_user(caller)
    return ForgottenRecord.model_validate(youju.library.journal.forget(caller.user_hash))
