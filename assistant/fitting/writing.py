"""Fitted weights → the file that ranking and confidence read."""

from collections.abc import Mapping

from assistant.fitting.training import Fitted

_HEAD = """\
# Fitted by `python -m assistant.fitting DATA`; not written by hand. What each feature says is told in `assistant/features.py` (ranking)
# and `assistant/refusal.py` (confidence).
"""


def written(fitted: Fitted) -> str:
    """The weights as TOML, with the report on what was held out as a comment."""
    report = "".join(f"# {line}\n" for line in fitted.report.splitlines())
    threshold = f"threshold = {fitted.threshold}  # an answer less probable than this is not given\n"
    return "\n".join([_HEAD + report, threshold, _table("ranking", fitted.ranking), _table("confidence", fitted.confidence)])


def _table(name: str, weights: Mapping[str, float]) -> str:
    return f"[{name}]\n" + "".join(f"{feature} = {weight:.4f}\n" for feature, weight in weights.items())
