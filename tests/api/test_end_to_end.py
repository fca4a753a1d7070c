"""The whole path, nothing faked: files in, questions asked, over the command line and over HTTP, in a home of its own."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli import main
from assistant.bootstrap import open_youju
from assistant.settings import Settings
from indexing.building import ingest
from tests.api.conftest import Outcome

SCRIPT = Path(sys.executable).with_name("youju")

CONSULTATION = """滨海市医院会诊管理办法
滨卫医发〔2022〕7号
第一条 为了规范会(huì)诊工作，制定本办法。
第二条 急會诊应当在请求送达后10分钟内到位，普通会诊应当在24小时内完成。
第三条 科室拒绝会诊的，由医务部门责令改正。
滨海市卫生健康委员会
2022年5月6日
"""
RECORDS = """滨海市病历保管规定
第一条 门诊病历由医疗机构保管的，保存不少于15年。
第二条 住院病历的保存时间不少于30年。
滨海市卫生健康委员会
2021年3月1日
"""


def write_texts(folder: Path) -> Path:
    folder.mkdir()
    (folder / "会诊.txt").write_text(CONSULTATION, encoding="gb18030")
    (folder / "病历.md").write_text(RECORDS, encoding="utf-8")
    return folder


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write_texts(tmp_path / "texts")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YOUJU_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("YOUJU_TODAY", "2026-11-22")
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Runs a command line over the home, in this process."""

    def run(*words: object) -> Outcome:
        with pytest.raises(SystemExit) as stop:
            main([str(word) for word in words])
        captured = capsys.readouterr()
        return Outcome(int(stop.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture(scope="module")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with both texts in it; tests take copies."""
    folder = tmp_path_factory.mktemp("filled")
    with open_youju(Settings(home=folder / "home")) as youju:
        results = list(ingest(youju.library, [write_texts(folder / "texts")]))
    assert [result.status for result in results] == ["added", "added"]
    return folder / "home"


@pytest.fixture
def filled(run, home: Path, filled_home: Path) -> Callable[..., Outcome]:
    """Runs a command line over a home that holds both texts."""
    shutil.copytree(filled_home, home)
    return run


@pytest.fixture
def client(filled) -> Iterator[TestClient]:
    with open_youju() as youju, TestClient(create_app(youju), base_url="http://127.0.0.1", client=("127.0.0.1", 1)) as client:
        yield client


def script(*words: object, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "YOUJU_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([SCRIPT, *map(str, words)], capture_output=True, encoding="utf-8", env=environment, timeout=120, check=False)


def test_console_script_ingests_asks_and_refuses(home, texts):
    ingested = script("ingest", texts, "--json", home=home)
    assert (ingested.returncode, ingested.stderr) == (0, "")
    assert json.loads(ingested.stdout)["added"] == 2
    asked = script("ask", "急会诊多久到位", "--json", home=home)
    assert (asked.returncode, asked.stderr) == (0, "")
    record = json.loads(asked.stdout)
    assert "10分钟" in record["answer"]
    assert "24小时" not in record["answer"]
    refused = script("ask", "食堂几点开饭", home=home)
    assert (refused.returncode, refused.stderr) == (4, "")


def test_console_script_tells_an_error_in_one_line(home, texts):
    outcome = script("ingest", texts / "none.txt", home=home)
    assert outcome.returncode == 1
    assert outcome.stderr.count("\n") == 1
    assert "none.txt" in outcome.stderr


def test_help_imports_nothing_heavy():
    probe = "import sys, api.cli\ntry: api.cli.main(['--help'])\nfinally: print(*sorted(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", probe], capture_output=True, encoding="utf-8", timeout=60, check=False)
    loaded = set(shown.stdout.splitlines()[-1].split())
    assert "api.cli.commands" in loaded
    assert not loaded & {"fastapi", "chromadb", "numpy", "pydantic", "sqlalchemy", "tantivy", "rjieba", "rich.console", "evals.command"}


def test_citation_quotes_the_original_with_its_noise(filled):
    citation = filled("ask", "急会诊多久到位", "--json").record["citations"][0]
    assert citation["quote"] == CONSULTATION[citation["raw_start"] : citation["raw_end"]]
    assert "急會诊" in citation["quote"]
    assert "急会诊" in citation["reading"]
    assert (citation["source_name"], citation["clause_label"]) == ("会诊.txt", "第二条")


def test_document_record_leads_from_the_file_to_the_clean_text(filled):
    record = filled("show", "会诊.txt", "--json").record
    clean, position = "", 0
    for edit in record["edits"]:
        clean += CONSULTATION[position : edit["raw_start"]] + edit["replacement"]
        position = edit["raw_end"]
    assert clean + CONSULTATION[position:] == record["clean"]
    assert {"pinyin", "script"} <= {edit["rule"] for edit in record["edits"]}
    assert filled("show", "会诊.txt", "--source").out == CONSULTATION


def test_second_ingest_changes_nothing_and_a_new_version_replaces(run, texts):
    assert run("ingest", texts, "--json").record["added"] == 2
    assert run("ingest", texts, "--json").record["unchanged"] == 2
    (texts / "病历.md").write_text(RECORDS.replace("15年", "20年"), encoding="utf-8")
    assert run("ingest", texts, "--json").record["replaced"] == 1
    assert "20年" in run("ask", "门诊病历保存多少年", "--json").record["answer"]
    assert len(run("documents", "--json").record) == 2


def test_removed_document_is_not_cited_any_more(filled):
    assert filled("remove", "会诊.txt").code == 0
    sources = {hit["source_name"] for hit in filled("search", "急会诊多久到位", "--json").record["hits"]}
    assert sources <= {"病历.md"}
    assert filled("verify").code == 0


def test_search_points_at_the_clause_in_the_original(filled):
    hit = filled("search", "急会诊多久到位", "--json").record["hits"][0]
    assert "10分钟内到位" in CONSULTATION[hit["raw_start"] : hit["raw_end"]]


def test_place_and_level_given_by_hand_are_kept(run, texts):
    run("ingest", texts / "病历.md", "--level", "institution", "--place", "某院")
    (record,) = run("documents", "--json").record
    assert (record["level"], record["place"]) == ("institution", "某院")


def test_http_answers_as_the_command_line_does(filled, client):
    over_http = client.post("/api/v1/answers", json={"question": "急会诊多久到位"}).json()
    over_cli = filled("ask", "急会诊多久到位", "--json").record
    changing = {"id", "created_at", "elapsed_ms", "conversation_id", "url"}
    assert {name: value for name, value in over_http.items() if name not in changing} == {
        name: value for name, value in over_cli.items() if name not in changing
    }


def test_http_refuses_what_the_texts_do_not_hold(client):
    response = client.post("/api/v1/answers", json={"question": "食堂几点开饭"})
    assert (response.status_code, response.json()["status"]) == (200, "no_answer")


def test_http_tells_a_question_that_is_too_long(client):
    response = client.post("/api/v1/answers", json={"question": "会" * 10_000})
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")


def test_http_is_ready_over_what_was_ingested(client):
    assert client.get("/readyz").json() == {"status": "ready", "documents": 2, "index": "current"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("empty.txt", b"", id="empty"),
        pytest.param("blank.txt", "\ufeff \u3000\r\n".encode(), id="blank"),
        pytest.param("binary.txt", bytes(range(256)) * 8, id="binary"),
        pytest.param("noise.txt", "\u200b\n\u200b".encode(), id="zero-clauses"),
        pytest.param("table.xlsx", b"PK\x03\x04", id="unknown-suffix"),
    ],
)
def test_bad_file_is_told_in_one_line_and_the_rest_goes_in(run, texts, name, content):
    (texts / name).write_bytes(content)
    outcome = run("ingest", texts)
    assert (outcome.code, outcome.err.count("\n")) == (3, 1)
    assert name in outcome.err
    assert {record["source_name"] for record in run("documents", "--json").record} == {"会诊.txt", "病历.md"}
    alone = run("ingest", texts / name, "--json")
    assert (alone.code, alone.record["failed"], alone.err.count("\n")) == (1, 1, 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_file_without_permission_is_told_and_the_rest_goes_in(run, texts):
    (texts / "closed.txt").write_text("第一条 不可读。", encoding="utf-8")
    (texts / "closed.txt").chmod(0)
    outcome = run("ingest", texts)
    assert (outcome.code, outcome.err.count("\n")) == (3, 1)


def test_missing_path_and_empty_folder_are_told_and_the_rest_goes_in(run, texts, tmp_path):
    (tmp_path / "nothing").mkdir()
    outcome = run("ingest", tmp_path / "none", tmp_path / "nothing", texts)
    assert (outcome.code, outcome.err.count("\n")) == (3, 2)
    assert run("ingest", tmp_path / "none").code == 1
    assert len(run("documents", "--json").record) == 2


@pytest.mark.parametrize("question", [pytest.param(" ", id="empty"), pytest.param("会" * 10_000, id="long")])
def test_bad_question_is_told_and_nothing_is_lost(filled, question):
    outcome = filled("ask", question)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert filled("ask", "急会诊多久到位").code == 0


def test_home_that_cannot_be_made_is_told(run, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("YOUJU_HOME", str(tmp_path / "file" / "home"))
    outcome = run("ask", "急会诊多久到位")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert "YOUJU_HOME" in outcome.err


def test_setting_of_another_form_is_told(run, monkeypatch):
    monkeypatch.setenv("YOUJU_TODAY", "tomorrow")
    outcome = run("documents")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert "YOUJU_TODAY='tomorrow'" in outcome.err


def test_store_of_another_version_is_told_and_left_as_it_was(filled, home):
    path = home / "youju.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    connection.close()
    outcome = filled("ask", "急会诊多久到位")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, "", 1)
    assert "version" in outcome.err


def test_store_that_is_no_database_is_told(run, home):
    home.mkdir()
    (home / "youju.sqlite").write_bytes(b"not a database at all, and long enough to be looked at" * 40)
    outcome = run("documents")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, "", 1)
    assert "youju.sqlite" in outcome.err


@pytest.fixture
def server(filled, home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A real server over the filled home, and its address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    words = [SCRIPT, "serve", "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as process:
        try:
            address = process.stdout.readline().split()[-1]
            assert address == f"http://127.0.0.1:{port}"
            wait_until_ready(process, address)
            yield process, address
        finally:
            process.kill()


def wait_until_ready(process: subprocess.Popen[str], address: str) -> None:
    for _ in range(300):
        with suppress(httpx2.TransportError):
            if httpx2.get(f"{address}/readyz").status_code == 200:
                return
        assert process.poll() is None, "The server has stopped"
        time.sleep(0.1)
    pytest.fail("The server does not get ready")


def test_server_answers_many_at_once_lets_others_read_and_stops_in_order(server, filled):
    process, address = server
    questions = ["急会诊多久到位", "普通会诊多久完成", "门诊病历保存多少年", "住院病历保存多少年"]

    def ask(question: str) -> str:
        return httpx2.post(f"{address}/api/v1/answers", json={"question": question}).json()["answer"]

    alone = [ask(question) for question in questions]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, questions * 8)) == alone * 8
    assert filled("ask", questions[0], "--json").record["answer"] == alone[0]
    busy = filled("remove", "会诊.txt")
    assert (busy.code, busy.err.count("\n")) == (1, 1)
    taken = filled("serve", "--port", address.rsplit(":", 1)[1])
    assert (taken.code, "--port" in taken.err) == (2, True)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0
    assert filled("remove", "会诊.txt").code == 0


def test_repair_is_switched_off_and_a_sidecar_is_obeyed(run: Callable[..., Outcome], texts: Path) -> None:
    sidecar = texts / "会诊.txt.meta.toml"
    sidecar.write_text("place = '滨海市'\nrepealed = 2026-01-01\nsuperseded_by = '《新会诊办法》'\n", encoding="utf-8")
    assert run("ingest", texts, "--no-repair").code == 0
    record = run("show", "会诊.txt", "--json").record
    assert (record["repaired"], record["place"], record["validity"]) == (False, "滨海市", "superseded")
    assert "急會诊" in record["clean"]
    assert {edit["rule"] for edit in record["edits"]} <= {"layout", "width"}
    shown = run("show", "会诊.txt").out
    assert "已被替代" in shown
    assert "自2026年1月1日起由《新会诊办法》取代" in shown
    assert "未修复" in shown
    assert [each["validity"] for each in run("documents", "--json").record] == ["superseded", "in_force"]
    answer = run("ask", "普通会诊应当在多久内完成？", "--json").record
    assert [citation["validity"] for citation in answer["citations"]] == ["superseded"]
    assert any("《新会诊办法》取代" in notice for notice in answer["notices"])
    assert run("ingest", texts, "--json").record["replaced"] == 2
    assert run("show", "会诊.txt", "--json").record["repaired"]
    sidecar.write_text("titel = 'x'", encoding="utf-8")
    failed = run("ingest", texts, "--json")
    assert (failed.code, failed.record["failed"], failed.record["unchanged"]) == (3, 1, 1)
    assert "titel" in failed.err
