"""Who sees what where access keys are needed: a browser is asked for one, and an answer's address is enough to read it."""

from dataclasses import replace
from datetime import UTC, datetime

import httpx2
import pytest

from api.hashing import load_hasher
from tests.pages.conftest import serving
from tests.pages.flows import URGENT

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def guarded(youju):
    """A server that asks everybody for a key, and such a key."""
    settings = youju.settings.model_copy(update={"api_keys_required": "always"})
    hasher = load_hasher(settings)
    key = youju.library.keyring.create("page", frozenset({"ask"}), pepper=hasher.pepper, now=datetime.now(UTC))[1]
    with serving(replace(youju, settings=settings)) as address:
        yield address, ("anyone", key)


@pytest.mark.parametrize("path", ["/", "/obligations", "/documents", "/documents/会诊办法.md", "/compare", "/evaluation", "/uploads/1"])
def test_a_browser_is_asked_for_a_key(guarded, path):
    response = httpx2.get(guarded[0] + path, headers=HTML)
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Basic ")
    assert "<h1>需要访问密钥</h1>" in response.text


def test_the_key_opens_what_it_may_and_no_more(guarded):
    address, key = guarded
    assert httpx2.get(address, headers=HTML, auth=key).status_code == 200
    refused = httpx2.get(f"{address}/documents", headers=HTML, auth=key)
    assert (refused.status_code, "<h1>没有权限</h1>" in refused.text) == (403, True)


def test_whoever_has_the_address_of_an_answer_reads_it_and_its_source_but_does_not_go_on(guarded):
    address, key = guarded
    asked = httpx2.post(f"{address}/answers", data={"question": URGENT}, headers=HTML, auth=key)
    path = asked.headers["location"].partition("#")[0]
    mine, shared = (httpx2.get(address + path, headers=HTML, auth=auth) for auth in (key, None))
    assert "10分钟内" in shared.text
    assert 'id="ask"' in mine.text
    assert 'id="ask"' not in shared.text
    assert "<mark>" in httpx2.get(f"{address}{path}/sources/1", headers=HTML).text
    assert httpx2.post(f"{address}{path}/feedback", data={"rating": "up"}, headers=HTML).status_code == 200


def test_earlier_questions_are_not_for_others(guarded):
    address, key = guarded
    first = httpx2.post(f"{address}/api/v1/answers", json={"question": URGENT}, auth=key).json()
    body = {"question": "那普通会诊呢", "conversation_id": first["conversation_id"]}
    second = httpx2.post(f"{address}/api/v1/answers", json=body, auth=key).json()
    page = f"{address}/answers/{second['id']}"
    assert URGENT in httpx2.get(page, headers=HTML, auth=key).text
    assert URGENT not in httpx2.get(page, headers=HTML).text


def test_an_unknown_source_of_an_answer_is_told(guarded):
    address, key = guarded
    asked = httpx2.post(f"{address}/answers", data={"question": URGENT}, headers=HTML, auth=key)
    path = asked.headers["location"].partition("#")[0]
    assert httpx2.get(f"{address}{path}/sources/9", headers=HTML).status_code == 404
