"""Who is let in: this machine itself, holders of keys within their scopes and limits; and nobody through a proxy or from another site."""

import base64
import re
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from api.app import create_app
from api.callers import Callers
from api.hashing import Hasher, load_hasher
from api.limits import Buckets
from assistant.settings import Settings
from corpus.errors import SettingsError
from tests.api.fakes import URGENT, FakeYouju

ANSWERS = "/api/v1/answers"
NOW = datetime.now(UTC)


def local_client(youju: FakeYouju, **options: object) -> TestClient:
    return TestClient(create_app(youju), base_url="http://127.0.0.1:8000", client=("127.0.0.1", 5000), **options)


def key_of(youju: FakeYouju, *scopes: str, name: str = "wechat", **options: object) -> str:
    return youju.library.keyring.create(name, frozenset(scopes), pepper=load_hasher(youju.settings).pepper, now=NOW, **options)[1]


def ask(client: TestClient, **headers: str) -> int:
    return client.post(ANSWERS, json={"question": URGENT}, headers=headers).status_code


@pytest.fixture
def youju() -> FakeYouju:
    return FakeYouju(api_keys_required="auto")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 200, id="plain"),
        pytest.param({"X-Forwarded-For": "198.51.100.7"}, 401, id="forwarded-for"),
        pytest.param({"Forwarded": "for=198.51.100.7"}, 401, id="forwarded"),
        pytest.param({"X-Real-IP": "198.51.100.7"}, 401, id="real-ip"),
        pytest.param({"Via": "1.1 proxy"}, 401, id="via"),
        pytest.param({"Host": "evil.example"}, 401, id="rebound-name"),
        pytest.param({"Host": "127.0.0.1.evil.example"}, 401, id="rebound-name-that-looks-local"),
        pytest.param({"Origin": "https://evil.example"}, 401, id="another-site"),
        pytest.param({"Origin": "http://127.0.0.1:8000"}, 200, id="own-page"),
        pytest.param({"Origin": "null"}, 401, id="page-without-origin"),
        pytest.param({"Authorization": "Bearer sk-made-for-another-server"}, 200, id="foreign-key-where-none-is-needed"),
        pytest.param({"Authorization": "Bearer yj_a_b"}, 401, id="wrong-key-where-none-is-needed"),
    ],
)
def test_this_machine_itself_needs_no_key_and_nobody_passes_for_it(youju, headers, status):
    assert ask(local_client(youju), **headers) == status


def test_another_machine_needs_a_key(youju):
    client = TestClient(create_app(youju), base_url="http://192.0.2.1", client=("198.51.100.7", 5000))
    response = client.post(ANSWERS, json={"question": URGENT})
    assert (response.status_code, response.headers["www-authenticate"]) == (401, 'Bearer realm="youju"')
    assert response.json()["error"]["code"] == "unauthorized_error"
    assert ask(client, Authorization=f"Bearer {key_of(youju, 'ask')}") == 200


def test_always_means_this_machine_too():
    youju = FakeYouju(api_keys_required="always")
    client = local_client(youju)
    assert ask(client) == 401
    assert ask(client, Authorization=f"Bearer {key_of(youju, 'ask')}") == 200


def test_a_calendar_program_sends_its_key_as_a_password():
    youju = FakeYouju(api_keys_required="always")
    sent = base64.b64encode(f"anyone:{key_of(youju, 'read')}".encode()).decode()
    assert local_client(youju).get("/api/v1/obligations.ics", headers={"Authorization": f"Basic {sent}"}).status_code == 200


@pytest.mark.parametrize("sent", [b"Basic \xe9", b"Basic ???", b"Basic /w==", b"Bearer \xff\xfe", b"\xff", b"Basic", b"Bearer"])
def test_what_is_no_key_at_all_is_none(sent):
    client = TestClient(create_app(FakeYouju(api_keys_required="always")), raise_server_exceptions=False)
    assert client.post(ANSWERS, json={"question": URGENT}, headers={b"Authorization": sent}).status_code == 401


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(lambda words: words[:-1], id="cut"),
        pytest.param(lambda words: words + "x", id="longer"),
        pytest.param(lambda words: words.replace("yj_", "yj__"), id="shifted"),
        pytest.param(lambda words: words.upper(), id="upper-case"),
        pytest.param(lambda words: "_".join((*words.split("_")[:2], "")), id="no-secret"),
        pytest.param(lambda _: "yj_", id="prefix"),
        pytest.param(lambda _: "", id="empty"),
        pytest.param(lambda _: "yj_' OR 1=1 --_x", id="sql"),
        pytest.param(lambda _: "yj_" + "a" * 10_000, id="very-long"),
    ],
)
def test_a_key_that_is_not_whole_opens_nothing(spoilt):
    youju = FakeYouju(api_keys_required="always")
    assert ask(local_client(youju), Authorization=f"Bearer {spoilt(key_of(youju, 'ask'))}") == 401


def test_expired_and_revoked_keys_open_nothing():
    youju = FakeYouju(api_keys_required="always")
    client = local_client(youju)
    assert ask(client, Authorization=f"Bearer {key_of(youju, 'ask', expires_at=NOW - timedelta(seconds=1))}") == 401
    words = key_of(youju, "ask", expires_at=NOW + timedelta(days=1))
    assert ask(client, Authorization=f"Bearer {words}") == 200
    youju.library.keyring.revoke(words.split("_")[1], now=NOW)
    response = client.post(ANSWERS, json={"question": URGENT}, headers={"Authorization": f"Bearer {words}"})
    assert (response.status_code, "revoked" in response.json()["detail"]) == (401, True)


SCOPES = [
    ("POST", ANSWERS, "ask"),
    ("GET", f"{ANSWERS}/a", "ask"),
    ("POST", f"{ANSWERS}/a/feedback", "ask"),
    ("GET", "/api/v1/conversations", "ask"),
    ("GET", "/api/v1/conversations/a", "ask"),
    ("DELETE", "/api/v1/conversations/a", "ask"),
    ("DELETE", "/api/v1/user-data", "ask"),
    ("POST", "/v1/chat/completions", "ask"),
    ("GET", "/v1/models", "ask"),
    ("GET", "/v1/models/youju", "ask"),
    ("POST", "/api/v1/search", "read"),
    ("GET", "/api/v1/documents", "read"),
    ("GET", "/api/v1/documents/a", "read"),
    ("GET", "/api/v1/documents/a/clauses", "read"),
    ("GET", "/api/v1/documents/a/clauses/b", "read"),
    ("GET", "/api/v1/documents/a/source", "read"),
    ("GET", "/api/v1/documents/a/edits", "read"),
    ("GET", "/api/v1/obligations", "read"),
    ("GET", "/api/v1/obligations.ics", "read"),
    ("GET", "/api/v1/comparisons?a=a&b=b", "read"),
    ("GET", "/metrics", "read"),
    ("POST", "/api/v1/documents", "write"),
    ("DELETE", "/api/v1/documents/a", "write"),
    ("GET", "/api/v1/jobs/a", "write"),
    ("GET", "/", "ask"),
    ("POST", "/answers", "ask"),
    ("POST", "/answers/begin", "ask"),
    ("GET", "/answers/begun/a", "ask"),
    ("GET", "/evaluation", "ask"),
    ("GET", "/obligations", "read"),
    ("GET", "/documents", "read"),
    ("GET", "/documents/a", "read"),
    ("GET", "/compare", "read"),
    ("POST", "/documents", "write"),
    ("POST", "/documents/a/delete", "write"),
    ("GET", "/uploads/a", "write"),
]

# Whoever knows an answer's address may see it and what it stands on; platforms sign their calls; the rest tells nothing that is stored.
OPEN = {
    "/answers/{answer_id}",
    "/answers/{answer_id}/sources/{number}",
    "/answers/{answer_id}/feedback",
    "/channels/wechat",
    "/channels/wecom/app",
    "/channels/wecom/bot",
    "/healthz",
    "/readyz",
    "/static/{name}",
    "/openapi.json",
    "/docs",
}

# These have tests of their own: one tells a missing key with 403, the other checks a scope for each tool.
ELSEWHERE = {"/retrieval", "/mcp"}


def test_every_endpoint_is_in_one_of_the_lists_above():
    listed = {(method, path.partition("?")[0]) for method, path, _ in SCOPES}
    for route, methods in routes_of(create_app(FakeYouju())):
        for method in methods - {"HEAD", "OPTIONS"}:
            example = re.sub(r"\{\w+(:path)?\}", "a", route).replace("/clauses/a", "/clauses/b").replace("/models/a", "/models/youju")
            assert route in OPEN | ELSEWHERE or (method, example) in listed, f"{method} {route} is in no list"


def routes_of(app: FastAPI) -> list[tuple[str, set[str]]]:
    return [(context.path, set(context.methods or ())) for context in iter_route_contexts(app.routes)]


@pytest.mark.parametrize(("method", "path", "scope"), SCOPES)
def test_each_endpoint_needs_its_scope(method, path, scope):
    youju = FakeYouju(api_keys_required="always")
    client = local_client(youju)
    others = [each for each in ("ask", "read", "write") if each != scope]
    without, having, admin = (key_of(youju, *scopes) for scopes in (others, [scope], ["admin"]))
    assert client.request(method, path).status_code == 401
    refused = client.request(method, path, headers={"Authorization": f"Bearer {without}"})
    assert (refused.status_code, scope in refused.json()["detail"]) == (403, True)
    for words in (having, admin):
        assert client.request(method, path, headers={"Authorization": f"Bearer {words}"}).status_code not in {401, 403}


def test_health_needs_no_key():
    client = local_client(FakeYouju(api_keys_required="always"))
    assert [client.get(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]


def test_users_of_one_name_in_two_programs_are_two():
    youju = FakeYouju(api_keys_required="always")
    client = local_client(youju)
    first, second = (key_of(youju, "ask", name=name) for name in ("wechat", "web"))
    renewed = key_of(youju, "ask", name="wechat")
    told = client.post(ANSWERS, json={"question": URGENT, "user": "li"}, headers={"Authorization": f"Bearer {first}"}).json()
    path = f"/api/v1/conversations/{told['conversation_id']}"
    statuses = [
        client.get(path, headers={"Authorization": f"Bearer {words}", "X-User": "li"}).status_code for words in (first, second, renewed)
    ]
    assert statuses == [200, 404, 200]


@pytest.mark.parametrize(
    ("settings", "headers"),
    [
        pytest.param({"key_requests_per_minute": 2}, {}, id="key"),
        pytest.param({"user_requests_per_minute": 2}, {"X-User": "li"}, id="user"),
    ],
)
def test_who_asks_too_often_is_told_when_to_come_again(settings, headers):
    youju = FakeYouju(api_keys_required="always", **settings)
    client = local_client(youju)
    headers = {**headers, "Authorization": f"Bearer {key_of(youju, 'ask')}"}
    replies = [client.post(ANSWERS, json={"question": URGENT}, headers=headers) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [200, 200, 429]
    assert 1 <= int(replies[-1].headers["retry-after"]) <= 30
    assert "q=2;w=60" in replies[0].headers["ratelimit-policy"]
    assert "r=0" in replies[1].headers["ratelimit"]
    assert client.post(ANSWERS, json={"question": URGENT}, headers={**headers, "X-User": "wang"}).status_code == (
        200 if "user_requests_per_minute" in settings else 429
    )


def test_a_user_named_in_the_body_is_limited_too():
    client = local_client(FakeYouju(user_requests_per_minute=2))
    assert [client.post(ANSWERS, json={"question": URGENT, "user": "li"}).status_code for _ in range(3)] == [200, 200, 429]


def test_tokens_come_back_with_time_and_never_beyond_the_brim():
    now = [0.0]
    buckets = Buckets(60, clock=lambda: now[0])
    assert sum(buckets.take("a").taken for _ in range(100)) == 60
    now[0] += 2.5
    assert sum(buckets.take("a").taken for _ in range(100)) == 2
    now[0] += 10_000
    assert sum(buckets.take("a").taken for _ in range(100)) == 60


@pytest.mark.parametrize(("origins", "allowed"), [("", None), ("https://his.example", "https://his.example")])
def test_pages_of_other_sites_may_call_only_where_they_are_named(origins, allowed):
    client = local_client(FakeYouju(cors_origins=origins))
    response = client.get("/healthz", headers={"Origin": "https://his.example"})
    assert response.headers.get("access-control-allow-origin") == allowed
    preflight = client.options(ANSWERS, headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"})
    assert "access-control-allow-origin" not in preflight.headers


def test_a_secret_is_made_once_and_for_nobody_else(tmp_path):
    settings = Settings(home=tmp_path)
    hasher = load_hasher(settings)
    assert hasher == load_hasher(settings)
    assert len(hasher.secret) == 32
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_a_secret_that_cannot_be_kept_is_told(tmp_path):
    with pytest.raises(SettingsError, match="YOUJU_SECRET_KEY"):
        load_hasher(Settings(home=tmp_path / "nowhere"))


def test_a_user_is_never_told_by_its_hash():
    callers = Callers(FakeYouju().library.keyring, Hasher(b"secret"), required="never")
    assert "li" not in repr(callers)
    assert Hasher(b"a").user("", "li") != Hasher(b"b").user("", "li")
