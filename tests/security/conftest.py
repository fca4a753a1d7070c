"""What the tests of security share."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from tests.api.fakes import FakeYouju


@pytest.fixture
def client_of() -> Callable[[FakeYouju], TestClient]:
    """A client of an application over `youju`, which tells defects as a server does."""
    return lambda youju: TestClient(create_app(youju), raise_server_exceptions=False)
