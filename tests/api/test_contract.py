"""Requests of every kind that the OpenAPI document allows, and of many that it does not: nothing fails, nothing undeclared comes back.

`make contract` sends thousands; here a few of each endpoint keep the tests short.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from api.app import create_app
from assistant.bootstrap import open_youju
from assistant.settings import Settings
from indexing.building import ingest

# A form has no types: whatever is sent in it is text. And what has the declared form can still be refused for what it says.
NOT_ASKED = [negative_data_rejection, positive_data_acceptance]

# Requests for each endpoint and mode.
EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "8"))

TEXT = "某市会诊管理办法\n第一条 急会诊应当在请求发出后10分钟内到位。\n第二条 医疗机构应当于每年7月10日前报送上一年度的会诊情况。\n"


@pytest.fixture
def api_schema(tmp_path: Path) -> Iterator[object]:
    """The schema of an application over one small text."""
    (tmp_path / "会诊.txt").write_text(TEXT, encoding="utf-8")
    with open_youju(Settings(home=tmp_path / "home", api_keys_required="never", user_requests_per_minute=0)) as youju:
        list(ingest(youju.library, [tmp_path / "会诊.txt"]))
        app = create_app(youju)
        yield schemathesis.openapi.from_asgi("/openapi.json", app)
        app.state.service.close()


@pytest.mark.parametrize("mode", GenerationMode)
def test_every_reply_is_declared(api_schema: BaseSchema, mode: GenerationMode) -> None:
    n_sent = 0
    for found in api_schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        def check(case: Case) -> None:
            nonlocal n_sent
            n_sent += 1
            case.call_and_validate(excluded_checks=NOT_ASKED)

        try:
            check()
        except Unsatisfiable:
            # There is no wrong request where nothing is asked for.
            assert mode is GenerationMode.NEGATIVE
    print(f"{n_sent} requests")  # noqa: T201 -- what `make contract` shows
    assert n_sent > 10 * EXAMPLES
