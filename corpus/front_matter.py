"""Reads the block between two `---` lines that a file may begin with; it holds over what the text tells."""

from collections.abc import Mapping

from corpus.dates import iso_date
from corpus.documents import Header, Level, Period
from corpus.errors import UnreadableDocumentError

KEYS = ("标题", "文号", "发文机关", "层级", "地区", "印发日期", "施行日期", "实施期")
LEVELS: Mapping[str, Level] = {
    "国家级": Level.NATIONAL,
    "省级": Level.PROVINCIAL,
    "市级": Level.CITY,
    "机构": Level.INSTITUTION,
}


def front_matter(block: str) -> dict[str, str]:
    r"""The values of the known keys in a block of `key: value` lines; empty values and other keys are left out.

    >>> front_matter("---\n标题: 会诊办法\n层级：市级\n备注: 无\n---")
    {'标题': '会诊办法', '层级': '市级'}
    """
    found = {}
    for line in block.splitlines():
        key, _, value = line.replace("：", ":", 1).partition(":")
        if key.strip() in KEYS and value.strip():
            found[key.strip()] = value.strip()
    return found


def overridden(found: Header, values: Mapping[str, str]) -> Header:
    """The header with what the block says put over what was found.

    Raises:
        UnreadableDocumentError: a level, a date or a period is not written as it must be.
    """
    level = values.get("层级")
    if level is not None and level not in LEVELS:
        raise UnreadableDocumentError(f"层级 {level!r} in the front matter is not a level: write one of {'、'.join(LEVELS)}")
    issuers = values.get("发文机关")
    return Header(
        title=values.get("标题", found.title),
        document_number=values.get("文号", found.document_number),
        issuers=tuple(part.strip() for part in issuers.split("、")) if issuers else found.issuers,
        level=LEVELS[level] if level else found.level,
        place=values.get("地区", found.place),
        issue_date=_date(values, "印发日期") or found.issue_date,
        effective_date=_date(values, "施行日期") or found.effective_date,
        period=_period(values["实施期"]) if "实施期" in values else found.period,
    )


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
