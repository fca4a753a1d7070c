"""What every test runs under: no network but loopback, no model hub, and the shared originals where they are present."""

import os
from pathlib import Path

import pytest
import pytest_socket

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["ANONYMIZED_TELEMETRY"] = "False"

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def only_loopback() -> None:
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of original texts and gold files; they are not part of the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"The original texts are not present at {SHARED_DATA}")
    return SHARED_DATA
