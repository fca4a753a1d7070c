"""What holds on every page: accessibility, narrow screens, the policy on contents, the budget, no script, errors."""

import gzip
import re

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.pages.flows import UNANSWERABLE, URGENT, ask

MAX_BYTES = 60_000
MAX_REQUESTS = 6
LISTS = ("/obligations", "/obligations?view=calendar&month=2027-07", "/obligations?view=timeline", "/documents")
READING = ("/documents/会诊办法.md", "/documents/会诊办法.md?view=repairs", "/compare", "/compare?d=会诊办法.md&d=某市会诊办法.md")
PATHS = ("/", *LISTS, *READING, "/evaluation")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
WIDTH = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def violations(page, rules=RULES) -> list[str]:
    """What axe finds wrong, a line each."""
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{each['id']}: {node['html'][:160]} {node['failureSummary']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize(
    ("scheme", "width", "rules"), [pytest.param("light", 390, RULES, id="light"), pytest.param("dark", 1200, COLOURS, id="dark")]
)
def test_no_page_violates_accessibility(opened, scheme, width, rules):
    page = opened(color_scheme=scheme, viewport={"width": width, "height": 900})
    found = {}
    for path in PATHS:
        page.goto(path, wait_until="domcontentloaded")
        found[path] = violations(page, rules)
    assert not {path: each for path, each in found.items() if each}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_of_an_answer_violates_accessibility(opened, scheme):
    page = opened(color_scheme=scheme)
    turn = ask(page)
    turn.locator("summary").click()
    assert violations(page) == []
    turn.locator("summary").click()
    turn.locator(".chip").first.click()
    expect(page.locator("#panel")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    ask(page, UNANSWERABLE)
    assert violations(page) == []


def test_no_page_scrolls_sideways_on_the_narrowest_screen(opened):
    page = opened(viewport={"width": 320, "height": 640})
    for path in PATHS:
        page.goto(path)
        wide, room = page.evaluate(WIDTH)
        assert wide <= room, path
    page.goto("/")
    for question in (URGENT, UNANSWERABLE):
        ask(page, question)
        wide, room = page.evaluate(WIDTH)
        assert wide <= room


def test_the_first_load_stays_in_its_budget(opened):
    page = opened("/evaluation")
    sizes = {}
    page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    page.context.clear_cookies()
    page.goto("/", wait_until="networkidle")
    assert 0 < sum(sizes.values()) <= MAX_BYTES
    assert len(sizes) <= MAX_REQUESTS
    assert {url.split("/")[2] for url in sizes} == {page.url.split("/")[2]}


def test_every_page_is_small(address):
    for path in PATHS:
        response = httpx2.get(address + path, headers={"Accept": "text/html"})
        assert response.headers["content-encoding"] == "gzip", path
        assert len(gzip.compress(response.content)) <= MAX_BYTES, path


@pytest.mark.parametrize("width", [390, 1200])
def test_an_answer_does_not_move_what_is_there(opened, slow_address, width):
    page = opened(at=slow_address, viewport={"width": width, "height": 844})
    page.evaluate(
        "() => { window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "each => { if (!each.hadRecentInput) { window.shift += each.value; } })).observe({type: 'layout-shift', buffered: true}); }"
    )
    page.fill("#question", URGENT)
    page.press("#question", "Enter")
    expect(page.locator("article.turn.answered")).to_be_visible()
    page.wait_for_timeout(200)
    assert page.evaluate("shift") <= 0.02


def test_everything_works_without_a_script(opened):
    page = opened(java_script_enabled=False)
    page.fill("#question", URGENT)
    page.click(".composer button")
    expect(page.locator(".reply")).to_contain_text("10分钟内")
    page.locator(".chip").first.click()
    expect(page.locator(".clean mark")).to_contain_text("急会诊")
    page.locator("label", has_text="原文").click()
    expect(page.locator(".original mark")).to_contain_text("(huìzhěn)")
    page.go_back()
    page.fill("#question", "那普通会诊呢")
    page.click(".composer button")
    expect(page.locator(".reply")).to_contain_text("24小时内")
    expect(page.locator(".earlier")).to_contain_text(URGENT)
    expect(page.locator("[data-copy]")).to_be_hidden()
    page.click("button[value=up]")
    expect(page.locator("h1")).to_have_text("已记录，谢谢。")


def test_an_empty_question_comes_back_with_the_reason(address):
    response = httpx2.post(f"{address}/answers", data={"question": " "}, headers={"Accept": "text/html"})
    assert response.status_code == 422
    assert "这个问题没有提出" in response.text


def test_the_policy_allows_nothing_from_elsewhere_and_nothing_inline(address):
    for path in (*PATHS, "/nothing"):
        response = httpx2.get(address + path, headers={"Accept": "text/html"})
        policy = response.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert not re.search(r"<script(?! src=\"/static/)|<style|\sstyle=|\son[a-z]+=\"|javascript:", response.text), path
        assert not re.search(r"(?:src|action)=\"(?:https?:)?//", response.text), path


def test_files_are_kept_by_browsers_until_they_change(address):
    page = httpx2.get(address).text
    for path in re.findall(r"/static/[^\"]+", page):
        assert "immutable" in httpx2.get(address + path).headers["cache-control"]
        assert httpx2.get(address + path.split("?")[0]).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/static/..%2fpages%2f__init__.py", "/static/%2e%2e/errors.py", "/static/nothing.css"])
def test_no_other_file_is_served(address, path):
    assert httpx2.get(address + path).status_code == 404


@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [
        pytest.param("/nothing", 404, "没有找到这个页面", id="unknown"),
        pytest.param("/answers/nothing", 404, "没有找到这个页面", id="answer"),
        pytest.param("/documents/nothing", 404, "没有找到这个页面", id="document"),
        pytest.param("/uploads/nothing", 404, "没有找到这个页面", id="upload"),
        pytest.param("/obligations?page=0", 422, "提交的内容有误", id="page"),
        pytest.param("/obligations?kind=duty", 422, "提交的内容有误", id="kind"),
        pytest.param("/compare?d=1&d=2&d=3", 422, "提交的内容有误", id="three"),
    ],
)
def test_errors_are_pages_for_people_and_records_for_programs(address, path, status, heading):
    page = httpx2.get(address + path, headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert f"<h1>{heading}</h1>" in page.text
    assert page.headers["x-request-id"] in page.text
    record = httpx2.get(address + path, headers={"Accept": "application/json"})
    assert (record.status_code, record.headers["content-type"]) == (status, "application/problem+json")


def test_an_error_says_what_was_sent_as_text(address):
    response = httpx2.get(f"{address}/documents/<script>alert(1)</script>", headers={"Accept": "text/html"})
    assert "<script>alert" not in response.text


def test_a_body_that_is_too_large_is_a_page(address):
    response = httpx2.post(f"{address}/answers", content=b"x" * 1_000_001, headers={"Accept": "text/html"})
    assert response.status_code == 413
    assert "<h1>内容过大</h1>" in response.text


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": "https://evil.example"}, id="origin"),
        pytest.param({"Origin": "null"}, id="null"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="site"),
    ],
)
def test_forms_of_other_sites_do_nothing(address, youju, document_id, headers):
    response = httpx2.post(f"{address}/documents/{document_id}/delete", headers={"Accept": "text/html", **headers})
    assert response.status_code in {401, 403}
    assert youju.library.find(document_id) == document_id
    for path in ("/documents", "/api/v1/documents"):
        sent = httpx2.post(address + path, files={"files": ("a.txt", "第一条 应当报告。".encode())}, headers=headers)
        assert sent.status_code in {401, 403}


def test_endpoints_are_listed_without_anything_from_elsewhere(address):
    listed = httpx2.get(f"{address}/docs", headers={"Accept": "text/html"})
    described = httpx2.get(f"{address}/openapi.json").json()["paths"]
    assert listed.status_code == 200
    assert all(f"{method.upper()} {path}" in listed.text for path, item in described.items() for method in item)
    assert not re.findall(r'(?:src|href)="(?!/)', listed.text.replace('href="#main"', ""))
