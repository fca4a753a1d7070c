"""Work that goes on after its request was answered: what was asked for, and how it ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sql

from corpus.errors import NotFoundError
from indexing.database import Database
from indexing.flat_records import record_members, record_row
from indexing.seals import Row
from indexing.tables import JOBS


class JobState(StrEnum):
    """Where a job stands; the last two are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work; `report` is a text that its maker understands, times are in UTC."""

    job_id: str
    user_hash: str
    key_id: str
    kind: str
    state: JobState
    report: str
    created_at: datetime
    finished_at: datetime | None = None


class JobLog:
    """The jobs of one home; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, job: Job) -> None:
        """Notes a new job; it is on the disk when this returns."""
        with self._database.writing(None) as connection:
            connection.execute(JOBS.insert(), [record_row(job)])

    def update(self, job: Job) -> None:
        """Notes how a job stands; one that was deleted meanwhile stays so."""
        with self._database.writing(f"job:{job.job_id}") as connection:
            connection.execute(JOBS.update().where(JOBS.c.job_id == job.job_id).values(**record_row(job)))

    def job(self, job_id: str) -> Job:
        """The job with this id.

        Raises:
            NotFoundError: There is none, or it was taken out.
        """
        with self._database.reading() as connection:
            row = connection.execute(sql.select(JOBS).where(JOBS.c.job_id == job_id)).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"There is no job {job_id!r}: it never was, or it is too long ago")
        return _job(dict(row))

    @property
    def is_shared(self) -> bool:
        """Whether the processes of several machines take up jobs."""
        return self._database.is_shared

    def claim(self, job_id: str) -> bool:
        """Whether this process alone works on a job, until it lets go of it or ends; where one process serves, it always does."""
        return self._database.claim(f"job:{job_id}")

    def let_go(self, job_id: str) -> None:
        """Lets other processes work on a job."""
        self._database.let_go(f"job:{job_id}")

    def unfinished(self) -> list[Job]:
        """The jobs that have not ended, oldest first: those under way, and those that a process left when it ended."""
        query = sql.select(JOBS).where(JOBS.c.finished_at.is_(None)).order_by(JOBS.c.created_at, JOBS.c.job_id)
        with self._database.reading() as connection:
            return [_job(dict(row)) for row in connection.execute(query).mappings()]


def _job(row: Row) -> Job:
    return Job(**{**record_members(row), "state": JobState(str(row["state"]))})
