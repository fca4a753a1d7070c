"""`python -m tests.supply.auditing`: whether the pinned dependencies have known vulnerabilities, by pip-audit.

It never passes in silence: where no service that knows vulnerabilities can be reached, or knows nothing of a package, it says so. With
AUDIT=required that is a failure, too; without, only a vulnerability that nobody has judged is.
"""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

# Services in the order in which they are asked.
SERVICES = ("osv", "pypi")

# A version with vulnerabilities that every service knows: one that knows none of it knows nothing.
CANARY = "jinja2==2.11.2\n"

Report = Mapping[str, Sequence[Mapping[str, object]]]
Audit = Callable[[str, Path], Report | None]


@dataclass(frozen=True)
class Found:
    """A known vulnerability of a package."""

    package: str
    version: str
    name: str
    fixed_in: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How many packages were looked up, which were not, and what was found."""

    service: str
    n_audited: int
    not_audited: tuple[str, ...]
    found: tuple[Found, ...]


def audited(requirements: Path, audit: Audit) -> Outcome | None:
    """What the first service that can be relied on says; `None` where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        canary = Path(folder) / "canary.txt"
        canary.write_text(CANARY, encoding="utf-8")
        for service in SERVICES:
            known = audit(service, canary)
            if known is None or not _outcome(service, known).found:
                continue
            report = audit(service, requirements)
            if report is not None:
                return _outcome(service, report)
    return None


def judged(today: date) -> set[str]:
    """The vulnerabilities that were judged not to reach us, until the day of each row."""
    rows = tomllib.loads((HERE / "judged.toml").read_text(encoding="utf-8")).get("vulnerability", [])
    return {row["id"] for row in rows if row["until"] >= today}


def told(outcome: Outcome | None, accepted: set[str], *, required: bool) -> tuple[int, list[str]]:
    """The exit code, and what is said."""
    if outcome is None:
        line = "NOT AUDITED: no service that knows vulnerabilities can be reached (osv.dev, pypi.org); audit again where one can."
        return int(required), [line]
    open_ones = [each for each in outcome.found if each.name not in accepted]
    lines = [f"{each.package} {each.version}: {each.name}, fixed in {', '.join(each.fixed_in) or 'no version'}" for each in open_ones]
    lines.append(f"{outcome.n_audited} packages audited by {outcome.service}, {len(open_ones)} vulnerabilities that nobody has judged.")
    if outcome.not_audited:
        lines.append(f"NOT AUDITED: {len(outcome.not_audited)} packages are unknown there: {', '.join(outcome.not_audited)}")
    return int(bool(open_ones) or (required and bool(outcome.not_audited))), lines


def pip_audit(program: Path) -> Audit:
    """Audits by the program at this path."""

    def audit(service: str, requirements: Path) -> Report | None:
        options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--timeout", "10", "-f", "json"]
        command = [str(program), "-r", str(requirements), "-s", service, *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        try:
            return json.loads(done.stdout)
        except ValueError:
            return None

    return audit


def _outcome(service: str, report: Report) -> Outcome:
    listed = report["dependencies"]
    found = [
        Found(str(each["name"]), str(each["version"]), vulnerability["id"], tuple(vulnerability["fix_versions"]))
        for each in listed
        for vulnerability in each.get("vulns", ())
    ]
    skipped = tuple(str(each["name"]) for each in listed if "skip_reason" in each)
    return Outcome(service, len(listed) - len(skipped), skipped, tuple(found))


def main() -> int:
    """Audit constraints.txt."""
    outcome = audited(ROOT / "constraints.txt", pip_audit(Path(sys.argv[1])))
    code, lines = told(outcome, judged(date.today()), required=os.environ.get("AUDIT") == "required")  # noqa: DTZ011 -- any time zone will do
    print("\n".join(lines))  # noqa: T201 -- it is a command
    return code


if __name__ == "__main__":
    sys.exit(main())
