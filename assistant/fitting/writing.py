"""Fitted weights → the file that ranking and confidence read."""

from collections.abc import Mapping
from typing import Any

from assistant.fitting.ordering import Order, Weights
from assistant.fitting.training import Fitted, Ordered
from assistant.matching import matcher
from assistant.tables import toml

_HEAD = """\
# Fitted by `python -m assistant.fitting DATA`; not written by hand. What each feature says is told in `assistant/features.py` (ranking),
# in `assistant/expecting.py` (said) and in `assistant/refusal.py` (confidence, reading).
"""


def written(fitted: Fitted) -> str:
    """The weights as TOML, with the report on what was held out as a comment."""
    report = "".join(f"# {line}\n" for line in fitted.report.splitlines())
    threshold = f"threshold = {fitted.threshold}  # an answer less probable than this is not given\n"
    ordered = fitted.ordered
    order = [*_tables("ranking", ordered.order.first), *_tables("reranking", ordered.order.second)]
    words = [_table(f"said.{reach}", weights) for reach, weights in ordered.said.items()]
    trust = [_table("confidence", ordered.confidence), _table("reading", fitted.reading)]
    return "\n".join([_HEAD + report, threshold, *order, *words, *trust])


def shipped() -> Ordered:
    """What the product ships of what is fitted first."""
    weights: Mapping[str, Any] = toml("weights")
    first, second = (Weights(weights[name], weights[f"{name}_of"]) for name in ("ranking", "reranking"))
    return Ordered(Order(first, second, matcher()), weights["said"], weights["confidence"])


def _tables(name: str, weights: Weights) -> list[str]:
    return [_table(name, weights.shared), *(_table(f"{name}_of.{kind}", added) for kind, added in weights.by_kind.items())]


def _table(name: str, weights: Mapping[str, float]) -> str:
    return f"[{name}]\n" + "".join(f"{feature} = {weight:.4f}\n" for feature, weight in weights.items())
