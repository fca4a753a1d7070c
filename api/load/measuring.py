"""Asks a server for a while with many clients at once, and tells how it fared."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import perf_counter

from api.load.connection import Connection, Reply
from corpus.errors import NotFoundError

OK = 200

# The status of a connection that ended without a reply.
BROKEN = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """How a server fared: the replies of one measurement, and the seconds that it took."""

    replies: tuple[Reply, ...]
    seconds: float

    @property
    def n_failed(self) -> int:
        """How many replies were no answer."""
        return sum(reply.status != OK for reply in self.replies)

    @property
    def per_second(self) -> float:
        """Answers per second."""
        return (len(self.replies) - self.n_failed) / self.seconds

    def milliseconds(self, share: float, *, first: bool = False) -> float:
        """The time within which this share of the replies ended, or began."""
        times = sorted(reply.first_seconds if first else reply.seconds for reply in self.replies)
        return 1000 * times[min(len(times) - 1, int(share * len(times)))]


def read_questions(path: Path) -> list[str]:
    """The member `question` of each line of a file of JSON objects.

    Raises:
        NotFoundError: There is no such file, or no question in it.
    """
    if not path.is_file():
        raise NotFoundError(f"There is no file {str(path)!r}; give one JSON object with a member `question` a line.")
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    questions = [line["question"] for line in lines if line.get("question")]
    if not questions:
        raise NotFoundError(f"{str(path)!r} holds no question; give one JSON object with a member `question` a line.")
    return questions


async def reach(address: str) -> None:
    """Makes sure that something listens there.

    Raises:
        OSError: Nothing does.
    """
    await (await Connection.open(address)).close()


async def measure(
    address: str,
    questions: Sequence[str],
    *,
    clients: int,
    seconds: float,
    key: str = "",
    accept: str = "application/json",
    distinct: bool = False,
) -> Measured:
    """Asks the questions in turn with `clients` connections for `seconds`.

    Args:
        address: Where the server is, such as http://127.0.0.1:8000.
        questions: What is asked, over and over.
        clients: How many ask at once; each asks again when it has its answer.
        seconds: For how long.
        key: An access key, where one is needed.
        accept: What kind of reply is asked for.
        distinct: Whether no question may be asked twice in the same words, so that no answer can be remembered.
    """
    asked = _asked(questions, distinct=distinct)
    started = perf_counter()
    work = [_ask_until(started + seconds, asked, address, key, accept) for _ in range(clients)]
    replies = [reply for replies in await asyncio.gather(*work) for reply in replies]
    return Measured(tuple(replies), perf_counter() - started)


def _asked(questions: Sequence[str], *, distinct: bool) -> Iterator[str]:
    """The questions in turn for ever; a number of question marks and spaces makes each differ where they must."""
    for number in count():
        round_number, place = divmod(number, len(questions))
        yield questions[place] + " " * round_number * distinct + "？" * distinct


async def _ask_until(end: float, asked: Iterator[str], address: str, key: str, accept: str) -> list[Reply]:
    replies = []
    connection = await Connection.open(address, key=key)
    while perf_counter() < end:
        started = perf_counter()
        try:
            replies.append(await connection.ask(next(asked), accept=accept))
        except (OSError, asyncio.IncompleteReadError):
            seconds = perf_counter() - started
            replies.append(Reply(BROKEN, seconds, seconds))
            with suppress(OSError):
                await connection.close()
            connection = await Connection.open(address, key=key)
    await connection.close()
    return replies
