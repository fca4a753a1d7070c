"""Fitted weights → the file that ranking and confidence read."""

from collections.abc import Mapping

from assistant.fitting.training import Fitted

_HEAD = """\
# Fitted by `python -m assistant.fitting DATA`; not written by hand. What each feature says is told in `assistant/features.py` (ranking),
# in `assistant/expecting.py` (said) and in `assistant/refusal.py` (confidence).
"""


def written(fitted: Fitted) -> str:
    """The weights as TOML, with the report on what was held out as a comment."""
    report = "".join(f"# {line}\n" for line in fitted.report.splitlines())
    threshold = f"threshold = {fitted.threshold}  # an answer less probable than this is not given\n"
    order = [_table("ranking", fitted.order.shared)]
    order += [_table(f"ranking_of.{kind}", weights) for kind, weights in fitted.order.by_kind.items()]
    words = [_table(f"said.{reach}", weights) for reach, weights in fitted.said.items()]
    return "\n".join([_HEAD + report, threshold, *order, *words, _table("confidence", fitted.confidence)])


def _table(name: str, weights: Mapping[str, float]) -> str:
    return f"[{name}]\n" + "".join(f"{feature} = {weight:.4f}\n" for feature, weight in weights.items())
