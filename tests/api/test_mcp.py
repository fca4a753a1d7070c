"""The tools over the Model Context Protocol, driven by its own client over a real server."""

from collections.abc import Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import anyio
import httpx2
import pytest
from fastapi.testclient import TestClient
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from api.app import create_app
from api.hashing import load_hasher
from api.routes import mcp as route
from tests.api.fakes import CONSULTATION, UNANSWERABLE, URGENT, FakeYouju
from tests.api.serving import served

NOW = datetime.now(UTC)
TOOLS = ["ask_policy", "search_policies", "get_clause", "list_obligations"]
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
ACCEPT = {"Accept": "application/json, text/event-stream"}
LOCAL = {"base_url": "http://127.0.0.1:8000", "client": ("127.0.0.1", 5000)}


@pytest.fixture(scope="module")
def youju() -> FakeYouju:
    return FakeYouju()


@pytest.fixture(scope="module")
def address(youju) -> Iterator[str]:
    with served(youju) as address:
        yield f"{address}/mcp"


@asynccontextmanager
async def connected(address: str, key: str = ""):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=20) as http,
        Client(streamable_http_client(address, http_client=http)) as client,
    ):
        yield client


def call(address: str, name: str, key: str = "", **arguments: object):
    async def called():
        async with connected(address, key) as client:
            return await client.call_tool(name, arguments)

    return anyio.run(called)


def test_the_tools_only_read_and_declare_what_they_give(address):
    async def listed():
        async with connected(address) as client:
            return (await client.list_tools()).tools

    tools = anyio.run(listed)
    assert [tool.name for tool in tools] == TOOLS
    assert all(tool.annotations.read_only_hint and not tool.annotations.destructive_hint for tool in tools)
    assert all(tool.output_schema and tool.description for tool in tools)
    assert not any("ctx" in tool.input_schema["properties"] for tool in tools)


def test_an_answer_has_its_citations_and_addresses(address):
    result = call(address, "ask_policy", question=URGENT, place="某省", earlier_questions=["由谁负责"])
    told = result.structured_content
    assert (told["status"], told["answer"]) == ("answered", "10分钟内到位。")
    assert told["sentences"] == [{"text": "急会诊应当在10分钟内到位。", "citations": [1]}]
    citation = told["citations"][0]
    assert (citation["clause"], citation["quote"]) == ("第一条", "急会诊应当在10分钟内到位。")
    assert citation["url"] == f"{told['url']}/sources/1"
    assert told["url"].startswith("https://youju.example/answers/")
    assert "10分钟内到位" in result.content[0].text


def test_history_and_place_are_heard(address, youju):
    call(address, "ask_policy", question="住院病历要多久归档", place="某市", earlier_questions=["由谁负责"])
    assert youju.assistant.asked[-1] == ("住院病历要多久归档", ("由谁负责",), "某市")


def test_no_basis_has_no_citations(address):
    told = call(address, "ask_policy", question=UNANSWERABLE).structured_content
    assert (told["status"], told["citations"], told["reason"]) == ("no_answer", [], "detail_not_stated")
    assert told["near"][0]["url"].startswith("https://youju.example/documents/")


def test_clauses_are_found_and_read(address):
    found = call(address, "search_policies", query="会诊", document="会诊.txt").structured_content["clauses"]
    assert [each["clause"] for each in found] == ["第一条", "第二条"]
    assert call(address, "search_policies", query="会诊", top_k=1).structured_content["clauses"][0]["title"]
    read = call(address, "get_clause", document=found[1]["document_id"], clause="第二条").structured_content
    assert (read["text"].strip(), read["clause_id"]) == ("第二条 普通会诊应当在24小时内完成。", found[1]["clause_id"])


def test_obligations_are_listed_in_pages(address):
    told = call(address, "list_obligations", document="会诊.txt", kinds=["must"]).structured_content
    assert (told["total"], told["page"]) == (len(told["obligations"]), 1)
    assert all(each["document_id"] == CONSULTATION.document.source.document_id for each in told["obligations"])
    assert call(address, "list_obligations", page=9000).structured_content["obligations"] == []


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("ask_policy", {"question": "   "}, "empty"),
        ("ask_policy", {"question": "会" * 900}, "900"),
        ("ask_policy", {"question": "a" * 5000}, "1000"),
        ("ask_policy", {}, "question"),
        ("search_policies", {"query": "a", "document": "nothing"}, "nothing"),
        ("search_policies", {"query": "a", "top_k": 1000}, "20"),
        ("get_clause", {"document": "会诊.txt", "clause": "第九十条"}, "第九十条"),
        ("get_clause", {"document": "../../etc/passwd", "clause": "a"}, "youju documents"),
        ("list_obligations", {"kinds": ["colour"]}, "colour"),
        ("list_obligations", {"due_before": "soon"}, "due_before"),
        ("delete_document", {"document": "会诊.txt"}, "delete_document"),
    ],
)
def test_bad_input_is_told_to_the_model(address, name, arguments, told):
    try:
        result = call(address, name, **arguments)
    except BaseExceptionGroup as group:
        assert told in repr(group.exceptions)  # noqa: PT017 -- an unknown tool is an error of the protocol in some versions of it
        return
    assert (result.is_error, told in result.content[0].text) == (True, True), result.content
    assert "/work" not in result.content[0].text


def test_a_defect_leaks_nothing():
    with served(FakeYouju(failure=ZeroDivisionError("what /srv/home holds"))) as address:
        result = call(f"{address}/mcp", "ask_policy", question=URGENT)
    assert (result.is_error, "/srv" in str(result)) == (True, False)


def test_each_tool_needs_its_scope_and_every_call_a_valid_key():
    youju = FakeYouju(api_keys_required="always")
    pepper = load_hasher(youju.settings).pepper

    def key_of(*scopes: str, **options: object) -> str:
        return youju.library.keyring.create("mcp", frozenset(scopes), pepper=pepper, now=NOW, **options)[1]

    with served(youju) as address:
        asks, reads = key_of("ask"), key_of("read")
        assert not call(f"{address}/mcp", "ask_policy", asks, question=URGENT).is_error
        assert not call(f"{address}/mcp", "search_policies", reads, query="会诊").is_error
        assert "scope read" in call(f"{address}/mcp", "search_policies", asks, query="会诊").content[0].text
        assert "scope ask" in call(f"{address}/mcp", "ask_policy", reads, question=URGENT).content[0].text
        assert httpx2.post(f"{address}/mcp", json=LIST, headers=ACCEPT).status_code == 401
        for key in ("foreign", "yj_a_b", key_of("ask", expires_at=NOW - timedelta(seconds=1))):
            response = httpx2.post(f"{address}/mcp", json=LIST, headers={**ACCEPT, "Authorization": f"Bearer {key}"})
            assert (response.status_code, response.headers["content-type"]) == (401, "application/problem+json")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:8000"}, 200),
        ({"Host": "youju.example"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:8000"}, 200),
        ({"Origin": "https://his.example"}, 200),
    ],
)
def test_pages_of_other_sites_cannot_ask_by_any_name(headers, status):
    youju = FakeYouju(cors_origins="https://his.example")
    with TestClient(create_app(youju), **LOCAL) as client:
        assert client.post("/mcp", json=LIST, headers={**ACCEPT, **headers}).status_code == status


def test_other_methods_and_bodies_are_refused_clearly():
    with TestClient(create_app(FakeYouju()), **LOCAL) as client:
        assert client.get("/mcp", headers=ACCEPT).status_code == 405
        assert client.post("/mcp", content=b"\xff", headers={**ACCEPT, "Content-Type": "application/json"}).status_code == 400
        assert client.post("/mcp", content=b"x" * 1_000_001, headers=ACCEPT).status_code == 413
        assert client.post("/mcp", json=LIST, headers=ACCEPT).status_code == 200


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(route, "served", None)
    with TestClient(create_app(FakeYouju()), **LOCAL) as client:
        response = client.post("/mcp", json=LIST)
    assert (response.status_code, "youju[mcp]" in response.json()["detail"]) == (501, True)


def test_before_the_server_has_started_it_is_not_ready():
    response = TestClient(create_app(FakeYouju()), **LOCAL).post("/mcp", json=LIST)
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
