"""Says what each piece of a sentence is for: a duty, a deed that goes on, a case, a ground, or nothing that binds."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from corpus.obligations.actions import has_deed, opening_end, opens_with_deed, opens_with_outcome
from corpus.obligations.actors import ActorKind, NamedActor, find_actor, find_subject_of_case, find_whole_name
from corpus.obligations.conditions import is_basis, is_condition, is_ground
from corpus.obligations.modality import Cue, blanked, find_cue
from corpus.obligations.pieces import Piece, Sentence
from corpus.obligations.records import Machine, Modality, ValueType
from corpus.obligations.tables import any_word, holds_any
from corpus.obligations.values import Reading, Surroundings, is_strong, keeps_for, read_values

# 对成绩突出的给予奖励: the case stands inside the piece.
_CASE_INSIDE = re.compile(
    r"^(?:对|对于|凡)?[^，]{2,40}(?<!目)的(?=(?:依法|应|可|给予|予以|责令|及时|要|由|视|按|取消|暂停|停止|不得|不予|进行|实行))"
)
# A thing and how it is dealt with: 急诊患者按照先救治的原则救治.
_BY_RULE = re.compile(rf"^[^，]{{2,16}}(?:按照|遵照|按)[^，]*(?<![办处]理)(?<!执行){any_word('verbs')}$")
_PURPOSE = re.compile(rf"(?:为了|为(?={any_word('adverbs')}*{any_word('verbs')}))")
_CAUSE = re.compile("因(?![地人时])|由于|鉴于")
_TIMES = frozenset({ValueType.DEADLINE, ValueType.DURATION})
# These also stand in what tells a case: 临床需要用血时.
_LIGHT_CUES = frozenset({"需", "需要", "要", "可", "不能"})
_SINCE = ("在", "自", "从", "于")
_LIGHT = 5
# A piece by itself knows nothing of what stands around it; any year will do.
_ALONE = Surroundings(year=1)


class Role(StrEnum):
    """What a piece is for."""

    DUTY = "duty"
    DEED = "deed"
    RESULT = "result"
    CASE = "case"
    GROUND = "ground"
    STATEMENT = "statement"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """A piece with its role, its binding word, the actor that it names and its values."""

    piece: Piece
    role: Role
    cue: Cue | None
    actor: NamedActor | None
    reading: Reading
    case_inside: bool = False

    @property
    def front(self) -> int:
        """Where the deed begins: behind a subject and a binding word that open the piece."""
        start = opening_end(self.piece.text)
        if self.actor and self.actor.kind is not ActorKind.AGENT and self.actor.start <= start:
            start = self.actor.end
        return self.cue.end if self.cue and self.cue.start == start else start

    @property
    def is_unfinished(self) -> bool:
        """Whether it binds but leaves the deed to the next piece: 医疗机构应当按照规定."""
        return self.cue is not None and is_basis(self.piece.text[self.cue.end :]) and not has_deed(blanked(self.piece.text), self.cue.end)

    @property
    def is_purpose(self) -> bool:
        """Whether it opens a sentence with what is meant: 为加强管理."""
        return self.role is Role.GROUND and self.piece.text.startswith("为")

    @property
    def aims(self) -> bool:
        """Whether it only says until when something is aimed at."""
        told = self.cue is not None and self.cue.modality is Modality.TARGET
        return self.role is Role.GROUND and (told or _AIMS.match(self.piece.text) is not None)


_AIMS = re.compile(r"(?:力争|争取)?(?:到|至).*(?:年|底|末|前)$")


def read_pieces(sentence: Sentence, *, listed: bool = False) -> list[ReadPiece]:
    """Each piece of a sentence by itself, in order; `listed` says that it is an item of a list of duties, whatever its words."""
    found: list[ReadPiece] = []
    often: Machine | None = None
    for piece in sentence.pieces:
        found.append(_read(piece, often if piece.goes_on else None))
        often = found[-1].reading.frequency() or often
    if listed and all(one.role in {Role.OTHER, Role.GROUND} for one in found):
        found[0] = replace(found[0], role=Role.DEED, actor=None)
    return found


def _read(piece: Piece, often: Machine | None) -> ReadPiece:
    return ReadPiece(piece, *_told(piece.text, goes_on=piece.goes_on, often=often))


# Laws repeat themselves and each other: of eight pieces one is among so many that were read before it.
@lru_cache(maxsize=8192)
def _told(text: str, *, goes_on: bool, often: Machine | None) -> tuple[Role, Cue | None, NamedActor | None, Reading, bool]:
    """What a piece says by itself: all members of its record but the piece."""
    cue = find_cue(text)
    actor = find_actor(text, cue.start if cue else None)
    front = actor.end if actor and actor.kind is not ActorKind.AGENT else opening_end(text)
    cue = cue or find_cue(text, front)
    if cue and actor and _is_of_topic(text, cue, actor):
        cue = None
    reading = read_values(text, cue.modality if cue else Modality.MUST, Surroundings(year=1, often=often) if often else _ALONE)
    role = _role(text, cue, actor, reading, front=front)
    if role in {Role.DUTY, Role.DEED} and not goes_on and _is_only_time(text, cue, reading, front):
        role = Role.GROUND
    if role is Role.CASE:
        actor = find_subject_of_case(text)
    elif not cue and not is_strong(reading, text) and (whole := find_whole_name(text)):
        role, actor = Role.GROUND, whole
    return role, cue, actor, reading, "的" in text and _CASE_INSIDE.match(text) is not None


def _is_of_topic(text: str, cue: Cue, actor: NamedActor) -> bool:
    """Whether a word only tells what kind of thing somebody is to care for: 禁止燃放的具体规定由市政府制定."""
    relative = "的" in text[cue.end : max(cue.end, actor.start - 1)]
    return actor.kind is ActorKind.AGENT and cue.modality in {Modality.MUST_NOT, Modality.MAY} and relative


def _role(text: str, cue: Cue | None, actor: NamedActor | None, reading: Reading, *, front: int) -> Role:
    if holds_any("statements", text):
        return Role.STATEMENT
    if text.endswith("除外") and cue is None:
        return Role.OTHER
    if _is_case(text, cue):
        return Role.GROUND if reading.day() else Role.CASE
    if _is_ground(text, cue, actor):
        return Role.GROUND
    if cue or is_strong(reading, text) or reading.is_unread() or _is_declared(blanked(text), actor):
        return Role.DUTY
    role = _deed_role(blanked(text), front)
    return Role.GROUND if role is Role.OTHER and actor else role


def _is_case(text: str, cue: Cue | None) -> bool:
    light = cue is None or text[cue.start : cue.end] in _LIGHT_CUES
    return text.endswith("的") or bool(_CAUSE.match(text)) or (light and is_condition(text))


def _is_ground(text: str, cue: Cue | None, actor: NamedActor | None) -> bool:
    """Whether the piece only says what for or by what, who someone is, or how strongly what follows binds (原则上，)."""
    if cue:
        return cue.end - cue.start == len(text)
    behind = text[actor.end :] if actor else text
    return is_ground(text) or is_ground(behind) or bool(_PURPOSE.match(text)) or (actor is not None and behind.startswith("是"))


def _is_declared(text: str, actor: NamedActor | None) -> bool:
    """Whether a duty is told without a binding word: 医疗机构实行总值班制度."""
    by_agent = actor is not None and actor.kind is ActorKind.AGENT and text.startswith("由", opening_end(text)) and bool(text[actor.end :])
    by_rule = ("按" in text or "遵照" in text) and _BY_RULE.match(text) is not None
    return by_rule or by_agent or (actor is not None and has_deed(text, actor.end))


def _deed_role(text: str, front: int) -> Role:
    if opens_with_outcome(text, front):
        return Role.RESULT
    if opens_with_deed(text, front):
        return Role.DEED
    return Role.GROUND if is_basis(text) else Role.OTHER


def _is_only_time(text: str, cue: Cue | None, reading: Reading, front: int) -> bool:
    """Whether a piece says when and nothing else: 到2025年底, 争取2025年末前."""
    if not reading.values or keeps_for(reading, text) or (cue and cue.modality is not Modality.TARGET):
        return False
    if cue is None and text.startswith(_SINCE, front) and any(value.span.end == len(text) for value in reading.values):
        return True
    timed = sum(map(len, {value.span for value in reading.values if value.type in _TIMES}))
    rest = len(text) - timed - (cue.end - cue.start if cue else 0)
    last = max((value.span.end for value in reading.values if value.type in _TIMES), default=0)
    return timed > 0 and rest <= _LIGHT and not has_deed(text, min(last, _LIGHT))
