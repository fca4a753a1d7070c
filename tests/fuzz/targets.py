"""What is fuzzed: each target takes any bytes, raises nothing but the project's own refusals, and checks what must always hold."""

import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from pydantic import ValidationError

from api.callers import _key_in
from api.channels.crypto import Callbacks
from api.channels.envelope import parse as parse_xml
from api.channels.envelope import render, texts
from api.channels.queries import Query
from api.channels.wechat.callback import Account
from api.channels.wechat.messages import incoming
from api.channels.wecom.bot_callback import Envelope
from api.channels.wecom.bot_messages import MessageError, read_message
from api.channels.wecom.frames import FrameError, read_frame
from api.chat.wording import harmless
from api.obligation_formats import accepted_format
from api.refusals import RefusalError
from api.sse import is_wanted
from assistant.settings import Settings
from assistant.understanding import MAX_CHARACTERS, understand
from corpus.cleaning import clean
from corpus.documents import CleanDocument, SourceDocument
from corpus.errors import DocumentError, QuestionError
from corpus.obligations.extraction import extract
from corpus.offsets import apply
from corpus.parsing import parse
from corpus.reading.files import read_bytes
from corpus.sidecar import sidecar_of

# A text that grows without end is a matter of the limits on files; here many short ones are tried.
MOST_CHARACTERS = 3000

AES_KEY = "FuzzedEncodingAesKey0123456789abcdefghijklm"
NOW = 1_767_225_601.0


def read_files(data: bytes) -> None:
    """The reader of plain texts and web pages: a text, or the sentence that says why there is none."""
    name = ("a.txt", "a.md", "a.html")[data[0] % 3] if data else "a.txt"
    with suppress(DocumentError):
        document = read_bytes(data[1:], source_name=name, origin="fuzz")
        assert document.text.strip()
        document.text.encode()


def clean_and_parse(data: bytes) -> None:
    """Cleaning, structure and obligations: the repairs give the text, every clause and quote lies where it says."""
    document = clean(_source(_text(data)))
    assert apply(document.source.text, document.edits) == document.text
    with suppress(DocumentError):
        _check_policy(document)


def _check_policy(document: CleanDocument) -> None:
    policy = parse(document)
    size = len(document.text)
    ids = [clause.clause_id for clause in policy.clauses]
    assert len(set(ids)) == len(ids)
    for clause in policy.clauses:
        assert 0 <= clause.span.start <= clause.own.start <= clause.own.end <= clause.span.end <= size
        assert clause.parent_id is None or clause.parent_id in ids
    for obligation in extract(policy):
        raw = document.offsets.to_raw(obligation.span)
        assert 0 <= raw.start < raw.end <= len(document.source.text)


def open_envelopes(data: bytes) -> None:
    """What WeChat and WeCom send: XML, JSON, what is encrypted, and frames; forged or malformed, or read."""
    with suppress(RefusalError):
        fields = parse_xml(data)
        assert parse_xml(render(fields).encode()).keys() == fields.keys()
        incoming(fields)
    with suppress(RefusalError):
        texts(data, "Content")
    with suppress(FrameError):
        assert read_frame(data).text
    _decrypt(data)
    _read_robot(data)


def _decrypt(data: bytes) -> None:
    callbacks = _callbacks()
    with suppress(RefusalError):
        callbacks.decrypt(data.decode("latin-1"))
    text = _text(data)
    assert callbacks.decrypt(callbacks.encrypt(text)) == text
    query = Query(text[:20], text[:12], text[:9], text[:40], "aes" if len(data) % 2 else "")
    with suppress(RefusalError):
        Account("token", callbacks, b"", now=lambda: NOW).receive(query, data)
        raise AssertionError("A call that nobody signed was taken")
    with suppress(RefusalError):
        Envelope("token", callbacks, now=lambda: NOW).message(query, data)
        raise AssertionError("A call that nobody signed was taken")


def _read_robot(data: bytes) -> None:
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(record, dict):
        with suppress(MessageError):
            read_message(record)


def read_sidecars(data: bytes) -> None:
    """The file beside a file: what it says, or the sentence that says why it cannot be used."""
    with suppress(DocumentError):
        sidecar_of(data, "a.txt.meta.toml")


def read_settings(data: bytes) -> None:
    """The settings: values, or an error of their own; secrets are never shown."""
    names = sorted(Settings.model_fields)
    parts = _text(data).split("\n")
    values = {names[len(part) % len(names)]: part for part in parts}
    with suppress(ValidationError):
        shown = repr(Settings(**values).chat_api_key)
        assert shown in {"SecretStr('')", "SecretStr('**********')"}


def understand_questions(data: bytes) -> None:
    """Questions, with earlier ones: understood or refused; and what headers and chat programs may hold."""
    first, _, rest = _text(data).partition("\n")
    with suppress(QuestionError):
        query = understand(rest, history=(first[:MAX_CHARACTERS],) if first.strip() else (), place=first[:20])
        assert query.question == rest
    _key_in(first)
    accepted_format(rest)
    is_wanted(first)
    shown = harmless(rest)
    assert "](" not in shown
    assert "<img" not in shown.lower()


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (read_files, clean_and_parse, open_envelopes, read_sidecars, read_settings, understand_questions)
}


@cache
def _callbacks() -> Callbacks:
    return Callbacks.of(AES_KEY, "wxfuzzed", setting="KEY")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "ignore")[:MOST_CHARACTERS]


def _source(text: str) -> SourceDocument:
    return SourceDocument(document_id="f" * 16, source_name="fuzz.txt", origin="fuzz", sha256="f" * 64, text=text)
