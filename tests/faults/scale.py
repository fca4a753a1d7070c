"""How much is tried: a sample each time, all of it by `make test-faults`, which sets FAULTS=long. FAULT_SEED says which sample."""

import os
import random

LONG = os.environ.get("FAULTS") == "long"
SEED = os.environ.get("FAULT_SEED", "8")


def chance_of(name: object) -> random.Random:
    """Chance that is the same each time for the same seed."""
    return random.Random(f"{SEED}-{name}")  # noqa: S311 -- the same each time
