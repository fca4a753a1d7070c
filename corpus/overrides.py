"""What somebody says of a document, which holds over what its text tells."""

from dataclasses import dataclass, fields, replace
from typing import Any

from corpus.documents import Contact, Header, HeaderSpan, Level, Period, Succession


@dataclass(frozen=True, slots=True)
class Overrides:
    """Members of a header; `None` where nothing is said. `spans` tell where the text itself says so, in its front block."""

    title: str | None = None
    document_number: str | None = None
    issuers: tuple[str, ...] | None = None
    level: Level | None = None
    place: str | None = None
    issue_date: str | None = None
    effective_date: str | None = None
    period: Period | None = None
    contact: Contact | None = None
    succession: Succession | None = None
    spans: tuple[HeaderSpan, ...] = ()

    def over(self, header: Header) -> Header:
        """The header with what is said put over what it held.

        >>> Overrides(place="合肥市").over(Header("会诊办法", place="安徽省")).place
        '合肥市'
        """
        said: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "spans"}
        said = {name: value for name, value in said.items() if value is not None}
        kept = tuple(span for span in header.spans if span.member not in said)
        return replace(header, **said, spans=kept + self.spans)
