"""What the files of every platform name is there: probes, commands, settings, services, rights."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from whence.cli import main
from whence.settings import Settings
from whence.web.health import addresses

PLATFORM = {"WEB_CONCURRENCY", "POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB"}
"""Variables that are not ours to read."""

DEPLOY = ROOT / "deploy"


class Loader(yaml.SafeLoader):
    """Reads CloudFormation's `!Ref name` as its text."""


Loader.add_multi_constructor("!", lambda loader, tag, node: f"{tag} {node.value}")  # type: ignore[no-untyped-call]


def read(name: str) -> Any:
    """The only document of a YAML file, or the list of all."""
    documents = list(yaml.load_all((ROOT / name).read_text(), Loader))
    return documents[0] if len(documents) == 1 else documents


def command(words: list[str]) -> None:
    """Fail where `python -m whence …` is no command."""
    assert words[:3] == ["python", "-m", "whence"]
    group: Any = main
    for word in words[3:]:
        assert (group := group.get_command(None, word)) is not None, words


def test_every_probe_asks_what_there_is() -> None:
    routes = {route.path for route in addresses(None, Settings()).routes}  # type: ignore[arg-type, attr-defined]
    deployment = read("deploy/kubernetes.yaml")[0]["spec"]["template"]["spec"]
    (web,) = deployment["containers"]
    assert web["livenessProbe"]["httpGet"]["path"] == "/healthz"
    for probe in ("startupProbe", "readinessProbe"):
        assert web[probe]["httpGet"]["path"] == "/readyz"
    engine = read("deploy/app.yaml")
    assert engine["liveness_check"]["path"] == "/healthz"
    assert engine["readiness_check"]["path"] == "/readyz"
    assert "/healthz" in re.findall("HEALTHCHECK.*\\n.*", (DEPLOY / "Dockerfile").read_text())[0]
    assert {"/healthz", "/readyz"} <= routes


def test_every_platform_brings_the_database_up_to_date_before_it_serves() -> None:
    deployment = read("deploy/kubernetes.yaml")[0]["spec"]["template"]["spec"]
    compose = read("compose.yaml")["services"]
    release = (ROOT / "Procfile").read_text().splitlines()[0].removeprefix("release: ").split()
    for words in (
        deployment["initContainers"][0]["command"],
        compose["migrate"]["command"],
        release,
    ):
        command(words)
        assert words[3:] == ["feedback", "migrate"]
    waits = compose["web"]["depends_on"]
    assert waits["migrate"]["condition"] == "service_completed_successfully"


def named() -> Iterator[tuple[str, str]]:
    """Every variable that a platform's file sets, with the file."""
    compose = read("compose.yaml")["services"]
    template = read("deploy/lambda/template.yaml")["Resources"]["Whence"]["Properties"]
    for name in json.loads((ROOT / "app.json").read_text())["env"]:
        yield "app.json", name
    for service in compose.values():
        yield from (("compose.yaml", name) for name in service.get("environment", {}))
    yield from (("app.yaml", name) for name in read("deploy/app.yaml")["env_variables"])
    yield from (("template.yaml", name) for name in template["Environment"]["Variables"])
    for file in (ROOT / "Procfile", DEPLOY / "Dockerfile", DEPLOY / "lambda" / "Dockerfile"):
        for name in re.findall(r"\b(WHENCE_\w+|DATABASE_URL|REDIS_URL)=", file.read_text()):
            yield file.name, name


def test_only_settings_that_there_are_are_set() -> None:
    known = set(Settings.variables().values()) | PLATFORM
    assert [each for each in named() if each[1] not in known] == []


def test_behind_a_platforms_proxies_visitors_are_told_apart() -> None:
    assert (
        "WHENCE_TRUSTED_HOPS=${WHENCE_TRUSTED_HOPS:-1} gunicorn app:server"
        in (ROOT / "Procfile").read_text()
    )
    assert read("deploy/app.yaml")["env_variables"]["WHENCE_TRUSTED_HOPS"] == "2"


def test_what_is_kept_lies_where_it_can_be_written() -> None:
    image = (DEPLOY / "Dockerfile").read_text()
    assert "WHENCE_CACHE=/state/" in image
    assert "DATABASE_URL=sqlite:////state/" in image
    assert "WHENCE_CACHE=/tmp/" in (DEPLOY / "lambda" / "Dockerfile").read_text()
    pod = read("deploy/kubernetes.yaml")[0]["spec"]["template"]["spec"]
    mounted = {each["name"]: each["mountPath"] for each in pod["containers"][0]["volumeMounts"]}
    assert mounted == {"state": "/state", "tmp": "/tmp"}  # noqa: S108
    assert {each["name"] for each in pod["volumes"]} == set(mounted)
    web = read("compose.yaml")["services"]["web"]
    assert (web["tmpfs"], web["volumes"]) == (["/tmp"], ["state:/state"])  # noqa: S108


def test_composes_services_call_each_other_by_their_names() -> None:
    compose = read("compose.yaml")
    services = compose["services"]
    settings = services["web"]["environment"]
    for address in settings.values():
        assert re.split("[@/:]+", address.partition("}")[2] or address)[1] in services
    assert all(
        volume.partition(":")[0] in compose["volumes"] for volume in ("state", "corrections")
    )


@pytest.mark.parametrize("service", ["web", "migrate"])
def test_ours_has_no_rights_that_it_does_not_need(service: str) -> None:
    ours = read("compose.yaml")["services"][service]
    assert ours["read_only"]
    assert ours["cap_drop"] == ["ALL"]
    assert ours["security_opt"] == ["no-new-privileges:true"]
    assert all(port.startswith("127.0.0.1:") for port in ours.get("ports", []))
    pod = read("deploy/kubernetes.yaml")[0]["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"]
    for container in (*pod["containers"], *pod["initContainers"]):
        locked = container["securityContext"]
        assert locked["readOnlyRootFilesystem"]
        assert not locked["allowPrivilegeEscalation"]
        assert locked["capabilities"] == {"drop": ["ALL"]}
    image = (DEPLOY / "Dockerfile").read_text()
    assert "\nUSER 10001:10001\n" in image
    assert "pip uninstall --yes pip" in image


def test_strangers_neither_call_the_lambda_unsigned_nor_read_its_bucket() -> None:
    resources = read("deploy/lambda/template.yaml")["Resources"]
    ours = resources["Whence"]["Properties"]
    assert ours["FunctionUrlConfig"]["AuthType"] == "AWS_IAM"
    assert ours["Environment"]["Variables"]["WHENCE_PUBLIC_URLS"] == "Ref PublicUrls"
    guarded = resources["Pictures"]["Properties"]["PublicAccessBlockConfiguration"]
    assert len(guarded) == 4
    assert all(guarded.values())
    assert resources["Rest"]["Properties"]["BinaryMediaTypes"] == ["*~1*"]
    assert 20 <= ours["Timeout"] < 29, "a gateway gives up after 29 seconds"


def test_the_platforms_python_is_one_that_is_tested() -> None:
    python = (ROOT / "runtime.txt").read_text().strip().removeprefix("python-")
    for file in (DEPLOY / "Dockerfile", DEPLOY / "lambda" / "Dockerfile"):
        assert set(re.findall(r"python:(\d\.\d+)", file.read_text())) == {python}
    assert python in re.findall(r"\d\.\d+", (ROOT / "Makefile").read_text())
    assert json.loads((ROOT / "app.json").read_text())["stack"] == "heroku-24"
