"""What stands in deploy/ is of the form that Docker, Compose and Helm read, and speaks of settings, commands and paths that there are.

Nothing is built or started here: that needs Docker, a cluster and the images of others.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.app import create_app
from assistant.settings import Settings
from tests.api.fakes import FakeYouju

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SETTINGS = {f"YOUJU_{name.upper()}" for name in Settings.model_fields}
EXAMPLE = {"POSTGRES_PASSWORD": "p", "YOUJU_SECRET_KEY": "s", "YOUJU_PUBLIC_URL": "", "MINIO_USER": "m", "MINIO_PASSWORD": "m"}
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")


def instructions(stage: int) -> list[tuple[str, str]]:
    """The instructions of a stage of the Dockerfile, each with its words."""
    joined = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", DOCKERFILE, flags=re.MULTILINE))
    lines = [line.partition(" ") for line in re.split(r"^(?=FROM )", joined, flags=re.MULTILINE)[stage + 1].splitlines() if line.strip()]
    return [(name, words.strip()) for name, _, words in lines]


def words_of(name: str, stage: int) -> list[str]:
    return [words for each, words in instructions(stage) if each == name]


def test_the_dockerfile_passes_its_linter() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    if not hadolint.exists() and not shutil.which("hadolint"):
        pytest.skip("hadolint is not installed: pip install '.[dev]'")
    found = subprocess.run([str(hadolint), str(DEPLOY / "Dockerfile")], capture_output=True, text=True, check=False)
    assert (found.stdout + found.stderr, found.returncode) == ("", 0)


def test_the_image_runs_as_nobody_in_particular_and_tells_how_it_fares() -> None:
    assert words_of("USER", 1) == ["10001:10001"]
    assert instructions(1).index(("USER", "10001:10001")) < [name for name, _ in instructions(1)].index("ENTRYPOINT")
    assert "/healthz" in words_of("HEALTHCHECK", 1)[0]
    assert not re.search(r"\b(?:apt-get|curl|wget|git|ADD)\b", DOCKERFILE), "the package index is all that may be asked for"


def test_what_is_copied_into_the_image_is_there_and_is_not_kept_out() -> None:
    kept = {line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = {source for words in words_of("COPY", 0) for source in words.split()[:-1]}
    assert copied == kept
    assert all((ROOT / source).exists() for source in copied)
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]["find"]["include"]
    assert {name.rstrip("*") for name in packages} <= copied


def test_the_image_installs_pinned_extras_that_there_are() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    [extras] = re.findall(r"'\.\[([a-z,]+)\]'", DOCKERFILE)
    assert set(extras.split(",")) <= set(project["optional-dependencies"])
    installs = [words for words in words_of("RUN", 0) if "pip install" in words]
    assert all("--constraint constraints.txt" in words for words in installs)
    [low, high] = (tuple(map(int, version.split("."))) for version in re.findall(r"3\.\d+", project["requires-python"]))
    assert all(low <= tuple(map(int, version.split("."))) < high for version in re.findall(r"FROM python:(3\.\d+)-", DOCKERFILE))


def test_the_example_names_every_variable_that_compose_asks_for() -> None:
    asked = {name for path in DEPLOY.glob("compose*.yaml") for name in re.findall(r"\$\{(\w+)", path.read_text("utf-8"))}
    example = (DEPLOY / "example.env").read_text("utf-8")
    assert asked == set(re.findall(r"^(\w+)=$", example, flags=re.MULTILINE)) == set(EXAMPLE)


def composed(*names: str) -> dict[str, Any]:
    """Compose files as one, with the variables of the example; mappings are merged, and all else is replaced, as Compose does."""
    merged: dict[str, Any] = {}
    for name in names:
        text = re.sub(r"\$\{(\w+)[^}]*\}", lambda found: EXAMPLE[found[1]], (DEPLOY / name).read_text("utf-8"))
        merged = _merged(merged, yaml.safe_load(text))
    return merged


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    both = {key: _merged(one[key], other[key]) for key in one.keys() & other.keys() if isinstance(one[key], dict)}
    return {**one, **other, **both}


@pytest.mark.parametrize("names", [("compose.yaml",), ("compose.yaml", "compose.milvus.yaml")], ids=["chroma", "milvus"])
def test_compose_speaks_of_what_there_is(names: tuple[str, ...]) -> None:
    project = composed(*names)
    services, volumes = project["services"], project["volumes"]
    for service in services.values():
        assert "image" in service
        assert not service["image"].endswith(":latest")
        assert set(service.get("depends_on", ())) <= set(services)
        assert {mount.partition(":")[0] for mount in service.get("volumes", ())} <= set(volumes)
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ())), "a proxy stands in front"
    told = {name: str(value) for name, value in services["api"]["environment"].items()}
    assert set(told) <= SETTINGS
    settings = Settings(**{name.removeprefix("YOUJU_").lower(): value for name, value in told.items()})
    assert settings.is_shared
    assert services["api"]["read_only"]
    assert "--workers" in services["api"]["command"]
    assert (ROOT / "deploy" / services["api"]["build"]["context"] / services["api"]["build"]["dockerfile"]).exists()


def rendered(name: str) -> list[dict[str, Any]]:
    """The objects of a template, with the values of the chart: all that it uses of Helm is to put values in."""
    values = {"Values": yaml.safe_load((DEPLOY / "helm" / "values.yaml").read_text("utf-8")), "Release": {"Name": "youju"}}

    def value(found: re.Match[str]) -> str:
        known: Any = values
        for part in found[1].split("."):
            known = known[part]
        return str(known)

    text = re.sub(r"\{\{ \.([\w.]+) \}\}", value, (DEPLOY / "helm" / "templates" / name).read_text("utf-8"))
    assert "{{" not in text
    return list(yaml.safe_load_all(text))


@pytest.mark.parametrize("name", ["api.yaml", "postgres.yaml"])
def test_the_chart_renders_to_objects_that_belong_together(name: str) -> None:
    objects = rendered(name)
    assert all({"apiVersion", "kind", "metadata"} <= set(each) for each in objects)
    names = {each["metadata"]["name"] for each in objects}
    assert len(names) == 1
    [pods] = [each["spec"] for each in objects if each["kind"] == "StatefulSet"]
    [service] = [each["spec"] for each in objects if each["kind"] == "Service"]
    labels = pods["template"]["metadata"]["labels"]
    assert labels == pods["selector"]["matchLabels"] == service["selector"]
    pod = pods["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"]
    [container] = pod["containers"]
    assert not container["securityContext"]["allowPrivilegeEscalation"]
    mounted = {mount["name"] for mount in container["volumeMounts"]}
    assert mounted == {volume["name"] for volume in pod.get("volumes", ())} | {
        claim["metadata"]["name"] for claim in pods["volumeClaimTemplates"]
    }


def test_the_chart_sets_settings_and_probes_paths_that_there_are() -> None:
    [container] = next(each for each in rendered("api.yaml") if each["kind"] == "StatefulSet")["spec"]["template"]["spec"]["containers"]
    assert {each["name"] for each in container["env"]} <= SETTINGS
    paths = {container[probe]["httpGet"]["path"] for probe in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert paths <= set(create_app(FakeYouju()).openapi()["paths"])


def test_the_page_names_every_file_of_the_folder() -> None:
    page = (DEPLOY / "README.md").read_text("utf-8")
    for path in DEPLOY.rglob("*"):
        if path.is_file() and path.name != "README.md" and path.parent.name != "templates":
            assert path.name in page, path
