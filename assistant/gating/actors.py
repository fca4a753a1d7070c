"""Who acts, and where: names in a statement stand in the cited words or above them, and act there too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.gating.polarity import best_part
from assistant.gating.quantity import quantities
from assistant.gating.record import Fault, Problem, Support
from assistant.gating.wording import Part, content_words, cut, folded, is_made_of, masked, parts_of
from assistant.tables import toml
from corpus.places import places_in
from corpus.sentences import REMEMBERED_SENTENCES

_LONGEST = 10
_LEAST_PIECE = 2
_VERBS = "制定|制订|设立|设置|建立|健全|指定|委托|加强|强化|完善|落实|做好|推进|开展|公示|抽查|成立|接受"
_BREAK = re.compile(rf"[^\u4e00-\u9fff（）]|[和与及或由对向的自从、]|{_VERBS}|应当|应|须|必须|要|可以|不得|以及|或者|负责|报|给")
_VERB = re.compile("[\u4e00-\u9fff](?<![的和与及或、内外等对向中里])")
_RANK = re.compile("^(?:的?(?:科室)?(?:主要|分管|法定|委托|指定|有关|相关)?(?:负责人|人|主任|人员|部门|中心|机构|单位|科室|小组|委员会))$")
_BEHIND = re.compile("^(?:应当|应该|应|必须|须|要|可以|可|不得|不能|严禁|禁止|负责|组织|每|按|于|在|定期|及时|原则上|会同|牵头|指导)")


@dataclass(frozen=True, slots=True)
class Actor:
    """A name in a part; `acts` where it stands as the one that acts: behind 由, or before a word of duty."""

    name: str
    acts: bool


def actor_problems(statement: str, supports: Sequence[Support]) -> Iterator[Problem]:
    """The actors and places of a folded statement that the supports do not name, or name in another part."""
    texts = [folded(support.text) for support in supports]
    whole = "\n".join(texts + [folded(support.context) for support in supports])
    known = parts_of(supports)
    for part in cut(statement):
        named = actors(part.text)
        for actor in named:
            if not is_made_of(actor.name, whole):
                yield Problem(Fault.ACTOR, actor.name)
        yield from _wrong_actors(part, named, known)
    yield from (Problem(Fault.PLACE, place) for place in places_in(statement) if place not in whole)


def _wrong_actors(part: Part, named: Sequence[Actor], known: Sequence[Part]) -> Iterator[Problem]:
    """Those who act in a part of the statement while another acts in the cited part, or before it in its sentence."""
    acting = [actor for actor in named if actor.acts]
    aligned = best_part(_without(part, acting), known) if acting else None
    ruled = _acting_for(aligned, known) if aligned else []
    for actor in acting:
        if ruled and not any(name.endswith(actor.name) or actor.name.endswith(name) for name in ruled):
            yield Problem(Fault.ACTOR, actor.name)


def _without(part: Part, acting: Sequence[Actor]) -> Part:
    """The part without those who act, so that what is done is looked up and not who does it."""
    text = part.text
    for actor in acting:
        text = text.replace(actor.name, " ")
    return Part(text, part.sentence) if content_words(text) else part


def _acting_for(aligned: Part, known: Sequence[Part]) -> list[str]:
    """Who acts in a cited part: those named in it, or else those who acted last before it in its sentence."""
    place = known.index(aligned)
    for part in reversed(known[: place + 1]):
        if part.sentence != aligned.sentence:
            break
        found = [actor.name for actor in actors(part.text) if actor.acts]
        if found:
            return found
    return []


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def actors(text: str) -> tuple[Actor, ...]:
    """The actors that a part names, in order.

    >>> actors("质控简报由市质控办编发，")
    (Actor(name='市质控办', acts=True),)
    """
    plain = masked(text, quantities(text))
    found: list[Actor] = []
    for start, end in _merged([_name(plain, match) for match in _suffixes().finditer(plain)], plain):
        before, after = plain[:start], plain[end:]
        if end - start < _LEAST_PIECE:
            continue
        opens = "由" not in after and not before.strip("各凡但如若其中") and _VERB.match(after) is not None
        found.append(Actor(plain[start:end], before.endswith("由") or opens or _BEHIND.match(after) is not None))
    return tuple(found)


def _name(plain: str, match: re.Match[str]) -> tuple[int, int]:
    """Where a name that ends with a suffix begins: behind the last joint or word of duty."""
    lead = max(match.start() - _LONGEST, 0)
    breaks = [each.end() for each in _BREAK.finditer(plain, lead, match.start())]
    return (breaks[-1] if breaks else lead), match.end()


def _merged(spans: Sequence[tuple[int, int]], plain: str) -> list[tuple[int, int]]:
    """The names, each behind the one before; 医疗机构主要负责人 is one name and not two."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            between = plain[found[-1][1] : end]
            first = found.pop() if _RANK.match(between) else None
            found.append((first[0] if first else found[-1][1], end))
        else:
            found.append((start, end))
    return found


@cache
def _suffixes() -> re.Pattern[str]:
    return re.compile("|".join(sorted(toml("gate")["actors"], key=len, reverse=True)))
