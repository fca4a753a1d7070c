"""The clauses of a policy: by what people call them, and how deep they lie."""

from corpus.documents import Clause, Policy
from corpus.errors import NotFoundError

MAX_LABELS_TOLD = 8


def clause_named(policy: Policy, name: str) -> Clause:
    """The clause with this label or id.

    Raises:
        NotFoundError: No clause has it, or several do.
    """
    found = [clause for clause in policy.clauses if name in {clause.clause_id, clause.label}]
    if len(found) == 1:
        return found[0]
    title = policy.header.title or policy.document.source.source_name
    if found:
        ids = ", ".join(clause.clause_id for clause in found)
        raise NotFoundError(f"{title!r} has {len(found)} clauses labelled {name!r}; give one of the ids {ids}.")
    near = [clause.label for clause in policy.clauses if name in clause.label][:MAX_LABELS_TOLD]
    hint = f"did you mean {', '.join(near)}?" if near else f"`youju show {policy.document.source.document_id}` lists its clauses."
    raise NotFoundError(f"{title!r} has no clause {name!r}; {hint}")


def depths_of(policy: Policy) -> dict[str, int]:
    """How many clauses lie above each, by its id."""
    depths: dict[str, int] = {}
    for clause in policy.clauses:
        depths[clause.clause_id] = depths[clause.parent_id] + 1 if clause.parent_id else 0
    return depths
