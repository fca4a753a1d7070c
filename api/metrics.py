"""What Prometheus is told: requests, answers, stages and queues; the only module that knows prometheus_client."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from assistant.answers import Answer, NoAnswer

__all__ = ["CONTENT_TYPE_LATEST", "Metrics"]

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The measures of one application, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "youju_http_requests", "Requests by route and status", ["method", "route", "status"], registry=self._registry
        )
        self._request_seconds = Histogram(
            "youju_http_request_seconds", "Time to the end of a response", ["route"], buckets=_SECONDS, registry=self._registry
        )
        self._answers = Counter("youju_answers", "Answers by status and reason", ["channel", "status", "reason"], registry=self._registry)
        self._stage_seconds = Histogram(
            "youju_stage_seconds", "Time of each stage of an answer", ["stage"], buckets=_SECONDS, registry=self._registry
        )
        self._withheld = Counter("youju_withheld_statements", "Sentences of a language model that were not shown", registry=self._registry)
        self._waiting = Gauge("youju_waiting_questions", "Questions that are being answered or wait", registry=self._registry)
        self._jobs = Gauge("youju_waiting_jobs", "Uploads that are being ingested or wait", registry=self._registry)

    def watch_waiting(self, count: Callable[[], float]) -> None:
        """Says what counts the questions that are being answered or wait."""
        self._waiting.set_function(count)

    def watch_jobs(self, count: Callable[[], float]) -> None:
        """Says what counts the uploads that are being ingested or wait."""
        self._jobs.set_function(count)

    def note_request(self, *, method: str, route: str, status: int, seconds: float) -> None:
        """Notes a response; `route` is the template of the path, so that there are few of them."""
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def note_stage(self, stage: str, seconds: float) -> None:
        """Notes how long a stage of an answer took."""
        self._stage_seconds.labels(stage).observe(seconds)

    def note_answer(self, answer: Answer | NoAnswer, *, channel: str) -> None:
        """Notes an outcome."""
        status, reason = ("no_answer", str(answer.reason)) if isinstance(answer, NoAnswer) else ("answered", "")
        self._answers.labels(channel, status, reason).inc()
        self._stage_seconds.labels("answer").observe(answer.elapsed_ms / 1000)
        if isinstance(answer, Answer):
            self._withheld.inc(len(answer.dropped))

    def text(self) -> bytes:
        """Everything in the form that Prometheus reads."""
        return generate_latest(self._registry)
