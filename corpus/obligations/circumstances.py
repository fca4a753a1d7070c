"""Reads a sentence piece by piece, and then what the pieces are for one another: a case that goes on, a topic, a consent that is wanted."""

import re
from dataclasses import replace

from corpus.obligations.actions import has_deed
from corpus.obligations.actors import find_subject_of_case, find_topic
from corpus.obligations.conditions import is_basis
from corpus.obligations.pieces import Sentence
from corpus.obligations.records import Modality
from corpus.obligations.roles import ReadPiece, Role, read_pieces
from corpus.obligations.values import is_strong

_TELLING = frozenset({Role.DUTY, Role.DEED, Role.OTHER})
_OPENING = frozenset({Role.CASE, Role.GROUND})
_BINDING = frozenset({Modality.MUST, Modality.MAY})
_FORBIDDING = frozenset({Modality.MUST_NOT})
# 设置标准的具体办法，由主管部门制定: the first piece names what the second is about.
_SUBJECT_MATTER = re.compile(r"(?:范围|办法|标准|程序|条件|名录|目录|期限|方式|比例|格式|细则|规则|费用?|经费|方案)$")
# 人员未经培训，不得上岗: whom the second piece binds stands in the first.
_LACKS = re.compile(r"[一-鿿]{2,}(?:未[经取按依完办]|没有取得|尚未)")
# 诊断表明需要住院的患者，没有监护人的: what is needed tells of whom the case is.
_NEEDED = re.compile(r"需要?[^，]*的[一-鿿]{2,8}$")
_OR = re.compile(r"或者?|且|并且|以及")


def read_sentence(sentence: Sentence, *, listed: bool = False) -> list[ReadPiece]:
    """The pieces of a sentence with their roles, in order; `listed` says that it is an item of a list of duties, whatever its words."""
    found = read_pieces(sentence, listed=listed)
    for i in reversed(range(len(found) - 1)):
        if _tells_a_case(found[i], found[i + 1]):
            found[i] = replace(found[i], role=Role.CASE, actor=find_subject_of_case(found[i].piece.text))
    for i in range(len(found) - 1):
        opens = all(one.role in _OPENING for one in found[:i])
        found[i] = _beside(found[i], found[i + 1], opens=opens)
    return found


def _beside(piece: ReadPiece, after: ReadPiece, *, opens: bool) -> ReadPiece:
    """A piece as the one behind it shows what it is for; `opens` says that nothing but cases and grounds stands before it."""
    text = piece.piece.text
    if piece.role in _TELLING and _awaits_consent(piece, after):
        return replace(piece, role=Role.CASE, actor=find_topic(text))
    if piece.role in _TELLING and _is_topic(piece, after):
        return replace(piece, role=Role.GROUND, actor=None)
    if not opens or piece.cue or is_strong(piece.reading, text):
        return piece
    if piece.role in _TELLING and _binds_bare(after, _BINDING):
        return replace(piece, role=Role.CASE, actor=piece.actor or find_topic(text))
    if piece.role in {Role.OTHER, Role.GROUND} and _LACKS.search(text) and _binds_bare(after, _FORBIDDING):
        return replace(piece, role=Role.GROUND, actor=piece.actor or find_topic(text))
    return piece


def _tells_a_case(piece: ReadPiece, after: ReadPiece) -> bool:
    """Whether a piece begins a case that the next goes on with: 无法确定责任人，或者对责任人有异议的."""
    if piece.role not in {*_TELLING, Role.GROUND} or is_basis(piece.piece.text) or after.role is not Role.CASE:
        return False
    if piece.cue:
        return _NEEDED.search(piece.piece.text, piece.cue.start) is not None
    return _OR.match(after.piece.text) is not None and not is_strong(piece.reading, piece.piece.text)


def _awaits_consent(piece: ReadPiece, after: ReadPiece) -> bool:
    """Whether a piece says what is wanted that somebody has to agree to: 开办诊所，经主管部门审查同意."""
    return piece.cue is None and piece.actor is None and after.role is Role.CASE and after.piece.text.startswith("经")


def _is_topic(piece: ReadPiece, after: ReadPiece) -> bool:
    """Whether a piece only names what the next says who is to care for: 施工现场，由施工单位负责."""
    text = piece.piece.text
    last = text.rfind("的")
    if (piece.cue and piece.cue.end > last) or after.actor is None or not after.piece.text.startswith("由"):
        return False
    tail = text[last + 1 :]
    names_thing = 0 < len(tail) < len(text) and not has_deed(tail)
    return (piece.role is Role.OTHER and piece.cue is None) or names_thing or _SUBJECT_MATTER.search(text) is not None


def _binds_bare(piece: ReadPiece, modalities: frozenset[Modality]) -> bool:
    """Whether a piece opens with its binding word: the one before it tells whom it binds."""
    return piece.cue is not None and not piece.actor and piece.cue.start == 0 and piece.cue.modality in modalities
