"""Evidence → `Reading`: the stretch of a sentence that answers, read by what the question asks for."""

from assistant.reading.dispatch import read

__all__ = ["read"]
