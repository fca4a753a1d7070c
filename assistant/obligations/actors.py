"""Which classes an actor is of, and which other classes bind it too; both are rows of `assistant/data/actor_classes.tsv`."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Self

from assistant.tables import rows

_BRACKETED = re.compile(r"[(（].*?[)）]")
_JOINED = re.compile(r"[、，,；;]|以及|及其|[及和与或](?!其他)")
_FILLING = re.compile(r"[\s的]|^[各本该其]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a filter asks for: the words as typed, and the classes whose duties they have to keep."""

    words: str
    classes: frozenset[str]

    @classmethod
    def of(cls, actor: str, *, as_part: bool = True) -> Self:
        """What binds an actor by its name: its own classes, all kinds of these, and all above; `as_part` the bodies that it belongs to too.

        >>> sorted(Wanted.of("临床科室主任").classes)
        ['个人', '临床科室', '临床科室主要负责人', '医疗机构', '单位', '科室', '科室负责人']
        >>> sorted(Wanted.of("临床科室主任", as_part=False).classes)
        ['个人', '临床科室主要负责人', '科室负责人']
        """
        found: set[str] = set()
        for name in classes_of(actor):
            found |= with_wider(name, as_part=as_part) | with_kinds(name)
        return cls(plain(actor), frozenset(found))

    def is_bound_as(self, actor: str) -> bool:
        """Whether a duty of `actor` binds whom the filter asks for: one that is named so, or one of its classes.

        >>> Wanted.of("市级质控中心").is_bound_as("各级质控中心"), Wanted.of("市级质控中心").is_bound_as("省级质控中心")
        (True, False)
        """
        return any(self._is_of(name, part) for part, name in parts_of(actor))

    def _is_of(self, name: str, part: str) -> bool:
        """Whether one of the actors that are joined is asked for: of 质控中心挂靠单位 the class is 挂靠单位, not 质控中心."""
        return bool(self.words) and (name in self.classes or (name == part and self.words in part))


@lru_cache(maxsize=100_000)
def plain(actor: str) -> str:
    """The name without brackets and filling words.

    >>> plain("各级各类医疗机构（含民营）的 负责人")
    '级各类医疗机构负责人'
    """
    return _FILLING.sub("", _BRACKETED.sub("", actor))


@lru_cache(maxsize=100_000)
def classes_of(actor: str) -> frozenset[str]:
    """The class of each of the actors that a name joins: Chinese names end in what they are, so the longest known end decides.

    >>> sorted(classes_of("二级以上医疗机构及其医务人员")), sorted(classes_of("某某协会"))
    (['医务人员', '医疗机构'], ['某某协会'])
    """
    return frozenset(name for _, name in parts_of(actor))


@lru_cache(maxsize=100_000)
def parts_of(actor: str) -> tuple[tuple[str, str], ...]:
    """The actors that a name joins, each with its class, which is the name itself where it is of none.

    >>> parts_of("市级质控中心挂靠单位和某某协会")
    (('市级质控中心挂靠单位', '挂靠单位'), ('某某协会', '某某协会'))
    """
    whole = _BRACKETED.sub("", actor)
    parts = [name for name in map(plain, _JOINED.split(whole)) if name]
    return tuple((part, _class_of(part)) for part in parts)


@lru_cache(maxsize=8192)
def with_wider(name: str, *, as_part: bool = True) -> frozenset[str]:
    """A class and all above it; `as_part` those that it belongs to, too."""
    kind_of, part_of = _parents().get(name, ((), ()))
    wider = kind_of + part_of if as_part else kind_of
    return frozenset({name}).union(*(with_wider(parent, as_part=as_part) for parent in wider))


@lru_cache(maxsize=8192)
def with_kinds(name: str) -> frozenset[str]:
    """A class and all that are a kind of it.

    >>> sorted(with_kinds("科室负责人"))
    ['临床科室主要负责人', '医技科室主要负责人', '科室负责人']
    """
    kinds = (kind for kind, (kind_of, _) in _parents().items() if name in kind_of)
    return frozenset({name}).union(*map(with_kinds, kinds))


def names_in(text: str) -> tuple[str, ...]:
    """The known names that a text mentions, longest first where one lies in another, in the order of the text.

    >>> names_in("质控中心每年要对医院做哪些事")
    ('质控中心', '医院')
    """
    return tuple(dict.fromkeys(match[0] for match in _any_name().finditer(text)))


def _class_of(name: str) -> str:
    ends = (name[start:] for start in range(len(name)))
    return next((_classes()[end] for end in ends if end in _classes()), name)


@cache
def _classes() -> dict[str, str]:
    """The class of each name."""
    return {name: row[0].split()[0] for row in rows("actor_classes") for name in row[0].split()}


@cache
def _parents() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each class, those that it is a kind of, and those that it belongs to."""
    return {row[0].split()[0]: (tuple(row[1].split()), tuple(row[2].split())) for row in rows("actor_classes")}


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _classes()), key=len, reverse=True)))
