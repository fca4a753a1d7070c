"""Makes, lists and revokes access keys."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import typer

from api.cli.printing import print_table
from api.hashing import load_hasher
from api.scopes import Scope
from assistant.bootstrap import Youju
from indexing.keyring import ApiKey

COLUMNS = ("key_id", "name", "scopes", "state", "created_at", "expires_at")


def create_key(youju: Youju, name: str, scopes: Sequence[Scope], *, days: int | None, as_json: bool) -> int:
    """Make a key and print its words, which nobody can tell again."""
    now = datetime.now(UTC)
    key, words = youju.library.keyring.create(
        name,
        frozenset(map(str, scopes)),
        pepper=load_hasher(youju.settings).pepper,
        now=now,
        expires_at=now + timedelta(days=days) if days else None,
    )
    if as_json:
        typer.echo(json.dumps({**_record(key, now), "key": words}, ensure_ascii=False))
    else:
        typer.echo(words)
        typer.echo(f"youju: this is told once; `youju keys revoke {key.key_id}` closes it.", err=True)
    return 0


def list_keys(youju: Youju, *, as_json: bool) -> int:
    """List all keys, those that open nothing any more too."""
    now = datetime.now(UTC)
    records = [_record(key, now) for key in youju.library.keyring.all_keys()]
    if as_json:
        typer.echo(json.dumps(records, ensure_ascii=False))
    else:
        headings = tuple(name.upper().replace("_", " ") for name in COLUMNS)
        print_table(headings, [[_cell(record[name]) for name in COLUMNS] for record in records])
    return 0


def revoke_key(youju: Youju, key_id: str) -> int:
    """Close a key for ever."""
    youju.library.keyring.revoke(key_id, now=datetime.now(UTC))
    typer.echo(f"Revoked {key_id}.")
    return 0


def _record(key: ApiKey, now: datetime) -> dict[str, str | list[str] | None]:
    return {
        "key_id": key.key_id,
        "name": key.name,
        "scopes": sorted(key.scopes),
        "state": "valid" if key.is_valid(now) else "revoked" if key.revoked_at else "expired",
        "created_at": key.created_at.isoformat(timespec="seconds"),
        "expires_at": key.expires_at.isoformat(timespec="seconds") if key.expires_at else None,
    }


def _cell(value: str | list[str] | None) -> str:
    return " ".join(value) if isinstance(value, list) else value or ""
