"""Reads `NAME.meta.toml`, the file in which a user says of the file beside it what its text does not tell, or tells wrongly.

```toml
title = "急会诊管理制度"
document_number = "某院〔2024〕1号"
issuers = ["某市第一人民医院"]
level = "institution"            # national, provincial, city, institution; or 国家级, 省级, 市级, 机构
place = "某市"
issue_date = 2024-01-02
effective_date = 2024-02-01
period = { start = "2024-02", end = "2026-12" }
contact = { person = "张某", telephone = "0000-1234567" }
repealed = 2026-06-30            # the first day on which it binds no more
superseded_by = "《急会诊管理制度（2026年版）》"
repair = false                   # fold layout and width, and change nothing else
```

All keys may be left out. What is said here holds over the text and its front block, and yields to what the command line says.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from glob import escape
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus.dates import iso_date
from corpus.documents import Contact, Level, Period, Succession
from corpus.errors import UnreadableDocumentError
from corpus.front_matter import LEVELS
from corpus.overrides import Overrides

SUFFIX = ".meta.toml"
MOST_BYTES = 64 * 1024

_DAY = re.compile(r"(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_CONTACT = tuple(each.name for each in fields(Contact))
_LEVELS: Mapping[str, Level] = {**LEVELS, **{level.value: level for level in Level}}


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a user says of one file; `repair` is `None` where nothing is said of it, `digest` names the bytes, empty without a sidecar."""

    overrides: Overrides = field(default_factory=Overrides)
    repair: bool | None = None
    digest: str = ""


def is_sidecar(path: Path) -> bool:
    """Whether a file is a sidecar by its name.

    >>> is_sidecar(Path("会诊制度.docx.meta.toml")), is_sidecar(Path("会诊制度.docx"))
    (True, False)
    """
    return path.name.lower().endswith(SUFFIX)


def sidecar_path(path: Path) -> Path | None:
    """The sidecar of a file, `None` where it has none: `制度.docx.meta.toml` of `制度.docx`, else `制度.meta.toml`."""
    names = (path.name + SUFFIX, path.stem + SUFFIX)
    return next((found for name in names if (found := path.with_name(name)).is_file()), None)


def described(path: Path) -> list[Path]:
    """The files that a sidecar speaks of: that of its name, else those of its stem."""
    name = path.name[: -len(SUFFIX)]
    whole = path.with_name(name)
    of_stem = (file for file in path.parent.glob(f"{escape(name)}.*") if file.is_file() and not is_sidecar(file) and file.stem == name)
    return [whole] if name and whole.is_file() else sorted(of_stem)


def read_sidecar(path: Path) -> Sidecar:
    """What the sidecar of the file at `path` says; nothing where it has none.

    Raises:
        UnreadableDocumentError: the sidecar cannot be read, or holds a key or a value that means nothing.
    """
    beside = sidecar_path(path)
    if beside is None:
        return Sidecar()
    try:
        data = beside.read_bytes()
    except OSError as error:
        raise UnreadableDocumentError(f"{beside.name!r} cannot be opened ({error.strerror}); make it readable or remove it.") from error
    return sidecar_of(data, beside.name)


def sidecar_of(data: bytes, name: str) -> Sidecar:
    """What the bytes of a sidecar called `name` say.

    Raises:
        UnreadableDocumentError: they are no TOML, or hold a key or a value that means nothing.

    >>> sidecar_of("place = '某市'".encode(), "a.txt.meta.toml").overrides.place
    '某市'
    """
    if len(data) > MOST_BYTES:
        raise UnreadableDocumentError(f"{name!r} has {len(data):,} bytes, but a sidecar has at most {MOST_BYTES:,}; shorten it.")
    try:
        values = tomllib.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise UnreadableDocumentError(f"{name!r} is not TOML in UTF-8 ({error}); correct it or remove it.") from error
    unknown = [key for key in values if key not in _READERS]
    if unknown:
        raise UnreadableDocumentError(f"{name!r} has the key {unknown[0]!r}, which means nothing; the keys are {', '.join(_READERS)}.")
    read = {key: _read(key, value, name) for key, value in values.items()}
    repair, repealed, by = read.pop("repair", None), read.pop("repealed", None), read.pop("superseded_by", "")
    succession = Succession(repealed, by) if repealed or by else None
    return Sidecar(Overrides(**read, succession=succession), repair, sha256(data).hexdigest()[:16])


def _read(key: str, value: object, name: str) -> Any:  # noqa: ANN401 -- what a member holds
    reader, must_be = _READERS[key]
    found = reader(value)
    if found is None:
        raise UnreadableDocumentError(f"{name!r} says {key} = {value!r}, which is not {must_be}; correct it.")
    return found


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _switch(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _day(value: object) -> str | None:
    # TOML's own dates are `datetime.date`; one with a time of day is no day.
    if type(value) is date:
        return value.isoformat()
    return iso_date(value) if isinstance(value, str) else None


def _level(value: object) -> Level | None:
    return _LEVELS.get(value) if isinstance(value, str) else None


def _issuers(value: object) -> tuple[str, ...] | None:
    names = value.split("、") if isinstance(value, str) else value
    texts = [_text(each) for each in names] if isinstance(names, list) else []
    return tuple(text for text in texts if text) if texts and all(texts) else None


def _period(value: object) -> Period | None:
    if not isinstance(value, dict) or set(value) != {"start", "end"}:
        return None
    start, end = (each.isoformat() if type(each) is date else str(each) for each in (value["start"], value["end"]))
    in_order = start[: len(end)] <= end[: len(start)]
    return Period(start, end) if _DAY.fullmatch(start) and _DAY.fullmatch(end) and in_order else None


def _contact(value: object) -> Contact | None:
    known = isinstance(value, dict) and bool(value) and set(value) <= set(_CONTACT)
    return Contact(**value) if known and isinstance(value, dict) and all(map(_text, value.values())) else None


_A_TEXT, _A_DAY = "a text in quotation marks", "a day like 2023-06-27"
# What reads the value of each key, giving `None` for one that means nothing, and what the value must be.
_READERS: Mapping[str, tuple[Callable[[object], Any], str]] = {
    "title": (_text, _A_TEXT),
    "document_number": (_text, _A_TEXT),
    "issuers": (_issuers, 'a list of names like ["某市卫生健康委员会"]'),
    "level": (_level, f"one of {', '.join(_LEVELS)}"),
    "place": (_text, _A_TEXT),
    "issue_date": (_day, _A_DAY),
    "effective_date": (_day, _A_DAY),
    "period": (_period, 'a time like { start = "2023-06", end = "2025-12" }'),
    "contact": (_contact, f"a table of texts with some of {', '.join(_CONTACT)}"),
    "repealed": (_day, _A_DAY),
    "superseded_by": (_text, _A_TEXT),
    "repair": (_switch, "true or false"),
}
