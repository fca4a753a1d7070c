"""Finds who issued a policy, and under which number."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.documents import Level
from corpus.places import place_of_number
from corpus.roles import agencies
from corpus.spans import Span
from corpus.told import Passage, Told

_OPEN, _CLOSE = r"[〔\[［【(（]", r"[〕\]］】)）]"
_NUMBER = re.compile(
    rf"(?P<letters>[一-鿿]{{2,12}})\s*{_OPEN}\s*(?P<year>(?:19|20)\d{{2}})\s*{_CLOSE}\s*(?:第\s*)?(?P<serial>\d{{1,5}})\s*号"
)
_ORDER = re.compile(r"(?P<issuer>[一-鿿、]{2,40}?)(?:第\s*)?(?P<kind>令|公告)\s*第?\s*(?P<serial>[\d一二三四五六七八九十百]{1,5})\s*号")
_NUMBER_LINE = re.compile(rf"\s*[（(]?\s*(?:文\s*号\s*[:：])?\s*(?:{_NUMBER.pattern})\s*[）)]?\s*")
_KEYED_NUMBER = re.compile(rf"(?:发文字号|文件编号|文\s*号)\s*[:：]\s*(?:{_NUMBER.pattern})")
_TITLE_ISSUER = re.compile(r"^(?P<issuer>[一-鿿、 　]{2,60}?(?:委员会|总局|局|厅|部|署|院|办公室|委|政府|中心|协会|学会|医院))关于")
_TITLE_HOSPITAL = re.compile(
    r"^(?P<issuer>[一-鿿]{2,20}?(?:人民|中心|中医|附属|妇幼保健|儿童|肿瘤|第[一二三四五六七八九十]{1,2})医院)(?!.{0,4}建设)"
)
_ASSEMBLY = re.compile(r"(?P<issuer>(?!经)[一-鿿]{2,12}?)第[一-鿿]{1,5}届(?P<body>人民代表大会(?:常务委员会)?)")
_CONGRESS = re.compile(r"第[一-鿿]{1,5}届(?P<body>全国人民代表大会(?:常务委员会)?)")
_SESSION = re.compile(r"第[一二三四五六七八九十]{1,3}届")
_COURT = re.compile(r"最高人民法院|最高人民检察院")
# A line that names an order is not longer.
_LONGEST_LINE = 80


@cache
def agency_rows() -> dict[str, Any]:
    """The rows of `data/agencies.toml`."""
    return tomllib.loads((files("corpus") / "data" / "agencies.toml").read_text("utf-8"))


def document_number(head: Sequence[Passage]) -> Told[str]:
    """The policy's own document number: it stands on a line of its own above the body, or in an order's line.

    >>> document_number([Passage("关于……的通知"), Passage("（国卫医发〔2018〕8 号）")])
    Told(value='国卫医发〔2018〕8号', spans=(Span(start=1, end=14),))
    >>> document_number([Passage("（某委员会令第 10 号）")]).value
    '某委员会令第10号'
    >>> document_number([Passage("根据《……的通知》（国卫医政发〔2023〕12号），制定本方案。")]).value
    ''
    """
    for line in head:
        match = _NUMBER_LINE.fullmatch(line.text) or _KEYED_NUMBER.search(line.text)
        if match:
            return Told(f"{match['letters']}〔{match['year']}〕{match['serial']}号", (_from_letters(line, match),))
    for line in head:
        order = _ORDER.search(line.text) if len(line.text) <= _LONGEST_LINE and "修改" not in line.text else None
        if order:
            return Told(f"{order['issuer']}{order['kind']}第{order['serial']}号", (line.span(order),))
    return Told("")


def numbers_in(words: str) -> list[str]:
    """The document numbers that some words hold, as they are written by the standard.

    >>> numbers_in("《会诊办法》（某卫[2018] 3号）")
    ['某卫〔2018〕3号']
    """
    return [f"{match['letters']}〔{match['year']}〕{match['serial']}号" for match in _NUMBER.finditer(words)]


def _from_letters(line: Passage, match: "re.Match[str]") -> Span:
    """From the letters of a number to the word 号 behind its serial."""
    end = line.text.index("号", match.end("serial")) + 1
    return Span(match.start("letters"), end).shifted(line.start)


def issuers(
    titles: Sequence[Passage], title: str, head: Sequence[Passage], signed: Sequence[Passage], number: Told[str], body: Passage
) -> Told[tuple[str, ...]]:
    """Who issued the policy: who signed it, else who is named in its title, in its order or resolution, or by the letters of its number.

    Args:
        titles: the lines of the title.
        title: the title, tidied.
        head: the lines above the body.
        signed: the lines of the sign-off.
        number: the document number.
        body: what the policy itself says.

    >>> nothing = ([], Told(""), Passage(""))
    >>> issuers([], "国务院办公厅关于加强质控的通知", [], *nothing).value
    ('国务院办公厅',)
    >>> issuers([], "", [], [Passage("某省卫生健康委员会"), Passage("某省中医药管理局")], *nothing[1:]).spans
    (Span(start=0, end=9), Span(start=0, end=8))
    """
    found = _signers(signed)
    if found.value:
        return found
    in_title = _TITLE_ISSUER.search(title) or _TITLE_HOSPITAL.search(title)
    if in_title:
        return _named(re.split(r"[、 　]+", in_title["issuer"]), titles)
    for line in head:
        order = _ORDER.search(line.text)
        if order and len(line.text) <= _LONGEST_LINE:
            names = [_SESSION.sub("", name.removeprefix("中华人民共和国")) for name in order["issuer"].split("、")]
            return Told(tuple(names), (line.span(order, "issuer"),))
    for line in head:
        congress = _CONGRESS.search(line.text)
        if congress:
            return Told((congress["body"],), (line.span(congress, "body"),))
        assembly = _ASSEMBLY.search(line.text, line.text.find(" ") + 1)
        if assembly:
            return Told((f"{assembly['issuer']}{assembly['body']}",), (line.span(assembly),))
    courts = tuple(dict.fromkeys(_COURT.findall(title)))
    return _named(courts, titles) if courts else _by_letter(number, body)


def _signers(signed: Sequence[Passage]) -> Told[tuple[str, ...]]:
    """The agencies that signed, each with its place."""
    names: list[str] = []
    spans: list[Span] = []
    for line in signed:
        position = 0
        for name in agencies(line.text):
            position = line.text.index(name, position)
            names.append(name)
            spans.append(Span(position, position + len(name)).shifted(line.start))
            position += len(name)
    return Told(tuple(names), tuple(spans))


def _named(names: Sequence[str], lines: Sequence[Passage]) -> Told[tuple[str, ...]]:
    """Names with the places where lines hold them; the whole lines where a name is broken over two."""
    held = [Span(place, place + len(name)).shifted(line.start) for name in names for line in lines if (place := line.text.find(name)) >= 0]
    return Told(tuple(names), tuple(held) or tuple(line.whole for line in lines))


def _by_letter(number: Told[str], body: Passage) -> Told[tuple[str, ...]]:
    """The agency that a letter of the document number stands for, under the name that the text itself uses most."""
    place = place_of_number(number.value)
    if not place:
        return Told(())
    for row in agency_rows()["letter"]:
        if row["letter"] in number.value[len(place.letter) : len(place.letter) + 4]:
            rank = "市" if place.level is Level.CITY else "省"
            counts = {name: body.text.count(f"{rank}{name}") for name in row["names"]}
            best = max(counts, key=lambda name: counts[name])
            return Told((f"{place.name}{best}",), number.spans) if counts[best] else Told(())
    return Told(())
