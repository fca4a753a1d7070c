"""Uploaded files into the library, one job after another on a thread of its own; a job that a process left is taken up by the next.

Files are kept under the hash of their content; the names that they came with are never names of files here.
"""

import os
import queue
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from pydantic import BaseModel

from api.arenas import release_free
from api.callers import Caller
from api.metrics import Metrics
from api.recurring import LONGEST_SECONDS
from api.refusals import OVERLOADED, RefusalError
from api.schemas.ingesting import FileRecord, IngestRecord
from api.schemas.jobs import JobRecord
from corpus.documents import Level
from corpus.errors import StoreError, YoujuError
from indexing.building import FileResult, ingest_bytes
from indexing.jobs import Job, JobState
from indexing.library import Library

KIND = "upload"
MAX_JOBS = 20

# Where documents come one after another, memory that they no longer need goes back to the system this often.
RELEASE_SECONDS = 30.0

# Only the machine that took an upload in has its files; one that has not come back for so long is taken for lost.
LOST_AFTER = timedelta(days=1)
LOST = "The server that holds these files has not come back; upload again what is not among the documents."


class UploadedFile(NamedTuple):
    """A file as it came: what the caller calls it, and its bytes."""

    name: str
    data: bytes


class StoredFile(BaseModel):
    """A file of a job: what the caller calls it, and the hash that it is kept under."""

    name: str
    sha256: str


class Order(BaseModel):
    """What a job is to do, and what came of it so far; the text that the log of jobs keeps."""

    files: tuple[StoredFile, ...]
    level: Level | None
    place: str | None
    replace: bool
    results: tuple[FileRecord, ...] = ()
    message: str = ""


class Uploads:
    """Takes uploads in, and brings them into `library`; `folder` keeps their bytes."""

    def __init__(self, library: Library, folder: Path, *, metrics: Metrics) -> None:
        self._library = library
        self._folder = folder
        self._under_way: dict[str, tuple[Job, Order]] = {}
        self._waiting: queue.Queue[str | None] = queue.Queue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        metrics.watch_jobs(lambda: len(self._under_way))

    def resume(self) -> None:
        """Takes up what another process left unfinished when it ended, where its files are in this folder; gives up what is lost."""
        for job in self._library.jobs.unfinished():
            order = Order.model_validate_json(job.report)
            can_do = self._can_do(order)
            is_lost = not can_do and datetime.now(UTC) - job.created_at > LOST_AFTER
            if job.job_id in self._under_way or not (can_do or is_lost) or not self._claims(job.job_id):
                continue
            if can_do:
                self._begin(job, order)
            else:
                self._finish(_ended(job, JobState.FAILED, order.model_copy(update={"message": LOST})))

    def close(self) -> None:
        """Ends the thread after the file that it is at, or leaves that to the next process where it takes long."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(LONGEST_SECONDS)

    def accept(self, files: Sequence[UploadedFile], *, level: Level | None, place: str | None, replace_same: bool, caller: Caller) -> Job:
        """Keeps files and has them ingested; they and the job are on the disk when this returns.

        Raises:
            RefusalError: Too many uploads wait.
            StoreError: The files cannot be kept.
        """
        if len(self._under_way) >= MAX_JOBS:
            raise RefusalError(OVERLOADED, f"{MAX_JOBS} uploads wait already; upload again when they are done.", {"Retry-After": "30"})
        stored = tuple(StoredFile(name=file.name, sha256=self._keep(file.data)) for file in files)
        order = Order(files=stored, level=level, place=place, replace=replace_same)
        now = datetime.now(UTC)
        job = Job(uuid4().hex, caller.user_hash, caller.key_id, KIND, JobState.QUEUED, order.model_dump_json(), now)
        self._library.jobs.claim(job.job_id)
        self._library.jobs.add(job)
        self._begin(job, order)
        return job

    def record(self, job_id: str) -> JobRecord:
        """How a job stands.

        Raises:
            NotFoundError: There is no such job.
        """
        under_way = self._under_way.get(job_id)
        job = under_way[0] if under_way else self._library.jobs.job(job_id)
        order = under_way[1] if under_way else Order.model_validate_json(job.report)
        return JobRecord(
            id=job.job_id,
            state=job.state,
            done=len(order.results),
            total=len(order.files),
            message=order.message,
            report=IngestRecord.from_files(order.results),
            created_at=job.created_at,
            finished_at=job.finished_at,
        )

    def forget(self, digest: str) -> None:
        """Deletes the bytes that are kept under this hash, if there are any."""
        (self._folder / digest).unlink(missing_ok=True)

    def _keep(self, data: bytes) -> str:
        digest = sha256(data).hexdigest()
        path = self._folder / digest
        beside = path.with_name(f"{digest}.{uuid4().hex}")
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise StoreError(
                f"An upload cannot be kept in {str(self._folder)!r} ({error.strerror}): make room, and upload again"
            ) from error
        return digest

    def _can_do(self, order: Order) -> bool:
        """Whether a job can be done here: where several machines serve, its files may be on another one."""
        left = order.files[len(order.results) :]
        return not self._library.jobs.is_shared or all((self._folder / file.sha256).exists() for file in left)

    def _claims(self, job_id: str) -> bool:
        """Whether an unfinished job is ours now."""
        if not self._library.jobs.claim(job_id):
            return False
        if self._library.jobs.job(job_id).finished_at is None:
            return True
        self._library.jobs.let_go(job_id)
        return False

    def _begin(self, job: Job, order: Order) -> None:
        self._under_way[job.job_id] = (job, order)
        self._waiting.put(job.job_id)
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="uploads", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        released = time.monotonic()
        while (job_id := self._waiting.get()) is not None:
            self._work(job_id)
            if time.monotonic() - released > RELEASE_SECONDS:
                release_free()
                released = time.monotonic()

    def _work(self, job_id: str) -> None:
        """Does a job; what could not be done is in its report."""
        job, order = self._under_way[job_id]
        job = replace(job, state=JobState.RUNNING)
        try:
            for file in order.files[len(order.results) :]:
                result = self._ingest(file, order)
                order = order.model_copy(update={"results": (*order.results, FileRecord.from_result(result))})
                self._under_way[job_id] = (job, order)
            self._library.flush()
            state = JobState.DONE
        except YoujuError:
            state = JobState.FAILED
            order = order.model_copy(update={"message": "The store could not be written; upload again when it can, nothing is half done."})
        self._finish(_ended(job, state, order))

    def _finish(self, job: Job) -> None:
        try:
            self._library.jobs.update(job)
        finally:
            self._under_way.pop(job.job_id, None)
            self._library.jobs.let_go(job.job_id)

    def _ingest(self, file: StoredFile, order: Order) -> FileResult:
        path = self._folder / file.sha256
        if not path.exists():
            return FileResult(Path(file.name), "failed", None, f"{file.name!r} is not kept any more: upload it again", 0, 0)
        origin = f"upload:{file.sha256}:{file.name}"
        result = ingest_bytes(self._library, path.read_bytes(), source_name=file.name, origin=origin, level=order.level, place=order.place)
        if result.status == "failed":
            self.forget(file.sha256)
        elif order.replace and self._remove_others(file.name, result.document_id):
            return replace(result, status="replaced")
        return result

    def _remove_others(self, name: str, document_id: str | None) -> bool:
        """Takes out what has the same name; whether there was anything."""
        others = [each for each in self._library.documents() if each.source_name == name and each.document_id != document_id]
        for other in others:
            self._library.remove(other.document_id)
            self.forget(other.sha256)
        return bool(others)


def _ended(job: Job, state: JobState, order: Order) -> Job:
    """The job as it ended now."""
    return replace(job, state=state, report=order.model_dump_json(), finished_at=datetime.now(UTC))
