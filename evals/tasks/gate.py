"""Changes one thing in each sentence of the bundled texts: the gate must withhold what was changed, and let pass what says the same.

The changes are made here with patterns of their own, so that the gate is not measured with what it is made of.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.evidence import clause_at
from assistant.gating import Support, problems
from corpus.cleaning import clean
from corpus.documents import Clause, Policy
from corpus.numerals import in_han, integer
from corpus.parsing import parse
from corpus.reading import files_in, read
from corpus.sentences import sentences
from evals.score import CaseResult, Report, Score

TASK = "gate"
SEED = 11
LEAST_CHARACTERS = 8
MOST_PER_SENTENCE = 7

_HAN_NUMBER = "[一二两三四五六七八九十百]"
_AMOUNT = re.compile(
    rf"\d+(?:\.\d+)?(?=(?:分钟|小时|个?工作日|天|日内|周|个月|次|人|名|家|个|项|%|‰|万元|元|例|年(?![\d底月]))|{_HAN_NUMBER}?级)"
)
_HAN_AMOUNT = re.compile(rf"(?<![第十百]){_HAN_NUMBER}{{1,3}}(?=个(?!人|体)|次|名|项|种|份|年时间|方面)")
_UNITS = {
    "分钟": "小时",
    "小时": "分钟",
    "个工作日": "周",
    "工作日": "月",
    "周": "天",
    "次": "人",
    "人": "次",
    "%": "‰",
    "‰": "%",
    "年": "个月",
    "个": "次",
    "天": "周",
}
_UNIT = re.compile(rf"(?<=[\d])(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![\d月底度])")
_BOUNDS = {
    "不低于": "不高于", "不高于": "不低于", "不少于": "少于", "不超过": "超过", "至少": "至多", "大于": "不低于", "高于": "低于",
    "以上": "以下",
    "以内": "以后", "小时内": "小时后", "分钟内": "分钟后", "工作日内": "工作日后", "周内": "周后", "不低于 ": "高于",
}  # fmt: skip
_BOUND = re.compile("|".join(sorted(_BOUNDS, key=len, reverse=True)))
_YEAR, _MONTH = re.compile(r"(?<!\d)20\d\d(?=年|-)"), re.compile(r"(?<=年)\d{1,2}(?=月)|(?<!\d)\d{1,2}(?=月\d|月底|月前)")
_DAY, _DIRECTION = re.compile(r"(?<=月)\d{1,2}(?=日)"), re.compile(r"(?<=[日月年底])(?:前|起)(?=[，。报完组建])|(?<=日)起")
_ACTORS = (
    "医疗机构主要负责人", "各市级质控中心", "市级质控中心", "各市质控中心", "市卫生计生委", "市质控办", "省卫生健康委",
    "卫生计生行政部门", "卫生行政部门", "医疗管理部门",
    "病案管理部门", "医务部门", "医疗机构", "科室主要负责人", "科主任", "首诊医师", "挂靠单位", "县区卫生计生部门", "临床科室",
    "患者", "术者", "主持人", "医务人员",
)  # fmt: skip
_ACTOR = re.compile(
    rf"(?:(?<=^)|(?<=[，；、由。]))(?:{'|'.join(_ACTORS)})(?=应|要|须|必|可|不|每|负|由|设|建|实|制|按|担|完|强|落|对|保|签|主|审|，?在)"
)
_TURNS = {
    "不得": "可以", "严禁": "应当", "禁止": "允许", "应当": "不得", "必须": "不必", "可以": "不得", "没有": "已经有",
    "无需": "必须", "不属于": "属于", "须": "无须",
}  # fmt: skip
_TURN = re.compile(f"(?<![不未无])(?:{'|'.join(sorted(_TURNS, key=len, reverse=True))})")
_FORCES = {"应当": "可以", "必须": "可以", "可以": "应当", "鼓励": "必须", "提倡": "应当", "原则上": "一律", "力争": "必须"}
_FORCE = re.compile(f"(?<![不未无])(?:{'|'.join(_FORCES)})")
_NUMBER = re.compile(r"(?<=〕)\d+(?=号)|(?<=第)[一二三四五六七八九十]{1,3}(?=[条章])")
_PLACES = {"安徽": "江苏", "连云港": "徐州", "驻马店": "南阳"}
_PLACE = re.compile("|".join(_PLACES))
_NUMERAL = re.compile(
    rf"(?<![\d.第〕—～~-])\d{{1,3}}(?=(?:分钟|小时|个?工作日|天|周|个月|次|人|名|家|个|项))|(?<![第十百一二三四五六七八九]){_HAN_NUMBER}{{1,3}}(?=个月|次|名|项|种)"
)
_SYNONYMS = {
    "应当": "须",
    "必须": "应当",
    "须": "应当",
    "每天": "每日",
    "制订": "制定",
    "不得": "不可以",
    "严禁": "禁止",
    "不少于": "不低于",
    "至少": "不少于",
    "以内": "之内",
}
_SYNONYM = re.compile("|".join(f"(?<![不无]){word}" for word in _SYNONYMS))


@dataclass(frozen=True, slots=True)
class Made:
    """A statement made of a sentence; `true` where it says what the sentence says."""

    kind: str
    text: str
    support: Support
    true: bool


def measure(folder: Path) -> Report:
    """Asks the gate about all statements made of the documents of a folder; the same on every run."""
    chance = random.Random(SEED)  # noqa: S311 -- a seeded sequence is the point
    made = [each for sentence, support in _sentences(folder) for each in _of_sentence(sentence, support, chance)]
    return Report(TASK, "", "bundled", tuple(_judged(number, each) for number, each in enumerate(made)))


def _judged(number: int, made: Made) -> CaseResult:
    found = problems(made.text, [made.support])
    name = "false_withheld" if made.true else "withheld"
    passed = bool(found) is not made.true
    reason = "; ".join(f"{problem.fault}: {problem.text}" for problem in found) if made.true else "" if found else "let through"
    return CaseResult(f"gate-{number:04d}", made.kind, passed, (Score(name, float(bool(found)), reason),), made.text)


def _sentences(folder: Path) -> Iterator[tuple[str, Support]]:
    for path in files_in(folder):
        policy = parse(clean(read(path)))
        for span in sentences(policy.document.text):
            sentence = re.sub(
                r"^(?:第[一二三四五六七八九十百]+条\s|（[一二三四五六七八九十]+）|\d+\.|[一二三四五六七八九十]+、)",
                "",
                span.of(policy.document.text),
            )
            if len(sentence) >= LEAST_CHARACTERS and "---" not in sentence:
                yield sentence, support_of(policy, clause_at(policy, span.start))


def support_of(policy: Policy, clause: Clause) -> Support:
    """The clause as an answer cites it: its words, and above them the title and the issuers."""
    header = policy.header
    context = "\n".join([header.title, header.document_number, *header.issuers, header.place, clause.heading])
    return Support(clause.span.of(policy.document.text), context, clause.label)


def _of_sentence(sentence: str, support: Support, chance: random.Random) -> Iterator[Made]:
    yield Made("unchanged", sentence, support, true=True)
    for kind, make in _FAITHFUL.items():
        yield from (Made(kind, text, support, true=True) for text in _some(make(sentence), sentence, chance, 1))
    for kind, make in _CHANGES.items():
        texts = [text for text in make(sentence) if text not in support.text]
        yield from (Made(kind, text, support, true=False) for text in _some(texts, sentence, chance, MOST_PER_SENTENCE))
    yield from _of_neighbours(sentence, support, chance)
    article = re.match("第([一二三四五六七八九十百]+)条", support.label)
    if article:
        other = in_han((integer(article[1]) or 0) + chance.randint(1, 9))
        yield Made("attributed", f"{article[0]}规定，{sentence}", support, true=True)
        yield Made("clause number", f"第{other}条规定，{sentence}", support, true=False)


def _some(texts: Sequence[str], sentence: str, chance: random.Random, most: int) -> list[str]:
    different = [text for text in dict.fromkeys(texts) if text != sentence]
    return chance.sample(different, min(most, len(different)))


def _swapped(pattern: re.Pattern[str], change: Callable[[re.Match[str]], Sequence[str]]) -> Callable[[str], list[str]]:
    """Makes a text for each match of a pattern and each of its changes."""

    def make(text: str) -> list[str]:
        return [
            text[: match.start()] + new + text[match.end() :]
            for match in pattern.finditer(text)
            for new in change(match)
            if new != match[0]
        ]

    return make


def _other_amounts(match: re.Match[str]) -> list[str]:
    amount = float(match[0])
    return [
        f"{other:g}" for other in (amount + 1, amount * 10, amount * 3, amount / 2 if amount % 2 == 0 else amount + 5) if other != amount
    ]


def _other_han(match: re.Match[str]) -> list[str]:
    amount = integer(match[0].replace("两", "二"))
    return [in_han(amount + 1), in_han(amount + 5)] if amount else []


def _other_day(match: re.Match[str]) -> list[str]:
    return [str(int(match[0]) % 12 + 1), str((int(match[0]) + 4) % 12 + 1)]


def _of_neighbours(sentence: str, support: Support, chance: random.Random) -> Iterator[Made]:
    """Two different values with the same unit in one sentence change places."""
    found = [(match, sentence[match.end() : match.end() + 2]) for match in re.finditer(r"\d+(?:\.\d+)?", sentence)]
    pairs = [
        (a, b)
        for i, (a, unit) in enumerate(found)
        for b, other in found[i + 1 :]
        if unit == other and a[0] != b[0] and unit[:1] not in "月日年-"
    ]
    for first, second in chance.sample(pairs, min(1, len(pairs))):
        between = sentence[first.end() : second.start()]
        text = f"{sentence[: first.start()]}{second[0]}{between}{first[0]}{sentence[second.end() :]}"
        yield Made("neighbour", text, support, true=False)


def _reordered(text: str) -> list[str]:
    """The statements of a sentence that are joined by ； in the other order."""
    pieces = text.rstrip("。；").split("；")
    return ["；".join(reversed(pieces)) + "。"] if len(pieces) > 1 and "：" not in text else []


def _shortened(text: str) -> list[str]:
    """The sentence without what follows one of its commas, where what is left says something."""
    if "：" in text or "（" in text:
        return []
    ends = [match.start() for match in re.finditer("，", text)]
    return [text[:end] + "。" for end in ends if end >= LEAST_CHARACTERS + 4]


def _renumbered(text: str) -> list[str]:
    """Every plain number in the other script."""

    def other(match: re.Match[str]) -> str:
        amount = integer(match[0].replace("两", "二"))
        return match[0] if amount is None else in_han(amount) if match[0].isdigit() else str(amount)

    return [_NUMERAL.sub(other, text)]


_FAITHFUL: dict[str, Callable[[str], list[str]]] = {
    "reordered": _reordered,
    "shortened": _shortened,
    "numerals": _renumbered,
    "synonyms": lambda text: [_SYNONYM.sub(lambda match: _SYNONYMS[match[0]], text)],
    "attributed by word": lambda text: [f"根据规定，{text}"],
}
_CHANGES: dict[str, Callable[[str], list[str]]] = {
    "value": _swapped(_AMOUNT, _other_amounts),
    "value in words": _swapped(_HAN_AMOUNT, _other_han),
    "unit": _swapped(_UNIT, lambda match: [_UNITS[match[0]]]),
    "bound": _swapped(_BOUND, lambda match: [_BOUNDS[match[0]]]),
    "year": _swapped(_YEAR, lambda match: [str(int(match[0]) + 1), str(int(match[0]) - 3)]),
    "month": _swapped(_MONTH, _other_day),
    "day": _swapped(_DAY, _other_day),
    "direction": _swapped(_DIRECTION, lambda match: ["后" if match[0] == "前" else "前"]),
    "actor": _swapped(_ACTOR, lambda match: [actor for actor in _ACTORS if actor not in match[0] and match[0] not in actor]),
    "negation": _swapped(_TURN, lambda match: [_TURNS[match[0]]]),
    "force": _swapped(_FORCE, lambda match: [_FORCES[match[0]]]),
    "number": _swapped(_NUMBER, lambda match: [str(int(match[0]) + 3) if match[0].isdigit() else in_han((integer(match[0]) or 0) + 2)]),
    "place": _swapped(_PLACE, lambda match: [_PLACES[match[0]]]),
}
