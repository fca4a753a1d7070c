"""`python -m tests.supply.licences`: the licence of everything that the product installs, and whether it may be used beside ours."""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
PRODUCT = "youju"

# What a development machine installs besides is not handed on with the product.
EXTRAS = ("", "llm", "mcp", "readers", "ocr", "telemetry", "postgres", "milvus")


@dataclass(frozen=True)
class Licence:
    """What a distribution says of its licence."""

    package: str
    version: str
    words: str


def licences() -> list[Licence]:
    """The licences of the product's dependencies, as far as they are installed here, by name."""
    return sorted((_licence(found) for found in _dependencies()), key=lambda each: each.package)


def refused(found: list[Licence]) -> list[Licence]:
    """Those whose licence is not on the list of what may be used."""
    rules: dict[str, Any] = tomllib.loads((HERE / "licences.toml").read_text(encoding="utf-8"))
    allowed = re.compile("|".join(rules["allowed"]), re.IGNORECASE)
    return [each for each in found if not (allowed.search(each.words) or each.package in rules["judged"])]


def _dependencies() -> Iterator[Distribution]:
    waiting, seen = [PRODUCT], set()
    while waiting:
        name = waiting.pop()
        try:
            found = distribution(name)
        except PackageNotFoundError:
            # Of another system, or of an extra that is not installed here.
            continue
        if name != PRODUCT:
            yield found
        for written in found.requires or ():
            requirement = Requirement(written)
            extras = EXTRAS if name == PRODUCT else ("",)
            wanted = requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in extras)
            following = canonicalize_name(requirement.name)
            if wanted and following not in seen:
                seen.add(following)
                waiting.append(following)


def _licence(found: Distribution) -> Licence:
    told = found.metadata
    listed = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith("License :: ")]
    words = told.get("License-Expression") or "; ".join(listed) or (told.get("License") or "").strip().split("\n")[0] or "not told"
    return Licence(canonicalize_name(told["Name"]), found.version, words)


def main() -> int:
    """List all licences; 1 where one may not be used."""
    found = licences()
    for each in found:
        print(f"{each.package:<40} {each.version:<14} {each.words}")  # noqa: T201 -- it is a command
    for each in refused(found):
        print(f"NOT ALLOWED: {each.package}: {each.words}")  # noqa: T201
    return int(bool(refused(found)))


if __name__ == "__main__":
    sys.exit(main())
