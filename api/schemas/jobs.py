"""The record of an upload's job: `POST /api/v1/documents` and `GET /api/v1/jobs/{id}`."""

from datetime import datetime

from api.schemas.ingesting import IngestRecord
from api.schemas.record import Record
from indexing.jobs import JobState


class JobRecord(Record):
    """How an upload stands: `done` of `total` files, and in `report` what became of each; `message` says why a job failed as a whole."""

    id: str
    state: JobState
    done: int
    total: int
    message: str
    report: IngestRecord
    created_at: datetime
    finished_at: datetime | None
