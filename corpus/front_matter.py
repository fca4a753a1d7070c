"""Reads the block between two `---` lines that a file may begin with; it holds over what the text tells."""

from collections.abc import Mapping, Sequence

from corpus.dates import iso_date
from corpus.documents import HeaderSpan, Level, Period
from corpus.errors import UnreadableDocumentError
from corpus.overrides import Overrides
from corpus.spans import Span
from corpus.told import Passage

# The keys of the block, and the members of a header that they tell.
KEYS: Mapping[str, str] = {
    "标题": "title",
    "文号": "document_number",
    "发文机关": "issuers",
    "层级": "level",
    "地区": "place",
    "印发日期": "issue_date",
    "施行日期": "effective_date",
    "实施期": "period",
}
LEVELS: Mapping[str, Level] = {
    "国家级": Level.NATIONAL,
    "省级": Level.PROVINCIAL,
    "市级": Level.CITY,
    "机构": Level.INSTITUTION,
}


def front_matter(lines: Sequence[Passage]) -> Overrides:
    """What the known keys in a block of `key: value` lines say; empty values and other keys say nothing.

    Raises:
        UnreadableDocumentError: a level, a date or a period is not written as it must be.

    >>> said = front_matter([Passage("标题: 会诊办法", 4), Passage("层级：市级", 13), Passage("备注: 无", 19)])
    >>> said.title, said.level.value, said.spans[0]
    ('会诊办法', 'city', HeaderSpan(member='title', span=Span(start=8, end=12)))
    """
    found: dict[str, tuple[str, Span]] = {}
    for line in lines:
        key, divider, value = line.text.replace("：", ":", 1).partition(":")
        if key.strip() in KEYS and value.strip():
            found[key.strip()] = value.strip(), Span(len(key + divider), len(line.text)).trimmed(line.text).shifted(line.start)
    values = {key: value for key, (value, _) in found.items()}
    issuers = values.get("发文机关")
    return Overrides(
        title=values.get("标题"),
        document_number=values.get("文号"),
        issuers=tuple(part.strip() for part in issuers.split("、")) if issuers else None,
        level=_level(values.get("层级")),
        place=values.get("地区"),
        issue_date=_date(values, "印发日期"),
        effective_date=_date(values, "施行日期"),
        period=_period(values["实施期"]) if "实施期" in values else None,
        spans=tuple(HeaderSpan(KEYS[key], span) for key, (_, span) in found.items()),
    )


def _level(written: str | None) -> Level | None:
    if written is not None and written not in LEVELS:
        raise UnreadableDocumentError(f"层级 {written!r} in the front matter is not a level: write one of {'、'.join(LEVELS)}")
    return LEVELS[written] if written else None


def _date(values: Mapping[str, str], key: str) -> str | None:
    written = values.get(key)
    date = iso_date(written) if written else None
    if written and not date:
        raise UnreadableDocumentError(f"{key} {written!r} in the front matter is not a date: write it like 2023-06-27")
    return date


def _period(written: str) -> Period:
    start, divider, end = (part.strip() for part in written.partition("至"))
    if not (divider and start and end):
        raise UnreadableDocumentError(f"实施期 {written!r} in the front matter is not a period: write it like 2023-06 至 2025-12")
    return Period(start, end)
