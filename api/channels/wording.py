"""An answer in the form of a chat message: the reply, what to heed, its source and the address under which it stays."""

from api.channels.limits import MORE, TEXT_BYTES, cut, n_bytes
from api.channels.messages import Card, Reply
from api.links import Links
from api.schemas.answers import CitationRecord
from api.schemas.asking import KeptAnswerRecord

_TITLE_CHARACTERS = 60
_DESCRIPTION_BYTES = 360


def answer_reply(record: KeptAnswerRecord, address: str) -> Reply:
    """A text where it fits, else a card that leads to the answer; without an address of the server a text that is cut."""
    link = Links(address).answer(record.id) if address else ""
    conversation_id = record.conversation_id or ""
    text = answer_text(record, link)
    if n_bytes(text) <= TEXT_BYTES:
        return Reply(text, None, record.id, conversation_id)
    if not link:
        return Reply(_cut_text(record), None, record.id, conversation_id)
    title = " ".join(record.question.split())[:_TITLE_CHARACTERS]
    card = Card(title, cut(answer_text(record, ""), _DESCRIPTION_BYTES, tail=MORE), link)
    return Reply("", card, record.id, conversation_id)


def answer_text(record: KeptAnswerRecord, link: str) -> str:
    """The whole answer in lines: the reply with its mark, what to heed, where it stands, and the link."""
    mark = f"（{record.mark}）" if record.mark else ""
    return "\n".join(filter(None, [record.answer + mark, *(f"注意：{notice}" for notice in record.notices), _source(record), link]))


def _cut_text(record: KeptAnswerRecord) -> str:
    source = cut(_source(record), TEXT_BYTES // 3, tail=MORE)
    return f"{cut(record.answer, TEXT_BYTES - n_bytes(source) - 1, tail=MORE)}\n{source}".rstrip("\n")


def _source(record: KeptAnswerRecord) -> str:
    """Where an answer stands: each clause once, the clauses of one document together."""
    labels: dict[str, dict[str, None]] = {}
    for citation in record.citations:
        labels.setdefault(_title(citation), {})[citation.clause_label] = None
    sources = [f"{title}{'、'.join(filter(None, found))}" for title, found in labels.items()]
    return f"依据：{'；'.join(sources)}" if sources else ""


def _title(citation: CitationRecord) -> str:
    return f"《{(citation.title or citation.source_name).strip('《》')}》"
