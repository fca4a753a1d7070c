"""What one application holds while it serves: Youju, who may call and how often, what answers and what ingests."""

from dataclasses import dataclass
from typing import Self

from api.answering import Answering
from api.callers import Callers
from api.hashing import Hasher, load_hasher
from api.limits import Limits
from api.metrics import Metrics
from api.uploads import Uploads
from assistant.bootstrap import Youju


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of one application; `close` ends its threads and leaves Youju open."""

    youju: Youju
    public_url: str
    hasher: Hasher
    callers: Callers
    limits: Limits
    metrics: Metrics
    answering: Answering
    uploads: Uploads

    @classmethod
    def of(cls, youju: Youju) -> Self:
        """The parts as the settings want them."""
        settings, library, metrics = youju.settings, youju.library, Metrics()
        youju.assistant.stages.note = metrics.note_stage
        hasher, public_url = load_hasher(settings), settings.public_url.rstrip("/")
        return cls(
            youju=youju,
            public_url=public_url,
            hasher=hasher,
            callers=Callers(library.keyring, hasher, required=settings.api_keys_required),
            limits=Limits.of(key_per_minute=settings.key_requests_per_minute, user_per_minute=settings.user_requests_per_minute),
            metrics=metrics,
            answering=Answering(youju, public_url=public_url, max_waiting=settings.max_waiting_questions, metrics=metrics),
            uploads=Uploads(library, settings.home / "uploads", metrics=metrics),
        )

    def close(self) -> None:
        """Ends the threads after what they are at."""
        self.youju.hurry()
        self.uploads.close()
        self.answering.close()
