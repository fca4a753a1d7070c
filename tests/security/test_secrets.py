"""Secrets are in no representation, no message, no trace, no command line and no environment of a reader of hostile files."""

import logging
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from pydantic import SecretStr

from api.channels.simulating import Simulation
from api.channels.wechat.callback import Account
from api.channels.wecom.app import WecomApp
from api.channels.wecom.bot_callback import WecomBot
from api.cli.application import app
from api.hashing import load_hasher
from api.service import Service
from assistant.bootstrap import open_youju
from assistant.settings import Settings, load_settings
from corpus.errors import SettingsError, YoujuError
from corpus.reading.confinement import _environment
from tests.api.fakes import FakeYouju

PLANTED = "planted-secret-words"
KEY = "PlantedEncodingAesKey0123456789abcdefghijkl"
SECRETS = sorted(name for name, field in Settings.model_fields.items() if field.annotation is SecretStr)
ASKING = {"wechat_app_id": "wxplain", "wecom_app_corp_id": "wwplain", "wecom_app_agent_id": "7", "wecom_bot_id": "b"}

SHOWING_ITSELF = """
from pathlib import Path
from api.cli import main
try:
    main(['documents'])
except SystemExit:
    print(Path('/proc/self/cmdline').read_text())
"""


def planted() -> dict[str, str]:
    """A secret for every setting that is one."""
    named = {name: KEY if name.endswith("aes_key") else PLANTED for name in SECRETS}
    return {**named, "database_url": "", "chroma_url": "", "milvus_url": "", **ASKING}


def shows(text: str) -> bool:
    return PLANTED in text or KEY in text or "planted" in text.lower()


def test_every_setting_that_is_a_secret_is_declared_as_one():
    words = ("secret", "token", "api_key", "aes_key", "webhook_url", "database_url", "chroma_url", "milvus_url")
    public = {"api_keys_required"}
    named = {name for name in Settings.model_fields if any(word in name for word in words)} - public
    assert named <= set(SECRETS)


def test_no_record_of_a_running_server_shows_a_secret(tmp_path):
    youju = FakeYouju(**planted())
    settings = youju.settings
    service = Service.of(youju)
    try:
        parts = [WecomApp.of(service), WecomBot.of(service).envelope, Account.of(settings, PLANTED.encode())]
        parts += [Simulation.of(settings), Simulation.of_wecom(settings), load_hasher(settings), settings, service]
        assert not [type(part).__name__ for part in parts if shows(f"{part!r} {part}")]
        assert not shows(str(settings.model_dump(mode="json")))
    finally:
        service.close()


@pytest.mark.parametrize("wrong", [{"YOUJU_TODAY": "tomorrow"}, {"YOUJU_RETENTION_DAYS": "-1"}, {"YOUJU_API_KEYS_REQUIRED": "x"}])
def test_a_setting_that_is_wrong_is_told_without_the_others(monkeypatch, wrong):
    for name, value in {**{f"YOUJU_{name.upper()}": value for name, value in planted().items()}, **wrong}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert next(iter(wrong)) in str(caught.value)
    assert not shows("".join(traceback.format_exception(caught.value)))


def test_a_database_that_is_not_there_is_told_without_its_password(tmp_path):
    url = f"postgresql+psycopg://youju:{PLANTED}@127.0.0.1:9/youju?connect_timeout=1"
    with pytest.raises(YoujuError) as caught:
        open_youju(Settings(home=tmp_path, database_url=url, secret_key="k"))
    assert not shows(str(caught.value))


@pytest.fixture
def everything_logged(caplog) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG):
        yield caplog


def test_a_defect_logs_no_key_that_was_sent(everything_logged, client_of):
    youju = FakeYouju(api_keys_required="always", failure=ZeroDivisionError("1/0"))
    pepper = load_hasher(youju.settings).pepper
    words = youju.library.keyring.create("page", frozenset({"ask"}), pepper=pepper, now=datetime.now(UTC))[1]
    response = client_of(youju).post("/api/v1/answers", json={"question": "急会诊多久到位"}, headers={"Authorization": f"Bearer {words}"})
    assert response.status_code == 500
    assert words not in everything_logged.text + response.text
    assert words.rpartition("_")[2] not in everything_logged.text


def test_no_command_takes_a_secret_where_everybody_on_the_machine_can_read_it():
    names = {name for command in _commands(typer.main.get_command(app)) for parameter in command.params for name in parameter.opts}
    assert len(names) > 30
    hinting = {name for name in names if any(word in name for word in ("secret", "token", "password", "key"))}
    assert hinting == {"key_id"}
    refused = subprocess.run(
        [sys.executable, "-m", "api.load", "http://127.0.0.1:9", "--questions", "x", "--key", "y"], capture_output=True, check=False
    )
    assert refused.returncode == 2


def test_a_reader_of_hostile_files_is_given_no_secret(monkeypatch):
    for name, value in planted().items():
        monkeypatch.setenv(f"YOUJU_{name.upper()}", value)
    monkeypatch.setenv("OPENAI_API_KEY", PLANTED)
    assert not shows(str(_environment()))
    assert not any(name.startswith("YOUJU_") for name in _environment())


def test_a_running_program_shows_no_secret_on_its_command_line(tmp_path):
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("Only Linux shows command lines under /proc")
    environment = {**os.environ, "YOUJU_HOME": str(tmp_path), "YOUJU_SECRET_KEY": PLANTED}
    told = subprocess.run([sys.executable, "-c", SHOWING_ITSELF], env=environment, capture_output=True, text=True, check=True)
    assert "documents" in told.stdout
    assert not shows(told.stdout + told.stderr)


def _commands(command: object) -> Iterator[object]:
    yield command
    for inner in getattr(command, "commands", {}).values():
        yield from _commands(inner)
