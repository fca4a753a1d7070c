"""What the project says of itself: its pins, its contracts, its two READMEs and its commands."""

import re
import shlex
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from api.cli import main
from api.cli.application import OWN_COMMANDS
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
READMES = ("README.md", "README.zh-CN.md")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins() -> dict[str, str]:
    lines = [line for line in text_of("constraints.txt").splitlines() if line and not line.startswith("#")]
    return dict(line.split("==") for line in lines)


def requirements() -> list[Requirement]:
    project = PROJECT["project"]
    return [Requirement(line) for lines in (project["dependencies"], *project["optional-dependencies"].values()) for line in lines]


def table_rows(name: str, prefix: str) -> list[list[str]]:
    """The cells of the table rows of a README that begin with `prefix`, in order."""
    rows = [line for line in text_of(name).splitlines() if line.startswith(f"| `{prefix}")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def commands(name: str) -> list[list[str]]:
    """The command lines in the shell blocks of a document, in words."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text_of(name), flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def test_every_pin_is_one_exact_version_for_any_machine():
    for name, version in pins().items():
        assert name == canonicalize_name(name)
        assert Version(version).local is None


@pytest.mark.parametrize("requirement", requirements(), ids=lambda requirement: requirement.name)
def test_every_direct_dependency_is_bounded_and_pinned_within_its_bounds(requirement):
    operators = {part.operator for part in requirement.specifier}
    assert {">=", "<"} <= operators
    assert requirement.specifier.contains(pins()[canonicalize_name(requirement.name)])


def test_every_import_contract_names_modules_that_exist():
    rows = [row for contract in PROJECT["tool"]["importlinter"]["contracts"] for row in contract.get("ignore_imports", [])]
    importers = {row.split(" -> ")[0].removesuffix(".*") for row in rows}
    missing = [
        name
        for name in importers
        if not (ROOT / name.replace(".", "/")).with_suffix(".py").exists() and not (ROOT / name.replace(".", "/")).is_dir()
    ]
    assert not missing


def test_scripts_call_what_a_person_calls():
    assert "make test" in text_of(".ci/run")
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
    assert "Apache License" in text_of("LICENSE")


@pytest.mark.parametrize("name", READMES)
def test_readme_lists_every_setting_with_its_default(name):
    listed = {row[0].strip("`"): row[-1].strip("`") for row in table_rows(name, "YOUJU_")}
    assert list(listed) == [f"YOUJU_{field}".upper() for field in Settings.model_fields]
    for field, information in Settings.model_fields.items():
        default = information.default
        shown = listed[f"YOUJU_{field}".upper()]
        if isinstance(default, bool):
            assert shown == str(default).lower()
        elif isinstance(default, int) or (isinstance(default, str) and default):
            assert shown == str(default)
        elif information.default_factory is None:
            assert shown == ""


def test_english_readme_describes_every_setting_as_the_settings_do():
    described = {row[0].strip("`"): row[1] for row in table_rows("README.md", "YOUJU_")}
    assert described == {f"YOUJU_{field}".upper(): information.description for field, information in Settings.model_fields.items()}


@pytest.mark.parametrize("name", READMES)
def test_readme_lists_every_command(name):
    listed = {row[0].strip("`").split()[1] for row in table_rows(name, "youju ")}
    assert listed == OWN_COMMANDS | {point.name for point in entry_points(group="youju.commands")}


def test_both_readmes_show_the_same_commands_and_sections():
    english, chinese = (commands(name) for name in READMES)
    assert english == chinese
    counts = [len(re.findall(r"^##+ ", text_of(name), flags=re.MULTILINE)) for name in READMES]
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_every_make_target_and_path_that_a_document_names_exists(name):
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), flags=re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", text_of(name))) <= targets
    assert {words[1] for words in commands(name) if words[0] == "make"} <= targets
    paths = re.findall(r"`((?:api|assistant|corpus|evals|indexing|tests)/[^`\s{]*)`", text_of(name))
    assert not [path for path in paths if not (ROOT / path).exists()]


def test_commands_of_the_readme_do_what_they_say(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("YOUJU_HOME", str(tmp_path))
    monkeypatch.chdir(ROOT)
    lines = [words[1:] for words in commands("README.md") if words[0] == "youju"]
    assert [words[0] for words in lines[:2]] == ["ingest", "ask"]
    for words in lines:
        with pytest.raises(SystemExit) as stop:
            main(words)
        printed = capsys.readouterr()
        assert (stop.value.code, printed.err) == (0, ""), words
        assert printed.out.strip(), words
