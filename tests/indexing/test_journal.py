"""What was answered is kept whole, belongs to its user, and goes when it is told to or is too old."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.errors import NotFoundError, StoreBusyError, StoreError
from indexing.jobs import Job, JobState
from indexing.journal import Conversation, Feedback, Forgotten, Journal, KeptAnswer
from indexing.journal_writer import JournalWriter
from indexing.keyring import ApiKey
from indexing.store import Store

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PEPPER = b"pepper"


def an_answer(
    answer_id: str = "a1", *, conversation_id: str | None = "c1", user: str = "li", days_ago: int = 0, question: str = "急会诊多久"
) -> KeptAnswer:
    return KeptAnswer(answer_id, conversation_id, user, "", "http", question, '{"answer":"10分钟"}', NOW - timedelta(days=days_ago))


def a_conversation(conversation_id: str = "c1", *, user: str = "li", days_ago: int = 0) -> Conversation:
    return Conversation(conversation_id, user, "", "急会诊多久", NOW - timedelta(days=days_ago))


def a_job(job_id: str = "j1", *, state: JobState = JobState.QUEUED) -> Job:
    return Job(job_id, "li", "", "upload", state, "{}", NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "youju.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = Store.open(path)
    yield store
    store.close()


@pytest.fixture
def journal(store: Store) -> Journal:
    return store.journal


def test_an_answer_comes_back_as_it_was_kept(journal: Journal) -> None:
    answer = an_answer(question="急会诊\0多久𠮷")
    journal.add([answer], [a_conversation()])
    assert journal.answer("a1") == answer
    assert journal.conversation("c1", user_hash="li") == a_conversation()


def test_an_answer_without_its_conversation_is_not_kept(journal: Journal) -> None:
    with pytest.raises(StoreError):
        journal.add([an_answer()])
    with pytest.raises(NotFoundError, match="a1"):
        journal.answer("a1")


def test_the_last_questions_come_oldest_first(journal: Journal) -> None:
    answers = [an_answer(f"a{number}", question=f"问{number}", days_ago=9 - number) for number in range(5)]
    journal.add(answers, [a_conversation()])
    assert journal.questions("c1", limit=3) == ("问2", "问3", "问4")
    assert [answer.answer_id for answer in journal.answers("c1")] == ["a0", "a1", "a2", "a3", "a4"]


def test_conversations_come_newest_first_and_in_pages(journal: Journal) -> None:
    journal.add([], [a_conversation(f"c{number}", days_ago=number) for number in range(5)])
    total, found = journal.conversations(user_hash="li", offset=1, limit=2)
    assert (total, [each.conversation_id for each in found]) == (5, ["c1", "c2"])
    assert journal.conversations(user_hash="wang") == (0, [])


def test_what_is_too_old_goes_and_a_conversation_with_its_last_answer(journal: Journal, store: Store) -> None:
    journal.add([an_answer("old", days_ago=40), an_answer("new")], [a_conversation(days_ago=40)])
    journal.add([an_answer("gone", conversation_id="c2", days_ago=40)], [a_conversation("c2", days_ago=40)])
    store.jobs.add(replace(a_job(), created_at=NOW - timedelta(days=40)))
    assert journal.purge(NOW - timedelta(days=30)) == Forgotten(conversations=1, answers=2, feedback=0, jobs=1)
    assert [answer.answer_id for answer in journal.answers("c1")] == ["new"]
    with pytest.raises(NotFoundError):
        journal.conversation("c2", user_hash="li")


def test_feedback_goes_with_its_answer(journal: Journal) -> None:
    journal.add([an_answer()], [a_conversation()])
    journal.add_feedback(Feedback("f1", "a1", "wang", "up", "", "", NOW))
    journal.delete_conversation("c1", user_hash="li")
    assert journal.feedback("a1") == []
    with pytest.raises(NotFoundError):
        journal.add_feedback(Feedback("f2", "a1", "wang", "up", "", "", NOW))


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("answers", 'UPDATE answers SET record = \'{"answer":"30分钟"}\''),
        ("conversations", "UPDATE conversations SET user_hash = 'wang'"),
        ("feedback", "UPDATE feedback SET rating = 'down'"),
        ("api_keys", "UPDATE api_keys SET scopes = 'admin'"),
        ("jobs", "UPDATE jobs SET state = 'done'"),
    ],
)
def test_a_row_that_was_changed_behind_our_back_is_found(store: Store, path: Path, table: str, change: str) -> None:
    store.journal.add([an_answer()], [a_conversation()])
    store.journal.add_feedback(Feedback("f1", "a1", "wang", "up", "", "", NOW))
    store.keyring.create("wechat", frozenset({"ask"}), pepper=PEPPER, now=NOW)
    store.jobs.add(a_job())
    assert store.damage() == []
    with sqlite3.connect(path) as connection:
        assert connection.execute(change).rowcount == 1
    connection.close()
    assert [table in problem for problem in store.damage()] == [True]


def test_a_key_is_recognised_by_all_of_its_words_and_only_with_the_pepper(store: Store) -> None:
    key, words = store.keyring.create("wechat", frozenset({"ask"}), pepper=PEPPER, now=NOW)
    assert store.keyring.recognise(words, pepper=PEPPER) == key
    others = (words[:-1], words + "x", words.swapcase(), f"yj_{key.key_id}_", "", "yj", words.replace("yj", "sk", 1))
    assert [store.keyring.recognise(other, pepper=PEPPER) for other in others] == [None] * len(others)
    assert store.keyring.recognise(words, pepper=b"other") is None


def test_no_key_can_be_read_from_the_file(store: Store, path: Path) -> None:
    _, words = store.keyring.create("wechat", frozenset({"ask"}), pepper=PEPPER, now=NOW)
    store.close()
    assert words.split("_", 2)[2].encode() not in path.read_bytes()


def test_a_revoked_key_stays_in_the_list_and_opens_nothing(store: Store) -> None:
    key, words = store.keyring.create("wechat", frozenset({"ask"}), pepper=PEPPER, now=NOW)
    for later in (NOW, NOW + timedelta(days=1)):
        store.keyring.revoke(key.key_id, now=later)
    assert store.keyring.all_keys() == [replace(key, revoked_at=NOW)]
    found = store.keyring.recognise(words, pepper=PEPPER)
    assert found is not None
    assert not found.is_valid(NOW)
    assert store.damage() == []


@pytest.mark.parametrize(("expires", "valid"), [(None, True), (NOW + timedelta(seconds=1), True), (NOW, False)])
def test_a_key_is_valid_until_it_expires(expires: datetime | None, valid: bool) -> None:
    assert ApiKey("k", "n", frozenset(), NOW, expires).is_valid(NOW) is valid


def test_jobs_that_did_not_end_are_found_again(store: Store) -> None:
    for number, state in enumerate((JobState.QUEUED, JobState.RUNNING)):
        store.jobs.add(a_job(f"j{number}", state=state))
    store.jobs.add(a_job("j2"))
    store.jobs.update(replace(a_job("j2", state=JobState.DONE), finished_at=NOW))
    assert [job.job_id for job in store.jobs.unfinished()] == ["j0", "j1"]
    assert store.jobs.job("j2").finished_at == NOW


def test_the_writer_keeps_what_came_while_it_wrote_in_one_commit(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    writing, go_on, sizes = threading.Event(), threading.Event(), []
    add = journal.add

    def slow(answers: list[KeptAnswer], begun: list[Conversation] = []) -> None:  # noqa: B006 -- not changed
        writing.set()
        assert go_on.wait(10)
        sizes.append(len(answers))
        add(answers, begun)

    monkeypatch.setattr(journal, "add", slow)
    writer = JournalWriter(journal)
    kept = [writer.add(an_answer("a0", conversation_id=None))]
    assert writing.wait(10)
    kept += [writer.add(an_answer(f"a{number}", conversation_id=None)) for number in range(1, 50)]
    assert not any(each.done() for each in kept)
    go_on.set()
    for each in kept:
        each.result(timeout=10)
    writer.close()
    assert sizes == [1, 49]
    assert journal.answer("a49").answer_id == "a49"


def test_one_answer_that_cannot_be_kept_does_not_spoil_the_others(journal: Journal) -> None:
    writer = JournalWriter(journal)
    good, bad, other = (writer.add(an_answer(name, conversation_id=c)) for name, c in (("a", None), ("b", "deleted"), ("c", None)))
    good.result(10), other.result(10)
    with pytest.raises(StoreError):
        bad.result(10)
    writer.close()


def test_what_waits_is_kept_when_the_writer_closes(journal: Journal) -> None:
    writer = JournalWriter(journal)
    kept = [writer.add(an_answer(f"a{number}", conversation_id=None)) for number in range(500)]
    writer.close()
    assert all(each.done() and each.exception() is None for each in kept)
    assert journal.answer("a499")


def test_who_stops_waiting_takes_nothing_from_the_others(journal: Journal) -> None:
    writer = JournalWriter(journal)
    for number in range(50):
        writer.add(an_answer(f"gone{number}", conversation_id=None)).cancel()
    writer.add(an_answer("a", conversation_id=None)).result(10)
    writer.close()
    assert journal.answer("a")
    assert journal.answer("gone49")


def test_a_locked_store_fails_the_answers_that_wait(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise StoreBusyError("another process writes")

    monkeypatch.setattr(journal, "add", busy)
    writer = JournalWriter(journal)
    with pytest.raises(StoreBusyError):
        writer.add(an_answer()).result(10)
    writer.close()


def test_a_writer_that_is_overrun_says_so(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    held = threading.Event()
    monkeypatch.setattr(journal, "add", lambda *_: held.wait(10))
    monkeypatch.setattr("indexing.journal_writer.MAX_WAITING", 3)
    writer = JournalWriter(journal)
    with pytest.raises(StoreBusyError, match="wait to be kept"):
        [writer.add(an_answer(f"a{number}")) for number in range(300)]
    held.set()
    writer.close()
