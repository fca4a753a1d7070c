"""Settings come from the environment, and a wrong one is named."""

from datetime import date
from pathlib import Path

import pytest

from assistant.bootstrap import open_youju
from assistant.settings import NOT_YET, Settings, check_usable, load_settings
from corpus.errors import SettingsError


def test_settings_are_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("YOUJU_HOME", "/srv/youju")
    monkeypatch.setenv("YOUJU_TODAY", "2026-11-22")
    settings = load_settings()
    assert settings.home == Path("/srv/youju")
    assert settings.today == date(2026, 11, 22)


def test_a_wrong_setting_is_named(monkeypatch):
    monkeypatch.setenv("YOUJU_TODAY", "tomorrow")
    with pytest.raises(SettingsError, match="YOUJU_TODAY='tomorrow'"):
        load_settings()


def test_an_empty_variable_counts_as_unset(monkeypatch):
    monkeypatch.setenv("YOUJU_HOME", "")
    assert load_settings().home == Settings().home


def test_a_secret_is_not_printed(monkeypatch):
    monkeypatch.setenv("YOUJU_CHAT_API_KEY", "sk-planted")
    assert "sk-planted" not in repr(load_settings())


def test_every_setting_is_described():
    assert all(field.description for field in Settings.model_fields.values())


SET = {"vector_engine": "milvus"}


@pytest.mark.parametrize("name", NOT_YET)
def test_a_setting_that_cannot_be_followed_yet_is_refused_by_name(name, monkeypatch, tmp_path):
    monkeypatch.setenv("YOUJU_HOME", str(tmp_path))
    monkeypatch.setenv(f"YOUJU_{name.upper()}", SET.get(name, "planted-value"))
    with pytest.raises(SettingsError, match=f"YOUJU_{name.upper()}=.* cannot be used in this version; "):
        open_youju()
    assert list(tmp_path.iterdir()) == []


def test_a_refused_secret_is_not_told():
    with pytest.raises(SettingsError) as caught:
        check_usable(Settings(chat_api_key="planted-value"))
    assert "planted-value" not in str(caught.value)


def test_a_shared_database_needs_a_secret_that_all_servers_have_and_is_not_printed():
    with pytest.raises(SettingsError, match="YOUJU_SECRET_KEY") as caught:
        check_usable(Settings(database_url="postgresql://u:planted@db/youju"))
    assert "planted" not in str(caught.value) + repr(Settings(database_url="postgresql://u:planted@db/youju"))
    check_usable(Settings(database_url="postgresql://db/youju", secret_key="secret"))


def test_settings_as_they_come_can_be_used():
    check_usable(Settings())


@pytest.mark.parametrize("members", [{"chat_base_url": "http://127.0.0.1/v1"}, {"chat_api_key": "sk-planted"}])
def test_a_chat_setting_alone_does_nothing_and_is_refused(members):
    with pytest.raises(SettingsError, match="YOUJU_CHAT_MODEL"):
        check_usable(Settings(**members))


def test_a_chat_model_that_cannot_be_opened_stops_the_start(tmp_path):
    with pytest.raises(SettingsError, match="provider:model"):
        open_youju(Settings(home=tmp_path, chat_model="gpt"))
