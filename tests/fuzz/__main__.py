"""`python -m tests.fuzz [TARGET...] --seconds N`: coverage-guided fuzzing of the parsers with atheris, one target after another.

What fails is written to `tests/fuzz/found/TARGET/`, whose files every test run tries again. Inputs that reach something new are kept in
`build/fuzz/`, from which the next run goes on.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from tests.fuzz.seeds import SEEDS, WORDS

HERE = Path(__file__).parent
FOUND = HERE / "found"
CORPORA = HERE.parents[1] / "build" / "fuzz"

# One input may take so long: everything above is a finding.
TIMEOUT_SECONDS = 20
MOST_BYTES = 4096


def main() -> int:
    """Fuzz the targets named, or all; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[*SEEDS, []], help="Which; all of them where none is named.")
    parser.add_argument("--seconds", type=int, default=60, help="How long each target is fuzzed.")
    asked = parser.parse_args()
    codes = {target: fuzz(target, seconds=asked.seconds) for target in asked.targets or SEEDS}
    for target, code in codes.items():
        print(f"{target}: {'nothing found' if code == 0 else f'something is in {FOUND / target}'}")  # noqa: T201 -- it is a command
    return int(any(codes.values()))


def fuzz(target: str, *, seconds: int, found: Path = FOUND, corpora: Path = CORPORA) -> int:
    """Fuzz one target in a process of its own; its exit code, 0 where nothing was found."""
    corpus, crashes = corpora / target, found / target
    for folder in (corpus, crashes):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[target]):
        (corpus / f"seed-{number}").write_bytes(seed)
    words = corpora / "words.txt"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in WORDS), encoding="ascii")
    limits = [f"-max_total_time={seconds}", f"-timeout={TIMEOUT_SECONDS}", f"-max_len={MOST_BYTES}", "-rss_limit_mb=4096"]
    options = [*limits, f"-dict={words}", f"-artifact_prefix={crashes}/", "-print_final_stats=0", "-verbosity=0"]
    command = [sys.executable, "-m", "tests.fuzz.running", target, str(corpus), *options]
    return subprocess.run(command, check=False, cwd=HERE.parents[1]).returncode


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    sys.exit(main())
