"""Headers as JSON, and back; a member that an earlier version did not write has its default."""

import json
from dataclasses import asdict
from typing import Any

from corpus.documents import Contact, Header, HeaderSpan, Level, Period, Repeal, Succession
from corpus.spans import Span


def header_json(header: Header, *, repaired: bool = True) -> str:
    """The header as it is stored; with it, whether the text was repaired.

    >>> header_of(header_json(Header("会诊办法", place="安徽省"))).place
    '安徽省'
    """
    written = asdict(header)
    written["repeals"] = [{**asdict(each), "span": _pair(each.span)} for each in header.repeals]
    written["spans"] = [[each.member, *_pair(each.span)] for each in header.spans]
    written["repaired"] = repaired
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def header_of(written: str) -> Header:
    """The header that was stored."""
    values: dict[str, Any] = json.loads(written)
    return Header(
        title=values["title"],
        document_number=values["document_number"],
        issuers=tuple(values["issuers"]),
        level=Level(values["level"]),
        place=values["place"],
        issue_date=values["issue_date"],
        effective_date=values["effective_date"],
        period=Period(**values["period"]) if values["period"] else None,
        contact=Contact(**values["contact"]) if values.get("contact") else None,
        repeals=tuple(Repeal(**{**each, "span": Span(*each["span"])}) for each in values.get("repeals", ())),
        succession=Succession(**values["succession"]) if values.get("succession") else None,
        spans=tuple(HeaderSpan(member, Span(start, end)) for member, start, end in values.get("spans", ())),
    )


def is_repaired(written: str) -> bool:
    """Whether the text that the stored header belongs to was repaired."""
    return bool(json.loads(written).get("repaired", True))


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
