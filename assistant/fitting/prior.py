"""What is known of the weights before any example is seen: `prior.toml`."""

import tomllib
from pathlib import Path

PRIOR = Path(__file__).parent / "prior.toml"


def known_before(model: str) -> dict[str, float]:
    """The weights of a model before any example is seen, those that are not zero."""
    weights: dict[str, float] = tomllib.loads(PRIOR.read_text("utf-8"))[model]
    return weights
