"""Traces tell routes and times, and not what was asked."""

from fastapi.testclient import TestClient
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from api.app import create_app
from tests.api.fakes import URGENT


def test_a_request_is_a_span_without_its_question(youju):
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    app = create_app(youju)
    app._telemetry["tracer_provider"] = provider
    TestClient(app).post("/api/v1/answers", json={"question": URGENT, "user": "li"}, headers={"X-User": "li-planted"})
    TestClient(app).post("/api/v1/answers", json={"question": 5, "planted": URGENT})
    spans = exporter.get_finished_spans()
    assert any(span.attributes.get("http.route") == "/api/v1/answers" for span in spans)
    told = "".join(span.to_json() for span in spans)
    assert URGENT not in told
    assert "planted" not in told
