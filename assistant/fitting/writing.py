"""Fitted weights → the file that ranking and confidence read."""

from collections.abc import Mapping

from assistant.fitting.ordering import Weights
from assistant.fitting.training import Fitted

_HEAD = """\
# Fitted by `python -m assistant.fitting DATA`; not written by hand. What each feature says is told in `assistant/features.py` (ranking),
# in `assistant/expecting.py` (said) and in `assistant/refusal.py` (confidence).
"""


def written(fitted: Fitted) -> str:
    """The weights as TOML, with the report on what was held out as a comment."""
    report = "".join(f"# {line}\n" for line in fitted.report.splitlines())
    threshold = f"threshold = {fitted.threshold}  # an answer less probable than this is not given\n"
    order = [*_tables("ranking", fitted.order.first), *_tables("reranking", fitted.order.second)]
    words = [_table(f"said.{reach}", weights) for reach, weights in fitted.said.items()]
    return "\n".join([_HEAD + report, threshold, *order, *words, _table("confidence", fitted.confidence)])


def _tables(name: str, weights: Weights) -> list[str]:
    return [_table(name, weights.shared), *(_table(f"{name}_of.{kind}", added) for kind, added in weights.by_kind.items())]


def _table(name: str, weights: Mapping[str, float]) -> str:
    return f"[{name}]\n" + "".join(f"{feature} = {weight:.4f}\n" for feature, weight in weights.items())
