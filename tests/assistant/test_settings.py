"""Settings come from the environment, and a wrong one is named."""

from datetime import date
from pathlib import Path

import pytest

from assistant.settings import Settings, load_settings
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
