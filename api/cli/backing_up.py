"""`youju backup` and `youju restore`: a home as one file, and back."""

from pathlib import Path

import typer

from assistant.settings import load_settings
from corpus.errors import SettingsError
from indexing.backup import Manifest, back_up
from indexing.restoring import restore

MEGABYTE = 1_000_000


def back_up_home(file: Path) -> int:
    """Write the home of the settings to a file, whether or not it is served meanwhile; 0 when it is there.

    Raises:
        SettingsError: The home or the file cannot be used.
        StoreError: The store is damaged.
    """
    manifest = back_up(_home(), file)
    typer.echo(f"Backed up {_told(manifest)} to {file} ({file.stat().st_size / MEGABYTE:.1f} MB). It holds secrets: keep it like them.")
    return 0


def restore_home(file: Path, *, replace: bool) -> int:
    """Put a backup into the home of the settings; 0 when it is there.

    Raises:
        SettingsError: The home or the file cannot be used, or the home holds a store already.
        StoreError: The backup is damaged, or of a newer version.
    """
    home = _home()
    manifest = restore(file, home, replace=replace)
    typer.echo(f"Restored {_told(manifest)}, backed up at {manifest.created_at}, to {home}. The indexes are built when it is opened next.")
    return 0


def _home() -> Path:
    settings = load_settings()
    if settings.database_url:
        raise SettingsError(
            "The store is where YOUJU_DATABASE_URL says, not in the home: back it up with pg_dump and restore it with pg_restore."
        )
    return settings.home


def _told(manifest: Manifest) -> str:
    return f"{manifest.documents} documents" if manifest.documents != 1 else "1 document"
