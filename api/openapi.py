"""Completes the OpenAPI document: the media type of problems, how keys are sent, what the groups of endpoints are."""

from typing import Any

from api.errors import PROBLEM_JSON

TAGS = [
    {"name": "answers", "description": "Ask questions, read answers again, say whether they are right"},
    {"name": "conversations", "description": "Follow-ups of one user, and the deletion of what is kept of a user"},
    {"name": "search", "description": "Clauses without an answer"},
    {"name": "documents", "description": "What is ingested, and uploads"},
    {"name": "obligations", "description": "Who must do what, by when, in which clause"},
    {"name": "chat", "description": "The same answers for programs that speak OpenAI's chat completions"},
    {"name": "retrieval", "description": "Clauses for answers that other programs make, as Dify asks for them"},
    {"name": "health", "description": "For those who run the server"},
]

_OPEN = frozenset({"/healthz", "/readyz"})
_SCHEMES = {
    "accessKey": {
        "type": "http",
        "scheme": "bearer",
        "description": "An access key, made by `youju keys create`; this machine itself needs none unless the server says so",
    }
}

Document = dict[str, Any]


def completed(document: Document) -> Document:
    """The document with everything that FastAPI has no word for; it is changed in place."""
    document["components"]["securitySchemes"] = _SCHEMES
    for path, item in document["paths"].items():
        for operation in item.values():
            _declare_problems(operation)
            if path not in _OPEN:
                operation["security"] = [{"accessKey": []}, {}]
    return document


def _declare_problems(operation: Document) -> None:
    """Declares problems under their own media type."""
    for response in operation["responses"].values():
        content = response.get("content", {})
        if content.get("application/json", {}).get("schema", {}).get("$ref", "").endswith("ProblemRecord"):
            response["content"] = {PROBLEM_JSON: content["application/json"]}
