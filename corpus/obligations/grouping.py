"""Puts the pieces of a sentence together to duties.

Who writes plans strings deeds together with commas. A row for every piece would tear a deed from what it is for, a row for every sentence
would hide deeds. So a piece that names an actor, a binding word, a case or a time of its own begins a duty; of the bare deeds behind it,
two short ones make a duty, a long one stands alone, and what a deed is for belongs to the deed.
"""

from dataclasses import dataclass, field

from corpus.obligations.actions import opens_with_result
from corpus.obligations.actors import ActorKind
from corpus.obligations.modality import Cue
from corpus.obligations.records import Modality
from corpus.obligations.roles import ReadPiece, Role
from corpus.obligations.tables import any_pattern
from corpus.obligations.values import is_strong

_LONG_PIECE = 22
_FULL_DUTY = 75
_PIECES_OF_A_DUTY = 2
_SPLITTING = frozenset({"within", "weak", "subject"})


@dataclass(slots=True)
class Draft:
    """The pieces of one duty: `before` are the cases and grounds that it opens with, `pieces` what is to be done.

    `cases` are those in which it holds; they may stand before an earlier duty of the sentence that goes on here.
    """

    before: list[ReadPiece]
    pieces: list[ReadPiece]
    cases: list[ReadPiece]
    cue: Cue | None = None
    opens_run: bool = True
    aims: bool = False

    @property
    def head(self) -> ReadPiece:
        """The piece that the duty begins with."""
        return self.pieces[0]


@dataclass(slots=True)
class _Run:
    """A piece that begins a duty and the bare deeds behind it."""

    before: list[ReadPiece]
    cases: list[ReadPiece]
    members: list[list[ReadPiece]] = field(default_factory=list)


def drafts_of(pieces: list[ReadPiece]) -> list[Draft]:
    """The duties of a sentence, in order."""
    return [draft for run in _runs(pieces) for draft in _divided(run)]


def _runs(pieces: list[ReadPiece]) -> list[_Run]:
    runs: list[_Run] = []
    pending: list[ReadPiece] = []
    for piece in pieces:
        if piece.role is Role.STATEMENT:
            return [run for run in runs if run.members[0][0].cue]
        if _waits(piece, pending, opened=bool(runs)):
            pending.append(piece)
        elif piece.role is Role.OTHER:
            runs[-1].members[-1].append(piece)
        elif not runs or _begins(piece, pending):
            runs.append(_Run(pending, _cases(piece, pending, runs), [[piece]]))
            pending = []
        else:
            runs[-1].members.append([*pending, piece])
            pending = []
    if runs and pending:
        runs[-1].members[-1] += pending
    return runs


def _cases(piece: ReadPiece, pending: list[ReadPiece], runs: list[_Run]) -> list[ReadPiece]:
    """The cases in which a run holds: its own, or, where it names nobody else, those of the run before (……的，不得使用，应当报告)."""
    own = [one for one in pending if one.role is Role.CASE]
    return own or (runs[-1].cases if runs and not piece.actor else [])


def _waits(piece: ReadPiece, pending: list[ReadPiece], *, opened: bool) -> bool:
    """Whether a piece only opens what comes: a case, a ground, more of a purpose, or a topic before anything is to be done."""
    if piece.role in {Role.CASE, Role.GROUND}:
        return True
    goes_on_meaning = not opened and bool(pending) and pending[0].is_purpose and not (piece.cue or piece.actor)
    return goes_on_meaning or (piece.role is Role.OTHER and (bool(pending) or not opened))


def _begins(piece: ReadPiece, pending: list[ReadPiece]) -> bool:
    """Whether a piece begins a run of its own."""
    if piece.piece.goes_on or piece.case_inside or any(one.role is Role.CASE for one in pending):
        return True
    if piece.piece.text.startswith("或") and not piece.cue:
        return bool(piece.actor and piece.actor.kind is ActorKind.AGENT)
    if piece.cue and (piece.cue.place in _SPLITTING or piece.actor):
        return True
    return bool(piece.actor) or is_strong(piece.reading, piece.piece.text) or any(one.aims for one in pending)


def _divided(run: _Run) -> list[Draft]:
    groups: list[list[list[ReadPiece]]] = []
    for i, member in enumerate(run.members):
        is_last = i == len(run.members) - 1
        if groups and _joins(groups[-1], member, is_last=is_last):
            groups[-1].append(member)
        else:
            groups.append([member])
    drafts = [
        Draft(run.before if i == 0 else [], [piece for member in group for piece in member], run.cases) for i, group in enumerate(groups)
    ]
    head = run.members[0][0]
    inherited = head.cue if head.cue and head.cue.modality is not Modality.MUST_NOT else None
    for i, draft in enumerate(drafts):
        draft.cue = _weighed(draft.head.cue or (inherited if i else None), draft.before)
        draft.opens_run = i == 0
        draft.aims = any(piece.aims for piece in run.before)
    return drafts


def _weighed(cue: Cue | None, before: list[ReadPiece]) -> Cue | None:
    """The binding word, or one before it that stands for it or takes from it: 原则上，会诊人员应当到场."""
    told = next((piece.cue for piece in before if piece.cue and piece.role is Role.GROUND), None)
    weakens = told and cue and told.modality is Modality.SHOULD and cue.modality is Modality.MUST
    return told if told and (cue is None or weakens) else cue


def _joins(group: list[list[ReadPiece]], member: list[ReadPiece], *, is_last: bool) -> bool:
    length, before = _length(member), _length(group[-1])
    if member[-1].piece.text.startswith(("或", "或者")) or group[-1][-1].is_unfinished:
        return True
    if any_pattern("sanctions").match(member[-1].piece.text):
        return True
    if member[-1].role is Role.RESULT and opens_with_result(member[-1].piece.text):
        return True
    if sum(map(_length, group)) + length > _FULL_DUTY:
        return False
    if length < _LONG_PIECE and (member[-1].role is Role.RESULT or is_last):
        return True
    return len(group) < _PIECES_OF_A_DUTY and not (length >= _LONG_PIECE and before >= _LONG_PIECE)


def _length(member: list[ReadPiece]) -> int:
    """How much a member says to do, its subject and binding word left out."""
    return sum(len(piece.piece.text) - piece.front for piece in member)
