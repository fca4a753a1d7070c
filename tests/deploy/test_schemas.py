"""What stands in deploy/ has the members that Kubernetes and Compose know, of the types that they know, and names settings that there are.

Objects of Kubernetes go through the models of its own client, which Chroma brings along. Compose files are held against the schema of the
Compose Specification: `compose_spec.json`, as docker-compose 1.29.2 shipped it under Apache-2.0.
"""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer
import yaml
from kubernetes.client import ApiClient

from api.cli.application import app
from tests.deploy.test_deploy import DEPLOY, SETTINGS, composed, rendered

COMPOSE = jsonschema.Draft201909Validator(json.loads(Path(__file__).with_name("compose_spec.json").read_text("utf-8")))
MODELS = {"Service": "V1Service", "StatefulSet": "V1StatefulSet", "PodDisruptionBudget": "V1PodDisruptionBudget"}
TEMPLATES = ("api.yaml", "postgres.yaml")

Change = Callable[[dict[str, Any]], object]


def as_known(described: dict[str, Any]) -> dict[str, Any]:
    """What Kubernetes' client makes of an object: it loses members that it does not know, and raises where one is missing or wrong."""
    client = ApiClient()
    return client.sanitize_for_serialization(client.deserialize(json.dumps(described), MODELS[described["kind"]], "application/json"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_kubernetes_knows_every_member(name: str) -> None:
    for described in rendered(name):
        assert as_known(described) == described


def pod_of(described: dict[str, Any]) -> dict[str, Any]:
    return described["spec"]["template"]["spec"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda stateful: pod_of(stateful).update(securityContexts={}), id="a-member-that-is-none"),
        pytest.param(lambda stateful: pod_of(stateful)["containers"][0].pop("name"), id="a-member-that-is-missing"),
        pytest.param(lambda stateful: stateful["spec"].update(replicas="four"), id="a-word-for-a-number"),
        pytest.param(lambda stateful: pod_of(stateful)["securityContext"].update(runAsNonRoot="yes"), id="a-word-for-a-truth-value"),
    ],
)
def test_what_kubernetes_does_not_know_is_noticed(change: Change) -> None:
    described = copy.deepcopy(next(each for each in rendered("api.yaml") if each["kind"] == "StatefulSet"))
    change(described)
    try:
        known = as_known(described)
    except ValueError:
        return
    assert known != described


def check_compose(project: dict[str, Any]) -> None:
    # The schema is older than the name of a project.
    COMPOSE.validate({name: part for name, part in project.items() if name != "name"})


COMPOSED = [("compose.yaml",), ("compose.yaml", "compose.milvus.yaml"), ("compose.milvus.yaml",)]


@pytest.mark.parametrize("names", COMPOSED)
def test_compose_files_follow_the_specification(names: tuple[str, ...]) -> None:
    check_compose(composed(*names))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda api: api.update(readonly=True), id="a-member-that-is-none"),
        pytest.param(lambda api: api.update(ports="8000:8000"), id="a-word-for-a-list"),
        pytest.param(lambda api: api["depends_on"].update(postgres={"condition": "service_alive"}), id="a-condition-that-is-none"),
    ],
)
def test_what_compose_does_not_know_is_noticed(change: Change) -> None:
    project = composed("compose.yaml")
    change(project["services"]["api"])
    with pytest.raises(jsonschema.ValidationError):
        check_compose(project)


FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    assert set(re.findall(r"YOUJU_[A-Z0-9_]*[A-Z0-9]", path.read_text("utf-8"))) <= SETTINGS


def test_every_part_that_several_servers_need_is_told_of() -> None:
    page = (DEPLOY / "README.md").read_text("utf-8")
    shared = {name for name in SETTINGS if name.endswith(("DATABASE_URL", "CHROMA_URL", "MILVUS_URL", "VECTOR_ENGINE", "SECRET_KEY"))}
    assert {name for name in shared if f"`{name}" not in page} == set()


def test_every_command_and_target_that_the_page_names_exists() -> None:
    page = (DEPLOY / "README.md").read_text("utf-8")
    commands = typer.main.get_command(app).commands
    assert {*re.findall(r"`youju (\w+)", page), *re.findall(r"\bapi (\w+) ", "\n".join(re.findall(r"run --rm .*", page)))} <= set(commands)
    targets = set(re.findall(r"^([a-z-]+):", (DEPLOY.parent / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", page)) <= targets


def test_the_chart_names_itself_as_helm_wants() -> None:
    chart = yaml.safe_load((DEPLOY / "helm" / "Chart.yaml").read_text("utf-8"))
    assert (chart["apiVersion"], chart["type"], chart["name"]) == ("v2", "application", "youju")
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", chart[name]) for name in ("version", "appVersion"))
    values = yaml.safe_load((DEPLOY / "helm" / "values.yaml").read_text("utf-8"))
    for dependency in chart["dependencies"]:
        assert set(dependency) == {"name", "version", "repository", "condition"}
        part, _, member = dependency["condition"].partition(".")
        assert isinstance(values[part][member], bool)
