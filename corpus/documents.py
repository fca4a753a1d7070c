"""The records that a file becomes: `SourceDocument` → `CleanDocument` → `Policy`."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from corpus.offsets import Edit, OffsetMap
from corpus.spans import Span


class AnchorKind(StrEnum):
    """What an anchor counts: pages of a PDF, paragraphs of a Word document, rows of a sheet; each from 1."""

    PAGE = "page"
    PARAGRAPH = "paragraph"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Anchor:
    """From the code point `start` of the original text on, the text comes from this page, paragraph or row.

    `recognised` says that its characters were recognised in a picture, and may have been taken for others.
    """

    start: int
    kind: AnchorKind
    number: int
    recognised: bool = False

    def as_json(self) -> list[int | str]:
        """The anchor as values that JSON can write.

        >>> Anchor.from_json(Anchor(5, AnchorKind.PAGE, 2, recognised=True).as_json())
        Anchor(start=5, kind=<AnchorKind.PAGE: 'page'>, number=2, recognised=True)
        """
        return [self.start, str(self.kind), self.number, *([1] if self.recognised else [])]

    @classmethod
    def from_json(cls, values: Sequence[Any]) -> "Anchor":
        """The anchor that `as_json` wrote."""
        start, kind, number, *recognised = values
        return cls(start, AnchorKind(kind), number, bool(recognised))


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file as it was read.

    `text` is what quotes count in: the decoded file, character for character, or of a format that is not plain text the text extracted
    from it. `sha256` is that of the bytes, `document_id` its first 16 digits: the same bytes are the same document. `source_name` is the
    file's name for people, `origin` its absolute path (or the name of an upload): a new version from the same origin replaces the old one.
    `anchors` stand in order of `start` and tell where in the file the extracted text comes from; plain text has none.
    """

    document_id: str
    source_name: str
    origin: str
    sha256: str
    text: str
    anchors: tuple[Anchor, ...] = ()

    @property
    def recognised(self) -> bool:
        """Whether the text was recognised from pictures."""
        return any(anchor.recognised for anchor in self.anchors)

    def anchor_at(self, position: int) -> Anchor | None:
        r"""Where in the file the code point at `position` of the text comes from.

        >>> source = SourceDocument("1", "a.pdf", "a.pdf", "1", "甲\n乙", (Anchor(0, AnchorKind.PAGE, 1), Anchor(2, AnchorKind.PAGE, 2)))
        >>> source.anchor_at(1).number, source.anchor_at(2).number
        (1, 2)
        """
        index = bisect_right(self.anchors, position, key=lambda anchor: anchor.start) - 1
        return self.anchors[index] if index >= 0 else None


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """A document after repair; `edits` lead from `source.text` to `text` in one step, in raw code points.

    `offsets` tell where a span of the clean text stands in the original, and the other way round. `repaired` is false where only its layout
    and width were folded, since whoever gave the document asked for that.
    """

    source: SourceDocument
    text: str
    edits: Sequence[Edit]
    repaired: bool = True
    _offsets: OffsetMap | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def offsets(self) -> OffsetMap:
        """The map between the two texts; made when it is first asked for, as of most documents that are read nothing is quoted."""
        offsets = self._offsets
        if offsets is None:
            offsets = OffsetMap.of(self.edits)
            object.__setattr__(self, "_offsets", offsets)
        return offsets


class Level(StrEnum):
    """How far an issuer's word reaches."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    CITY = "city"
    INSTITUTION = "institution"
    UNKNOWN = "unknown"


class Validity(StrEnum):
    """Whether a policy binds on a given day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    ENDED = "ended"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Period:
    """The time a plan runs for; `start` and `end` are ISO 8601 dates of the precision that the text prints (`2023`, `2023-06`)."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask about a policy; empty strings where the text does not tell."""

    person: str = ""
    telephone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Repeal:
    """What a policy says of another: that it binds no more.

    The other is named by its title, its document number, or both. `since` is the day that the text prints; `None` where that is the day on
    which the policy itself takes effect. `span` is where the text says so.
    """

    title: str
    document_number: str
    since: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Succession:
    """Since when another text stands in the place of a policy, and which.

    `since` is `None` where it does so on any day that can be asked about. `by` names the other as a reader is told of it
    (`《会诊办法》（某卫〔2024〕3号）`), empty where none took its place.
    """

    since: str | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class HeaderSpan:
    """Where the clean text tells a member of its header; a member that several places tell has several."""

    member: str
    span: Span


@dataclass(frozen=True, slots=True)
class Header:
    """Who said it, where, and when; dates are ISO 8601 (`2023-06-27`), empty strings and `None` where the text does not tell.

    `repeals` are the texts that this one puts out of force. `succession` is what is known of its own end: a library finds it from the
    headers of all its documents. `spans` tell where the text tells what; what somebody else said of the text has none.
    """

    title: str
    document_number: str = ""
    issuers: tuple[str, ...] = ()
    level: Level = Level.UNKNOWN
    place: str = ""
    issue_date: str | None = None
    effective_date: str | None = None
    period: Period | None = None
    contact: Contact | None = None
    repeals: tuple[Repeal, ...] = ()
    succession: Succession | None = None
    spans: tuple[HeaderSpan, ...] = field(default=(), compare=False, repr=False)

    @property
    def is_official(self) -> bool:
        """Whether the text tells who issued it: an issuer, a document number or a level."""
        return bool(self.issuers or self.document_number) or self.level is not Level.UNKNOWN


class ClauseKind(StrEnum):
    """What a clause is; a number with a marker of its own line (`一、` `（一）` `1.`) is `NUMBERED`, 第X条 is `ARTICLE`."""

    PART = "part"
    BOOK = "book"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"
    NUMBERED = "numbered"
    SPECIAL_ACTION = "special_action"
    HEADING = "heading"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Clause:
    """One node of a policy's clause tree.

    `span` covers the clause with everything under it, `own` only its text before its first child; the `own` spans of all clauses, in
    order, concatenate to the clean text. `label` is the address that a person would write (`三、（二）20.`, `第十二条第二款第（三）项`),
    `heading` the words of its heading without marker and end mark, empty where it has none.
    """

    clause_id: str
    parent_id: str | None
    kind: ClauseKind
    label: str
    heading: str
    span: Span
    own: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of a clause or a document; `target` is a clause id of the same policy, or `None` where it is not resolved."""

    span: Span
    text: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Policy:
    """A document with its identity and its clause tree.

    `clauses` stand in the order of the text, parents before children. `furniture` are the stretches of the clean text that a web site put
    around the policy (menus, copyright, related news): they can be found and quoted, but rank behind the policy itself.
    """

    document: CleanDocument
    header: Header
    clauses: Sequence[Clause]
    references: Sequence[Reference] = ()
    furniture: tuple[Span, ...] = ()
