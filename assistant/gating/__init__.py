"""Statement → problems: whether it may be shown on the words that it cites."""

from assistant.gating.checking import problems
from assistant.gating.record import Fault, Problem, Support

__all__ = ["Fault", "Problem", "Support", "problems"]
