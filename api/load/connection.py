"""A connection that asks one question after another: plain HTTP/1.1 on a stream, so that asking costs less than answering."""

import asyncio
import json
from dataclasses import dataclass
from time import perf_counter
from typing import Self
from urllib.parse import urlsplit

PATH = "/api/v1/answers"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the status, the seconds until the first byte of the body and until its end."""

    status: int
    first_seconds: float
    seconds: float


class Connection:
    """One client of a server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, key: str) -> None:
        self._reader = reader
        self._writer = writer
        self._host = host
        self._key = f"Authorization: Bearer {key}\r\n" if key else ""

    @classmethod
    async def open(cls, address: str, *, key: str = "") -> Self:
        """A connection to the server at an http address; `key` is an access key, where it needs one."""
        parts = urlsplit(address)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
        return cls(reader, writer, parts.netloc, key)

    async def close(self) -> None:
        """Ends the connection."""
        self._writer.close()
        await self._writer.wait_closed()

    async def ask(self, question: str, *, accept: str = "application/json") -> Reply:
        """Asks, and reads the reply to its end."""
        started = perf_counter()
        body = json.dumps({"question": question}).encode()
        head = f"POST {PATH} HTTP/1.1\r\nHost: {self._host}\r\nAccept: {accept}\r\n{self._key}Content-Type: application/json\r\n"
        self._writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        status, headers = await self._head()
        first = await self._body(headers, started)
        return Reply(status, first, perf_counter() - started)

    async def _head(self) -> tuple[int, dict[str, str]]:
        lines = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines[1:] if line)
        return int(lines[0].split()[1]), {name.lower(): value.strip() for name, _, value in pairs}

    async def _body(self, headers: dict[str, str], started: float) -> float:
        """Reads a body of told length or in pieces; the seconds until its first byte."""
        if "content-length" in headers:
            await self._reader.readexactly(int(headers["content-length"]))
            return perf_counter() - started
        first = 0.0
        while size := int(await self._reader.readline(), 16):
            first = first or perf_counter() - started
            await self._reader.readexactly(size + 2)
        await self._reader.readline()
        return first
