"""Access keys on the command line: told once, listed without their secret, closed for ever."""

import re

import pytest

from api.hashing import load_hasher
from tests.api.fakes import FakeYouju


def test_a_key_is_told_once_and_opens(run, youju):
    outcome = run("keys", "create", "wechat", "--scope", "ask")
    words = outcome.out.strip()
    assert (outcome.code, bool(re.fullmatch(r"yj_[0-9a-f]{12}_[\w-]{43}", words))) == (0, True)
    key = youju.library.keyring.all_keys()[0]
    assert (key.name, key.scopes, key.expires_at) == ("wechat", {"ask"}, None)
    listed = run("keys", "list")
    assert "wechat" in listed.out
    assert words.rsplit("_", 1)[1] not in listed.out


def test_keys_are_listed_with_their_state(run):
    made = [run("keys", "create", name, "--days", days, "--json").record for name, days in (("a", 1), ("b", 30))]
    run("keys", "revoke", made[0]["key_id"])
    records = run("keys", "list", "--json").record
    assert [(each["name"], each["state"], each["scopes"]) for each in records] == [
        ("a", "revoked", ["ask", "read"]),
        ("b", "valid", ["ask", "read"]),
    ]
    assert not any("key" in each for each in records)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(("keys", "revoke", "nothing"), 1, id="unknown"),
        pytest.param(("keys", "create", "a", "--scope", "everything"), 2, id="scope"),
        pytest.param(("keys", "create", "a", "--days", "0"), 2, id="days"),
        pytest.param(("keys", "create"), 2, id="no-name"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(run, words, code):
    outcome = run(*words)
    assert (outcome.code, outcome.err.count("\n")) == (code, 1)


def test_a_key_of_another_secret_opens_nothing(run):
    youju, other = FakeYouju(), FakeYouju(secret_key="another")
    words = run("keys", "create", "a", over=youju).out.strip()

    assert youju.library.keyring.recognise(words, pepper=load_hasher(youju.settings).pepper)
    assert youju.library.keyring.recognise(words, pepper=load_hasher(other.settings).pepper) is None
