"""Uploads that another machine left: taken up where its files are, waited for for a day, and then given up."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from api.uploads import LOST, Order, StoredFile, Uploads
from indexing.jobs import Job, JobLog, JobState
from indexing.store import Store

DIGEST = "d" * 64


class JobsOfSeveral(JobLog):
    """Jobs that several machines take up; `held` are at work elsewhere."""

    is_shared = True
    held: frozenset[str] = frozenset()

    def claim(self, job_id: str) -> bool:
        return job_id not in self.held


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[JobsOfSeveral]:
    store = Store.open(tmp_path / "store.sqlite")
    yield JobsOfSeveral(store._database)
    store.close()


@pytest.fixture
def uploads(jobs: JobsOfSeveral, tmp_path: Path) -> Uploads:
    metrics = SimpleNamespace(watch_jobs=lambda _count: None)
    return Uploads(SimpleNamespace(jobs=jobs), tmp_path / "uploads", metrics=metrics)


def left(jobs: JobsOfSeveral, job_id: str, *, hours: float) -> None:
    """Notes an upload of some hours ago, whose file is on a machine that nobody sees."""
    order = Order(files=(StoredFile(name="会诊.txt", sha256=DIGEST),), level=None, place=None, replace=False)
    created = datetime.now(UTC) - timedelta(hours=hours)
    jobs.add(Job(job_id, "", "", "upload", JobState.RUNNING, order.model_dump_json(), created))


def test_what_only_a_lost_machine_holds_is_given_up_after_a_day(uploads: Uploads, jobs: JobsOfSeveral) -> None:
    left(jobs, "old", hours=25)
    left(jobs, "young", hours=23)
    uploads.resume()
    record = uploads.record("old")
    assert (record.state, record.message, record.done, record.total) == (JobState.FAILED, LOST, 0, 1)
    assert record.finished_at is not None
    assert uploads.record("young").state is JobState.RUNNING
    assert [job.job_id for job in jobs.unfinished()] == ["young"]


def test_what_another_machine_is_at_is_left_to_it_however_long(uploads: Uploads, jobs: JobsOfSeveral) -> None:
    left(jobs, "long", hours=1000)
    jobs.held = frozenset({"long"})
    uploads.resume()
    assert [job.job_id for job in jobs.unfinished()] == ["long"]
