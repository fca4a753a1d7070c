"""How entries of the register read to people, in tables, sheets and calendars."""

from collections.abc import Callable
from urllib.parse import quote

from assistant.obligations.entries import Entry
from assistant.obligations.workdays import workday_note
from corpus.documents import Level, Validity
from corpus.obligations.records import Modality

Link = Callable[[Entry], str]

# Where `youju serve` listens unless told otherwise: links lead there until it is said under which address people reach the server.
DEFAULT_ADDRESS = "http://127.0.0.1:8000"

MODALITY_WORDS = {
    Modality.MUST: "必须",
    Modality.MUST_NOT: "不得",
    Modality.SHOULD: "鼓励",
    Modality.MAY: "可以",
    Modality.TARGET: "目标",
}
VALIDITY_WORDS = {
    Validity.IN_FORCE: "现行有效",
    Validity.NOT_YET: "尚未施行",
    Validity.ENDED: "已结束",
    Validity.SUPERSEDED: "已被替代",
    Validity.UNKNOWN: "时效未知",
}
LEVEL_WORDS = {
    Level.NATIONAL: "国家",
    Level.PROVINCIAL: "省",
    Level.CITY: "市",
    Level.INSTITUTION: "机构",
    Level.UNKNOWN: "",
}

COLUMNS = (
    *("下次到期", "工作日提示", "责任主体", "性质", "事项", "条件", "例外", "时限频次数值"),
    *("文件", "条款", "时效", "地区", "层级", "原文", "问题", "链接", "编号"),
)


def link_to_clause(address: str) -> Link:
    """Makes the link to an entry's clause on the server at `address`, the default address where that is empty."""
    base = (address or DEFAULT_ADDRESS).rstrip("/")
    return lambda entry: f"{base}/documents/{quote(entry.stored.document_id)}#{quote(entry.stored.obligation.clause_id)}"


def cells(entry: Entry, link: Link) -> tuple[str, ...]:
    """One row of a table, a cell for each of `COLUMNS`."""
    obligation, due = entry.stored.obligation, entry.next_due
    return (
        due.isoformat() if due else "",
        workday_note(due) if due else "",
        obligation.actor,
        MODALITY_WORDS[obligation.modality],
        one_line(obligation.action),
        one_line(obligation.condition),
        one_line(obligation.exception),
        values_in_words(entry),
        title(entry),
        entry.stored.clause_label,
        VALIDITY_WORDS[entry.validity],
        entry.header.place,
        LEVEL_WORDS[entry.header.level],
        entry.stored.quote,
        "；".join(obligation.problems),
        link(entry),
        obligation.id,
    )


def values_in_words(entry: Entry) -> str:
    """The values as the text prints them."""
    return "；".join(one_line(value.raw) for value in entry.stored.obligation.values)


def title(entry: Entry) -> str:
    """What the entry's policy is called."""
    return entry.header.title or entry.source_name


def citation(entry: Entry) -> str:
    """Where the entry stands: 《某市会诊办法》第一条."""
    return f"《{title(entry)}》{entry.stored.clause_label}"


def one_line(text: str) -> str:
    r"""The text with each stretch of white space as one blank.

    >>> one_line("应当\n  报告")
    '应当 报告'
    """
    return " ".join(text.split())
