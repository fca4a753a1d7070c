"""Documents over HTTP: listed, read in every form, uploaded with a report for each file, and deleted."""

import time
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.bootstrap import Youju, open_youju
from assistant.settings import Settings
from corpus.errors import StoreBusyError
from tests.api.fakes import CONSULTATION, RECORDS, FakeYouju

DOCUMENTS = "/api/v1/documents"
ID = CONSULTATION.document.source.document_id
TEXT = "滨海市医院会诊管理办法\n第一条 急会诊应当在10分钟内到位。\n第二条 普通会诊应当在24小时内完成。\n"


@pytest.fixture
def client(youju: FakeYouju) -> TestClient:
    return TestClient(create_app(youju), raise_server_exceptions=False)


@pytest.fixture
def home(tmp_path) -> Settings:
    return Settings(home=tmp_path / "home", api_keys_required="never", max_upload_megabytes=1)


@pytest.fixture
def real(home: Settings) -> Iterator[tuple[TestClient, Youju]]:
    """An application over an empty library of its own."""
    with open_youju(home) as youju, TestClient(create_app(youju)) as client:
        yield client, youju


def upload(client: TestClient, *files: tuple[str, bytes], **fields: str):
    return client.post(DOCUMENTS, files=[("files", file) for file in files], data=fields)


def finished(client: TestClient, job_id: str) -> dict:
    for _ in range(300):
        job = client.get(f"/api/v1/jobs/{job_id}").json()
        if job["state"] in {"done", "failed"}:
            return job
        time.sleep(0.05)
    pytest.fail("The job does not end")


def test_documents_are_listed_in_pages(client):
    page = client.get(DOCUMENTS, params={"page_size": 1, "page": 2}).json()
    assert (page["total"], page["page"], len(page["items"])) == (2, 2, 1)
    assert client.get(DOCUMENTS, params={"page": 9}).json()["items"] == []


@pytest.mark.parametrize(
    ("params", "names"),
    [
        pytest.param({"title": "病历"}, ["病历.txt"], id="title"),
        pytest.param({"place": "某市"}, ["病历.txt"], id="place"),
        pytest.param({"level": "city"}, ["病历.txt"], id="level"),
        pytest.param({"validity": "ended"}, [], id="validity"),
        pytest.param({}, ["会诊.txt", "病历.txt"], id="all"),
    ],
)
def test_documents_are_chosen_by_what_is_known_of_them(client, params, names):
    assert [item["source_name"] for item in client.get(DOCUMENTS, params=params).json()["items"]] == names


def test_a_document_is_read_by_id_and_by_name(client):
    by_id, by_name = (client.get(f"{DOCUMENTS}/{name}").json() for name in (ID, "会诊.txt"))
    assert by_id == by_name
    assert by_id["clean"] == CONSULTATION.document.text


def test_a_clause_tree_names_depths_and_both_stretches(client):
    tree = client.get(f"{DOCUMENTS}/{ID}/clauses").json()
    raw, clean = CONSULTATION.document.source.text, CONSULTATION.document.text
    first = next(clause for clause in tree["clauses"] if clause["label"] == "第一条")
    assert "急會诊" in raw[first["raw_start"] : first["raw_end"]]
    assert "急会诊" in clean[first["start"] : first["end"]]
    depths = {clause["clause_id"]: clause["depth"] for clause in tree["clauses"]}
    assert all(clause["depth"] == (depths[clause["parent"]] + 1 if clause["parent"] else 0) for clause in tree["clauses"])


def test_one_clause_is_read_by_label_and_by_id(client):
    clause = client.get(f"{DOCUMENTS}/{ID}/clauses/第一条").json()
    assert (clause["quote"].strip(), clause["text"].strip()) == (
        "第一条 急會诊(huìzhěn)应当在10分钟内到位。",
        "第一条 急会诊应当在10分钟内到位。",
    )
    assert client.get(f"{DOCUMENTS}/{ID}/clauses/{clause['clause_id']}").json() == clause
    assert client.get(f"{DOCUMENTS}/{ID}/clauses/第九条").status_code == 404


def test_the_original_is_sent_once(client):
    response = client.get(f"{DOCUMENTS}/{ID}/source")
    assert response.content.decode() == CONSULTATION.document.source.text
    assert response.headers["etag"] == f'"{CONSULTATION.document.source.sha256}"'
    for sent in (response.headers["etag"], f'W/"other", {response.headers["etag"]}', "*"):
        again = client.get(f"{DOCUMENTS}/{ID}/source", headers={"If-None-Match": sent})
        assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{DOCUMENTS}/{ID}/source", headers={"If-None-Match": '"other"'}).status_code == 200


def test_repairs_are_listed_with_what_stood_there(client):
    page = client.get(f"{DOCUMENTS}/{ID}/edits").json()
    assert [(item["original"], item["replacement"], item["rule"]) for item in page["items"]] == [
        ("會", "会", "script"),
        ("(huìzhěn)", "", "pinyin"),
    ]
    assert client.get(f"{DOCUMENTS}/{ID}/edits", params={"page_size": 1, "page": 2}).json()["items"] == page["items"][1:]


def test_a_search_tells_the_words_found(client):
    hit = client.post("/api/v1/search", json={"query": "急会诊", "documents": ["会诊.txt"]}).json()["hits"][0]
    assert (hit["title"], hit["clause_label"], "急會诊" in hit["quote"], "急会诊" in hit["text"]) == (
        "某省会诊管理办法",
        "第一条",
        True,
        True,
    )


def test_a_deleted_document_is_gone(client, youju):
    assert client.delete(f"{DOCUMENTS}/病历.txt").status_code == 204
    assert client.get(f"{DOCUMENTS}/{RECORDS.document.source.document_id}").status_code == 404
    assert client.delete(f"{DOCUMENTS}/病历.txt").status_code == 404


def test_an_upload_is_ingested_answered_from_and_deleted(real, home):
    client, _ = real
    response = upload(client, ("会诊.txt", TEXT.encode("gb18030")), ("空.txt", b""), level="city", place="滨海市")
    assert (response.status_code, response.headers["location"]) == (202, f"/api/v1/jobs/{response.json()['id']}")
    job = finished(client, response.json()["id"])
    assert (job["state"], job["done"], job["total"]) == ("done", 2, 2)
    assert [(file["path"], file["status"]) for file in job["report"]["files"]] == [("会诊.txt", "added"), ("空.txt", "failed")]
    assert client.post("/api/v1/answers", json={"question": "急会诊多久到位"}).json()["short_answer"] == "10分钟内"
    (document,) = client.get(DOCUMENTS).json()["items"]
    assert (document["level"], document["place"]) == ("city", "滨海市")
    kept = home.home / "uploads"
    assert [path.name for path in kept.iterdir()] == [sha256(TEXT.encode("gb18030")).hexdigest()]
    assert client.delete(f"{DOCUMENTS}/{document['document_id']}").status_code == 204
    assert list(kept.iterdir()) == []


def test_the_same_upload_changes_nothing_and_another_of_its_name_takes_its_place_where_that_is_wanted(real):
    client, _ = real
    statuses = []
    for text, replace in ((TEXT, ""), (TEXT, ""), (TEXT.replace("10", "15"), ""), (TEXT.replace("10", "20"), "true")):
        job = upload(client, ("会诊.txt", text.encode()), **({"replace": replace} if replace else {})).json()
        statuses.append(finished(client, job["id"])["report"]["files"][0]["status"])
    assert statuses == ["added", "unchanged", "added", "replaced"]
    (document,) = client.get(DOCUMENTS).json()["items"]
    assert "20分钟" in client.get(f"{DOCUMENTS}/{document['document_id']}/source").text


def zip_bomb() -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.exe", b"MZ", id="kind"),
        pytest.param("a", TEXT.encode(), id="no-suffix"),
        pytest.param("a.docx", b"PK\x03\x04broken", id="broken"),
        pytest.param("a.docx", zip_bomb(), id="bomb"),
        pytest.param("a.pdf", b"%PDF-1.7\n%%EOF", id="no-pages"),
        pytest.param("a.txt", b"\0\0\0", id="nul"),
    ],
)
def test_a_file_that_cannot_be_used_is_in_the_report_and_nowhere_else(real, home, name, data):
    client, youju = real
    response = upload(client, (name, data))
    job = finished(client, response.json()["id"])
    (file,) = job["report"]["files"]
    assert (job["state"], file["status"], file["document_id"]) == ("done", "failed", None)
    assert str(home.home) not in file["message"]
    assert youju.library.documents() == []
    assert list((home.home / "uploads").iterdir()) == []
    assert not (home.home.parent / "etc").exists()


@pytest.mark.parametrize(
    ("files", "status"),
    [
        pytest.param([("a.txt", b"x" * 1_100_000)], 413, id="large"),
        pytest.param([("a" * 300 + ".txt", b"x")], 422, id="long-name"),
        pytest.param([("../../etc/passwd.txt", b"x")], 422, id="path-upwards"),
        pytest.param([("/etc/passwd.txt", b"x")], 422, id="absolute-path"),
        pytest.param([], 422, id="none"),
        pytest.param([(f"{number}.txt", b"x") for number in range(101)], 422, id="many"),
    ],
)
def test_an_upload_that_cannot_be_taken_in_is_told(real, files, status):
    client, youju = real
    response = upload(client, *files)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert list(Path(youju.settings.home).glob("uploads/*")) == []


def test_an_upload_that_a_server_left_is_taken_up_by_the_next(home, monkeypatch):
    monkeypatch.setattr("api.uploads.Uploads._begin", lambda *_: None)
    with open_youju(home) as youju:
        job_id = upload(TestClient(create_app(youju)), ("会诊.txt", TEXT.encode())).json()["id"]
    monkeypatch.undo()
    with open_youju(home) as youju, TestClient(create_app(youju)) as client:
        assert finished(client, job_id)["report"]["added"] == 1


def test_a_store_that_is_locked_fails_the_job_and_tells_no_path(real, home, monkeypatch):
    client, youju = real

    def busy() -> None:
        raise StoreBusyError(f"Another process owns {str(home.home)!r}")

    monkeypatch.setattr(youju.library, "own", busy)
    job = finished(client, upload(client, ("会诊.txt", TEXT.encode())).json()["id"])
    assert (job["state"], str(home.home) in str(job)) == ("failed", False)
    assert client.get("/healthz").status_code == 200


def test_an_unknown_job_is_not_found(client):
    assert client.get("/api/v1/jobs/nothing").status_code == 404
