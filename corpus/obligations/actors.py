"""Finds who a piece binds, where it says so itself."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from corpus.obligations.actions import adverbs_end, follows_subject, has_deed, opening_end
from corpus.obligations.modality import blanked
from corpus.obligations.tables import any_word, holds_any, rows, sought, words

_LONGEST = 90
_LONGEST_REGION = 4
# 原则上应当.
_LONGEST_CUE = 5
# 建设单位, 监督管理机构: what begins like a verb is part of a short name where a binding word comes behind.
_LONGEST_COMPOUND = 8
_AGENT = re.compile(r"(?<![自理缘事交改转])由(?![于此来])")
_ADVERBIAL = re.compile(
    r"[ 　]*(?:在(?![职校岗押建册读编役场])|对(?!口|外)|针对|根据|按照|依照|依据|参照|结合|为(?!主)|以(?![上下])|因|通过"
    r"|从(?![事业])|自(?![治愿然主行])|将(?!军)|把|经(?![济营办销纪费])|凡|如|除)"
)
_AGENT_VERB = re.compile(r"(?:共同|另行|统一)?(?:规定|决定|解释|确认)")
_BOUND = re.compile(r"(?:应当?|必须|可以?|须|需|要|均|也|并)$")
_IN_REGION = re.compile(r"(?:.*时[间候]，?)?在(?=全|各)")
_EVERYONE = re.compile("凡是?(?:在)?")
# Behind a head these make it part of a longer name.
_NAME_GOES_ON = re.compile(r"的(?!.{0,2}(?:，|$))|[、和与及或等之间内（(]|以及|或者|以[外内上下]|工作|管理|质量|建设|制度|服务")
# A name that these follow is the front of another name: 残疾人联合会, 单位负责人.
_TOLD_WHEN = re.compile(r"是|(?:\d+|[一二三四五六七八九十]+)个?(?:工作日|小时|分钟|日|天|周|月|年)")
_LONGER_NAME = re.compile(
    r"[或并]|管理(?!人)|培训|教育|联合(?:会|体|社)|就业|负责(?:人|同志)|(?:服务|救助|鉴定)(?:机构|中心|站)|福利|专户|以[外内上下及]"
)


class ActorKind(StrEnum):
    """How far an actor's being named reaches."""

    BODY = "body"
    PERSON = "person"
    REGION = "region"
    PATIENT = "patient"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor named at `start:end` of a piece."""

    kind: ActorKind
    start: int
    end: int


@cache
def _last_characters() -> frozenset[str]:
    """What every name ends with."""
    return frozenset(word[-1] for word in words("actors"))


@cache
def _kinds() -> dict[str, ActorKind]:
    return {row[0]: ActorKind(row[1]) for row in rows("actors")}


@cache
def _not_actors() -> tuple[str, ...]:
    return words("not_actors")


def find_actor(text: str, cue_start: int | None) -> NamedActor | None:
    """The actor that a piece names before its binding word (at `cue_start`) or its verb, or behind 由; `None` where it names none.

    >>> text = "各级质控中心应当按照要求报送数据"
    >>> actor = find_actor(text, text.index("应当"))
    >>> text[actor.start:actor.end]
    '各级质控中心'
    """
    agent = _agent(text)
    if agent and (cue_start is None or _acts_at(text, agent, cue_start)):
        return agent
    return _subject(text, cue_start) or (agent if cue_start is not None and agent and agent.start > cue_start else None)


def _acts_at(text: str, agent: NamedActor, cue_start: int) -> bool:
    """Whether 由 opens the piece or stands right behind its binding word: 讨论应当由科主任主持."""
    between = text[cue_start : agent.start - 1]
    return agent.start <= opening_end(text) + 4 or (agent.start > cue_start and len(between) <= _LONGEST_CUE)


def find_whole_name(text: str) -> NamedActor | None:
    """The actor that a piece is nothing else than: 从事采供血的单位和个人."""
    plain = blanked(text)
    if plain.rstrip(" ")[-1:] not in _last_characters():
        return None
    start = opening_end(text)
    if _ADVERBIAL.match(plain, start) or _starts_with_verb(plain, start, len(plain)):
        return None
    ends = _ends(plain, start, len(plain))
    if not ends or ends[-1][0] != len(plain) or (ends[-1][1] is ActorKind.PERSON and _is_told_of(plain, ends[:-1])):
        return None
    return NamedActor(ends[-1][1], start, len(plain))


def _is_told_of(text: str, ends: list[tuple[int, ActorKind]]) -> bool:
    """Whether a piece says what a body does to persons, and does not name them: 医院招聘工作人员."""
    return any(kind is ActorKind.BODY and "的" not in text[end:] and _followed(text, end) for end, kind in ends)


def find_subject_of_case(text: str) -> NamedActor | None:
    """The actor that a case begins with: 医疗机构发现……的."""
    start = opening_end(text)
    everyone = _EVERYONE.match(text, start)
    if everyone:
        start = everyone.end()
    elif _ADVERBIAL.match(text, start):
        return None
    for end, kind in _ends(text, start, len(text)):
        if everyone and end == len(text):
            return NamedActor(kind, start, end)
        compound = end - start <= _LONGEST_COMPOUND and bool(_CASE_VERB.match(text, end))
        if not _NAME_GOES_ON.match(text, end) and follows_case_subject(text, end) and (compound or not _starts_with_verb(text, start, end)):
            return NamedActor(kind, start, end)
    return None


def find_topic(text: str) -> NamedActor | None:
    """The body or person that a piece begins with, whatever it says of them: 医院炮制饮片."""
    start = opening_end(text)
    if _ADVERBIAL.match(text, start):
        return None
    ends = [(end, kind) for end, kind in _ends(text, start, len(text)) if not _NAME_GOES_ON.match(text, end)]
    return next((NamedActor(kind, start, end) for end, kind in ends if not _starts_with_verb(text, start, end)), None)


def follows_case_subject(text: str, end: int) -> bool:
    """Whether what stands at `end` of a case can follow its subject."""
    return follows_subject(text, end) or bool(_CASE_VERB.match(text, end))


_CASE_VERB = re.compile(
    r"发现|有(?!关)|未|没有|不|违反|拒|逾期|已|认为|需|超|擅自|隐瞒|弄虚|发生|造成|死亡|变更|晋升|具有|因|被|受|丧失|患|接到|收到|知道|从事|经营|使用"
)


def _agent(text: str) -> NamedActor | None:
    """The actor behind 由: the shortest name behind which a deed follows, or that ends the piece."""
    if "由" not in text:
        return None
    plain = blanked(text)
    for match in _AGENT.finditer(plain):
        before, start = plain[: match.start()], match.end()
        end = _agent_end(plain, start)
        founds = not _BOUND.search(before) and has_deed(before, opening_end(plain))
        # 成立由院长担任主任的委员会: who founds it is someone else.
        if end is not None and not (founds and "的" in plain[end:]):
            return NamedActor(ActorKind.AGENT, start, end)
    return None


def _agent_end(text: str, start: int) -> int | None:
    ends = [end for end, _ in _ends(text, start, len(text))]
    told = next((end for end in ends if end == len(text) or _AGENT_VERB.match(text, end) or _followed(text, end)), None)
    # Of a piece that begins with 由 the rest is what is to be done, whether or not its verb is known.
    opens = start - 1 == opening_end(text) and ends and not _NAME_GOES_ON.match(text, ends[-1])
    return ends[-1] if told is None and opens else told


def _subject(text: str, cue_start: int | None) -> NamedActor | None:
    plain = blanked(text)
    start = opening_end(plain)
    region = _IN_REGION.match(plain, start) if "在" in plain else None
    if region:
        start = region.end()
    elif _ADVERBIAL.match(plain, start):
        return None
    ends = _ends(plain, start, len(plain) if cue_start is None else cue_start)
    at_cue = _at_cue(plain, start, ends, cue_start) if cue_start is not None else None
    return at_cue or _before_deed(plain, start, ends, has_cue=cue_start is not None)


def _at_cue(text: str, start: int, ends: list[tuple[int, ActorKind]], cue_start: int) -> NamedActor | None:
    """The name that ends at the binding word, or at the adverbs before it."""
    for end, kind in reversed(ends):
        end_of_list = end + text.startswith("等", end)
        if cue_start in {end, end_of_list} or _only_adverbs(text, end_of_list, cue_start):
            return NamedActor(kind, start, end)
    return None


def _before_deed(text: str, start: int, ends: list[tuple[int, ActorKind]], *, has_cue: bool) -> NamedActor | None:
    """The shortest name that something follows which can follow a subject; else a territory that opens the piece."""
    able = [(end, kind) for end, kind in ends if has_cue or kind is not ActorKind.PATIENT]
    for end, kind in able:
        if not has_cue and _relative().match(text, end):
            continue
        compound = has_cue and end - start <= _LONGEST_COMPOUND
        if (compound or not _starts_with_verb(text, start, end)) and _followed(text, end):
            return NamedActor(kind, start, end)
    regions = (end for end, kind in able if kind is ActorKind.REGION and _is_whole(text, start, end))
    region_end = next(regions, None)
    return None if region_end is None else NamedActor(ActorKind.REGION, start, region_end)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a territory opens the piece that stands for all in it: 全省再灌注治疗率."""
    return text.startswith("全", start) and end - start <= _LONGEST_REGION and not text.startswith("的", end)


def _only_adverbs(text: str, end: int, limit: int) -> bool:
    return limit < len(text) and end < limit and adverbs_end(text, end) >= limit


def _followed(text: str, end: int) -> bool:
    rest = text[end:].lstrip(" 　")
    return not _LONGER_NAME.match(rest) and (bool(_TOLD_WHEN.match(rest)) or follows_subject(text, end))


def _ends(text: str, start: int, limit: int) -> list[tuple[int, ActorKind]]:
    """Where a name of a body or person may end behind `start`, first things first; brackets behind it belong to it."""
    furthest = min(limit, start + _LONGEST)
    search = sought("actors").search
    head = search(text, start, furthest)
    if head is None:
        return []
    found: dict[int, ActorKind] = {}
    while head:
        if _is_name(text[start : head.end()]):
            found.setdefault(_past_brackets(text, head.end(), limit), _kinds()[head[0]])
        # The next may begin inside this one.
        head = search(text, head.start() + 1, furthest)
    return sorted(found.items())


def _is_name(text: str) -> bool:
    return not text.endswith(_not_actors()) and not holds_any("not_names", text)


def _past_brackets(text: str, end: int, limit: int) -> int:
    """The end of the blank that brackets left, where something other than a name follows it."""
    after = end
    while after < limit and text[after] == " ":
        after += 1
    return end if after == end or _NAME_GOES_ON.match(text, after) else after


def _starts_with_verb(text: str, start: int, end: int) -> bool:
    """Whether the would-be name begins with a deed: 指导医疗机构."""
    return text[start:end] not in _kinds() and bool(_verb_front().match(text, start, end))


@cache
def _relative() -> re.Pattern[str]:
    """What makes a name the front of a relative clause: 政府审批的规划, 医院所支付的费用."""
    return re.compile(rf"(?:{any_word('adverbs')})*(?:{any_word('verbs')}{{1,2}}|所[^，的]{{1,6}})的")


@cache
def _verb_front() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_word('adverbs')})*{any_word('verbs')}")
