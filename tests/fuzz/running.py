"""The process in which atheris runs a target: `python -m tests.fuzz.running TARGET CORPUS -option=value...`."""

import sys

import atheris

# What is instrumented is what is imported here: the project's own parsers, whose branches lead the search.
with atheris.instrument_imports(include=["api", "assistant", "corpus"], enable_loader_override=False):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Runs until the time is over or something is found."""
    target = TARGETS[sys.argv[1]]
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
