"""A server over texts of our own in a home of its own, and Debian's Chromium in front of it."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from api.app import create_app
from assistant.bootstrap import Youju, open_youju
from assistant.settings import Settings
from indexing.building import ingest_bytes
from tests.pages.texts import TEXTS
from tests.pages.writers import WritingAssistant

TODAY = date(2026, 11, 22)

# The sandbox is refused to the administrator, and pages of one server need no process each.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--renderer-process-limit=1", "--disable-site-isolation-trials"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def youju(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Youju]:
    settings = Settings(home=tmp_path_factory.mktemp("home"), today=TODAY, public_url="")
    with open_youju(settings) as opened:
        opened.library.own()
        for name, text in TEXTS.items():
            result = ingest_bytes(opened.library, text.encode(), source_name=name, origin=f"upload:{name}")
            assert result.status == "added", result.message
        opened.library.flush()
        yield opened


@pytest.fixture(scope="session")
def address(youju: Youju) -> Iterator[str]:
    with serving(youju) as address:
        yield address


@pytest.fixture(scope="session")
def slow_address(youju: Youju) -> Iterator[str]:
    """A server whose answers a language model writes, slowly."""
    with serving(replace(youju, assistant=WritingAssistant(youju.assistant))) as address:
        yield address


@contextmanager
def serving(youju: Youju) -> Iterator[str]:
    """Serves on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(youju), log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("There is no Chromium on this machine; `make browser` installs Debian's where apt is at hand")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of: errors of scripts, refused contents, failed loads. A test that expects one takes it out."""
    return []


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> dict[str, BrowserContext]:
    """The contexts that were opened so far, by their options: a new one costs more than a page."""
    return {}


@pytest.fixture
def opened(browser: Browser, address: str, contexts: dict[str, BrowserContext], complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens pages with no cookies; what the browser complains of fails the test."""
    pages: list[Page] = []

    def opened(path: str = "/", *, at: str = address, **options: object) -> Page:
        wanted = {"viewport": {"width": 1200, "height": 900}, "base_url": at, **options}
        context = contexts.get(repr(wanted)) or contexts.setdefault(repr(wanted), browser.new_context(**wanted))
        context.clear_cookies()
        page = context.new_page()
        pages.append(page)
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
        page.goto(path)
        return page

    yield opened
    for page in pages:
        page.close()
    assert complaints == []


@pytest.fixture(scope="session")
def document_id(youju: Youju) -> str:
    return youju.library.find("会诊办法.md")


@pytest.fixture
def upload_file(tmp_path: Path) -> Path:
    path = tmp_path / "上传.md"
    path.write_text("---\n标题: 某院值班规定\n---\n\n第一条 值班医师应当在5分钟内接听电话。\n", encoding="utf-8")
    return path
