"""Finds who issued a policy, how far their word reaches, and where."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.documents import Level
from corpus.places import Place, cities_in, place_of_name, place_of_number

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
_ASSEMBLY = re.compile(r"(?P<issuer>[一-鿿]{2,12}?)第[一-鿿]{1,5}届(?P<body>人民代表大会(?:常务委员会)?)")
_SESSION = re.compile(r"第[一二三四五六七八九十]{1,3}届")
_COURT = re.compile(r"最高人民法院|最高人民检察院")
_INSTITUTION = re.compile(r"(?:医院|卫生院|保健院|大学|学院|公司|集团|中心血站|疾病预防控制中心)$")
_OUR_CITY, _OUR_PROVINCE = re.compile(r"我市|全市|本市"), re.compile(r"我省|全省|本省")
# A report that names its city at least so often more than any other is that city's.
_CLEARLY_MORE = 2


@cache
def _agencies() -> dict[str, Any]:
    return tomllib.loads((files("corpus") / "data" / "agencies.toml").read_text("utf-8"))


def document_number(head: Sequence[str]) -> str:
    """The policy's own document number: it stands on a line of its own above the body, or in an order's line.

    >>> document_number(["关于……的通知", "（国卫医发〔2018〕8 号）"]), document_number(["（某委员会令第 10 号）"])
    ('国卫医发〔2018〕8号', '某委员会令第10号')
    >>> document_number(["根据《……的通知》（国卫医政发〔2023〕12号），制定本方案。"])
    ''
    """
    for line in head:
        match = _NUMBER_LINE.fullmatch(line) or _KEYED_NUMBER.search(line)
        if match:
            return f"{match['letters']}〔{match['year']}〕{match['serial']}号"
    orders = [match for line in head if len(line) <= 80 and (match := _ORDER.search(line)) and "修改" not in line]
    return f"{orders[0]['issuer']}{orders[0]['kind']}第{orders[0]['serial']}号" if orders else ""


def issuers(title: str, head: Sequence[str], signed: Sequence[str], number: str, text: str) -> tuple[str, ...]:
    """Who issued the policy: who signed it, else who is named in its title, in its order or resolution, or by the letters of its number.

    >>> issuers("国务院办公厅关于加强质控的通知", [], [], "", ""), issuers("", [], ["某省卫生健康委员会", "某省中医药管理局"], "", "")
    (('国务院办公厅',), ('某省卫生健康委员会', '某省中医药管理局'))
    """
    if signed:
        return tuple(signed)
    in_title = _TITLE_ISSUER.search(title) or _TITLE_HOSPITAL.search(title)
    if in_title:
        return tuple(re.split(r"[、 　]+", in_title["issuer"]))
    for line in head:
        order = _ORDER.search(line)
        if order and len(line) <= 80:
            return tuple(_SESSION.sub("", name.removeprefix("中华人民共和国")) for name in order["issuer"].split("、"))
    for line in head:
        assembly = _ASSEMBLY.search(line.split(" ", 1)[-1])
        if assembly:
            return (f"{assembly['issuer']}{assembly['body']}",)
    courts = tuple(dict.fromkeys(_COURT.findall(title)))
    return courts or _by_letter(number, text)


def _by_letter(number: str, text: str) -> tuple[str, ...]:
    """The agency that a letter of the document number stands for, under the name that the text itself uses most."""
    place = place_of_number(number)
    if not place:
        return ()
    for row in _agencies()["letter"]:
        if row["letter"] in number[len(place.letter) : len(place.letter) + 4]:
            rank = "市" if place.level is Level.CITY else "省"
            counts = {name: len(re.findall(f"{rank}{name}", text)) for name in row["names"]}
            best = max(counts, key=lambda name: counts[name])
            return (f"{place.name}{best}",) if counts[best] else ()
    return ()


def reach(title: str, issued_by: Sequence[str], number: str, text: str) -> tuple[Level, str]:
    """How far the policy reaches, and its place (`安徽省`, `连云港市`; empty for the nation and where none is told).

    >>> reach("会诊办法", ["安徽省卫生健康委员会"], "", "")
    (<Level.PROVINCIAL: 'provincial'>, '安徽省')
    >>> reach("", [], "国卫医发〔2018〕8号", "")
    (<Level.NATIONAL: 'national'>, '')
    """
    names = [*issued_by, title]
    if any(_INSTITUTION.search(name) for name in issued_by):
        found = _first_place(names)
        return Level.INSTITUTION, found.name if found else ""
    if any(map(_is_national, names)):
        return Level.NATIONAL, ""
    found = _first_place(issued_by) or place_of_number(number) or _first_place([title])
    if found:
        return found.level, found.name
    is_national = number.startswith(tuple(_agencies()["national"]["number_letters"]))
    return (Level.NATIONAL, "") if is_national else _by_own_words(text)


def _first_place(names: Sequence[str]) -> Place | None:
    return next((place for name in names if (place := place_of_name(name))), None)


def _is_national(name: str) -> bool:
    return name.startswith(tuple(_agencies()["national"]["names"])) and not re.match(r"中国.{0,12}(?:医院|大学)", name)


def _by_own_words(text: str) -> tuple[Level, str]:
    """The level that a text speaks of as its own (我市, 我省), and the one city that it names clearly more often than others."""
    ours_city, ours_province = len(_OUR_CITY.findall(text)), len(_OUR_PROVINCE.findall(text))
    if ours_city <= ours_province:
        return Level.PROVINCIAL if ours_province else Level.UNKNOWN, ""
    named = cities_in(text).most_common(2)
    clear = len(named) == 1 or (len(named) == 2 and named[0][1] >= _CLEARLY_MORE * named[1][1])
    return Level.CITY, named[0][0] if named and clear else ""
