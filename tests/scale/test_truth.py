"""The truth in PostgreSQL keeps the promises that it keeps in a file: the same tests, over a database of a server."""

import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from corpus.errors import SettingsError, StoreBusyError, StoreError, StoreVersionError
from indexing.database import Database
from indexing.inbox import Message
from indexing.jobs import JobState
from indexing.journal import Journal
from indexing.migrations import SCHEMA_VERSION
from indexing.postgres import NOTICE_SECONDS
from indexing.store import Store
from tests.indexing import test_journal, test_store
from tests.indexing.test_journal import (
    an_answer,
)
from tests.indexing.test_store import (
    full_policy,
    write,
)
from tests.scale.servers import PASSWORD, Running, raises, wait_until

# Tests of a store in a file that run here over a database of a server: `store`, `journal` and `path` are those below.
ALSO_HERE = (
    test_journal.test_a_key_is_recognised_by_all_of_its_words_and_only_with_the_pepper,
    test_journal.test_a_revoked_key_stays_in_the_list_and_opens_nothing,
    test_journal.test_an_answer_comes_back_as_it_was_kept,
    test_journal.test_an_answer_without_its_conversation_is_not_kept,
    test_journal.test_conversations_come_newest_first_and_in_pages,
    test_journal.test_feedback_goes_with_its_answer,
    test_journal.test_jobs_that_did_not_end_are_found_again,
    test_journal.test_one_answer_that_cannot_be_kept_does_not_spoil_the_others,
    test_journal.test_the_last_questions_come_oldest_first,
    test_journal.test_what_is_too_old_goes_and_a_conversation_with_its_last_answer,
    test_journal.test_what_waits_is_kept_when_the_writer_closes,
    test_store.test_a_document_that_came_from_two_origins_stays_until_both_have_left_it,
    test_store.test_a_new_version_from_the_same_origin_takes_the_place_of_the_old_one,
    test_store.test_a_policy_and_its_chunks_come_back_as_they_were,
    test_store.test_a_text_with_nul_characters_is_not_taken,
    test_store.test_a_write_that_fails_half_way_leaves_the_old_version,
    test_store.test_removing,
    test_store.test_vectors_of_another_embedder_are_known_and_replaced,
    test_store.test_what_was_written_is_there_for_the_next_process,
    test_store.test_writing_again_changes_nothing_but_the_generation,
)
globals().update({test.__name__: test for test in ALSO_HERE})


@pytest.fixture
def path(database_url: str) -> str:
    return database_url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def journal(store: Store) -> Journal:
    return store.journal


def executed(store: Store, statement: str) -> int:
    with store._database._engine.begin() as connection:
        return connection.exec_driver_sql(statement).rowcount


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE documents SET raw = raw || ' '",
        "UPDATE origins SET source_name = 'other.txt'",
        "UPDATE clauses SET own_end = own_end + 1 WHERE position = 0",
        "DELETE FROM clauses WHERE position = 0",
        "UPDATE chunks SET start = start + 1 WHERE position = 1",
        "UPDATE vectors SET vector = '\\x00000000000000000000000000000000' WHERE ctid = '(0,2)'",
        "DELETE FROM vectors WHERE ctid = '(0,1)'",
        "UPDATE changes SET gone = '[\"x\"]'",
    ],
)
def test_any_change_behind_its_back_is_found(store: Store, change: str) -> None:
    write(store, full_policy())
    assert store.damage() == []
    assert executed(store, change) == 1
    assert len(store.damage()) >= 1


def test_a_store_of_a_newer_version_is_left_as_it_was(store: Store, path: str) -> None:
    store.write_note("schema", "99")
    with pytest.raises(StoreVersionError, match="'99'"):
        Store.open(path)
    assert store.note("schema") == "99"


def test_a_store_of_an_earlier_version_is_brought_up_to_date_once(store: Store, path: str) -> None:
    write(store, full_policy())
    executed(store, "DROP TABLE changes")
    store.write_note("schema", "5")
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: Store.open(path), range(4)))
    assert {each.note("schema") for each in opened} == {SCHEMA_VERSION}
    assert opened[0].damage() == []
    for each in opened:
        each.close()


def test_processes_that_start_together_make_the_tables_once(path: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda _: Store.open(path), range(6)))
    assert [each.generation() for each in opened] == [0] * 6
    for each in opened:
        each.close()


def test_texts_are_in_the_order_of_their_code_points(store: Store) -> None:
    for name in ("a.txt", "B.txt", "会诊.txt", "_.txt"):
        write(store, full_policy(f"第一条 {name}应当到位。", name=name))
    assert store.chunk_ids() == sorted(store.chunk_ids())
    assert [each.source_name for each in store.summaries()] == sorted(["a.txt", "B.txt", "会诊.txt", "_.txt"])


def test_writers_at_once_lose_nothing_and_each_change_has_a_generation(store: Store, path: str) -> None:
    def written(number: int) -> None:
        writer = Store.open(path)
        for part in range(5):
            write(writer, full_policy(f"第一条 第{number}家医院的第{part}项会诊应当到位。", name=f"{number}-{part}.txt"))
        writer.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(written, range(4)))
    assert (len(store.summaries()), store.generation(), store.damage()) == (20, 20, [])
    changes = store.changes_since(15)
    assert changes is not None
    assert (changes.generation, len({each.partition("-")[0] for each in changes.added})) == (20, 5)


def test_a_message_that_comes_to_several_processes_is_taken_once(store: Store, path: str) -> None:
    message = Message("k", "wechat", "li", "text", "急会诊\0多久", "sealed", datetime.now(UTC))
    stores = [Store.open(path) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        taken = list(pool.map(lambda each: each.inbox.receive(message), stores))
    assert sorted(new for _, new in taken) == [False] * 5 + [True]
    assert {each for each, _ in taken} == {message}
    for each in stores:
        each.close()


def test_what_one_process_claims_no_other_gets_until_it_lets_go_or_is_gone(path: str) -> None:
    first, second = Database.open(path), Database.open(path)
    assert (first.claim("job:1"), first.claim("job:1"), second.claim("job:1"), second.claim("job:2")) == (True, True, False, True)
    first.let_go("job:1")
    assert second.claim("job:1")
    second.close()
    assert (first.claim("job:1"), first.claim("job:2")) == (True, True)
    first.close()


def test_whoever_claims_a_job_can_write_it(store: Store) -> None:
    store.jobs.add(test_journal.a_job())
    assert store.jobs.claim("j1")
    began = time.monotonic()
    store.jobs.update(test_journal.a_job(state=JobState.RUNNING))
    assert time.monotonic() - began < 5
    assert store.jobs.job("j1").state is JobState.RUNNING


def test_another_process_sees_a_change_within_a_moment(store: Store, path: str) -> None:
    other = Store.open(path)
    assert other.generation() == 0
    write(store, full_policy())
    assert store.generation() == 1
    time.sleep(2 * NOTICE_SECONDS)
    assert other.generation() == 1
    other.close()


def test_a_password_that_is_wrong_is_a_settings_error_that_does_not_tell_it(path: str) -> None:
    wrong = path.replace(PASSWORD, "not-the-right-one")
    with pytest.raises(SettingsError, match="YOUJU_DATABASE_URL") as raised:
        Store.open(wrong)
    assert "not-the-right-one" not in str(raised.value)
    with pytest.raises(SettingsError, match="make the database"):
        Store.open(path + "_of_nobody")


def test_a_server_that_goes_away_is_busy_and_nothing_is_lost_when_it_is_back(postgres: Running, path: str) -> None:
    store = Store.open(path)
    write(store, full_policy())
    postgres.kill(signal.SIGINT)
    try:
        with pytest.raises(StoreBusyError, match="try again"):
            store.summaries()
        with pytest.raises(StoreBusyError):
            Store.open(path)
    finally:
        postgres.start()
    wait_until(lambda: not raises(StoreError, store.summaries))
    assert store.policy(full_policy().document.source.document_id) == full_policy()
    store.journal.add([an_answer(conversation_id=None)])
    store.close()


def test_a_server_that_is_killed_keeps_what_was_acknowledged(postgres: Running, path: str) -> None:
    store = Store.open(path)
    write(store, full_policy())
    store.journal.add([an_answer(conversation_id=None)])
    postgres.process.send_signal(signal.SIGQUIT)
    postgres.process.wait(40)
    postgres.start()
    wait_until(lambda: not raises(StoreError, store.summaries))
    assert (store.damage(), store.journal.answer("a1").answer_id) == ([], "a1")
    store.close()
