"""Turns a sentence of a rule into a question that it answers, by the rows of `questions.toml`."""

import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ROWS = Path(__file__).parent / "questions.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` is what in a statement is asked for; `words` are the ways to ask for it, put in its place."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """The rules, and what may stand before and after any question."""

    rules: tuple[Rule, ...]
    openings: tuple[str, ...]
    endings: tuple[str, ...]


@cache
def wording() -> Wording:
    """The rows of `questions.toml`."""
    rows = tomllib.loads(_ROWS.read_text(encoding="utf-8"))
    rules = tuple(Rule(re.compile(rule["pattern"]), tuple(rule["words"])) for rule in rows["rule"])
    return Wording(rules, tuple(rows["openings"]), tuple(rows["endings"]))


def ask(statement: str, chance: random.Random) -> str:
    """A question about `statement`: one thing that a rule knows is replaced by the words that ask for it, or a general ending is added.

    >>> ask("急会诊应当在10分钟内到位", random.Random(3))
    '根据规定，急会诊需要在10分钟内到位？'
    """
    statement = statement.rstrip("。；，：")
    fitting = [rule for rule in wording().rules if rule.pattern.search(statement)]
    opening = chance.choice(wording().openings) if chance.random() < 0.3 else ""
    if fitting and chance.random() < 0.8:
        rule = chance.choice(fitting)
        words = chance.choice(rule.words)
        return opening + rule.pattern.sub(lambda _: words, statement, count=1) + "？"
    return opening + statement + chance.choice(wording().endings)
