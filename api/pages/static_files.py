"""The style sheet, the script and the icon: read once, named by their content, so that browsers keep them until they change."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from fastapi import APIRouter, Request, Response

from corpus.errors import NotFoundError

MEDIA_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file for browsers; `digest` names its content."""

    media_type: str
    content: bytes
    compressed: bytes
    digest: str


@cache
def static_files() -> Mapping[str, StaticFile]:
    """All of them by name."""
    folder = files("api") / "static"
    return {each.name: _read(each.name, each.read_bytes()) for each in folder.iterdir() if each.name.rpartition(".")[2] in MEDIA_TYPES}


def address_of(name: str) -> str:
    """The address of a file as it is now."""
    return f"/static/{name}?v={static_files()[name].digest}"


@router.get("/static/{name}")
def read_static_file(name: str, request: Request, v: str = "") -> Response:
    """Give a file; one that is asked for by its content may be kept for a year."""
    file = static_files().get(name)
    if file is None:
        raise NotFoundError(f"There is no file {name!r}; the pages name those that there are.")
    headers = {"Cache-Control": "public, max-age=31536000, immutable" if v == file.digest else "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.compressed, headers={**headers, "Content-Encoding": "gzip"}, media_type=file.media_type)
    return Response(file.content, headers=headers, media_type=file.media_type)


def _read(name: str, content: bytes) -> StaticFile:
    return StaticFile(MEDIA_TYPES[name.rpartition(".")[2]], content, gzip.compress(content, mtime=0), sha256(content).hexdigest()[:12])
