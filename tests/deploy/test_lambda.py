import json
import os
import re
import subprocess
import sys
import sysconfig
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

from deploy import lambda_package
from tests.conftest import ROOT
from tests.test_aws import STUDY
from whence.settings import Settings

BIN = Path(sys.executable).parent
FOLDER = ROOT / "deploy" / "lambda"


class Loader(yaml.SafeLoader):
    """Reads CloudFormation's short functions as what they hold."""


Loader.add_multi_constructor("!", lambda loader, _, node: node.value)


def lines(file: str) -> list[str]:
    return [line for line in (ROOT / file).read_text().splitlines() if "==" in line]


def test_the_template_is_what_cloudformation_reads() -> None:
    done = subprocess.run(
        [BIN / "cfn-lint", FOLDER / "template.yaml"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_the_template_names_what_there_is() -> None:
    function = yaml.load((FOLDER / "template.yaml").read_text(), Loader)["Resources"]["Whence"]  # noqa: S506
    context = (FOLDER / function["Metadata"]["DockerContext"]).resolve()
    assert (context / function["Metadata"]["Dockerfile"]).exists()
    variables = function["Properties"]["Environment"]["Variables"]
    assert set(variables) <= set(Settings.variables().values())


def test_the_dockerfile_follows_the_linter_and_names_the_handler() -> None:
    done = subprocess.run([BIN / "hadolint", FOLDER / "Dockerfile"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert 'CMD ["whence.aws.handler"]' in (FOLDER / "Dockerfile").read_text()


def test_everything_that_is_copied_reaches_the_builder() -> None:
    ignore = (FOLDER / "Dockerfile.dockerignore").read_text().splitlines()
    allowed = [line[1:] for line in ignore if line.startswith("!")]
    steps = (FOLDER / "Dockerfile").read_text().splitlines()
    for step in steps:
        if step.startswith("COPY") and "--from" not in step:
            for name in step.split()[1:-1]:
                assert any(path == name or path.startswith(f"{name}/") for path in allowed), name
    assert all((ROOT / path).exists() for path in allowed)


def test_its_libraries_are_those_of_the_gallery() -> None:
    pinned = {line.split(" ;")[0].replace(".", "-").lower() for line in lines("constraints.txt")}
    for line in lines("deploy/lambda/requirements.txt"):
        assert line.replace(".", "-").lower() in pinned


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own part of the package, without the libraries."""
    folder = tmp_path_factory.mktemp("package")
    for pattern in (*lambda_package.OURS, *lambda_package.MODEL):
        for path in ROOT.glob(pattern):
            copy = folder / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.symlink_to(path)
    return folder


ANSWER = f"""
import base64, json, pathlib, sys
from whence.aws import handler

said = handler({{"image": base64.b64encode(open({str(STUDY)!r}, "rb").read()).decode()}}, None)
assert "label" in said, said
files = [file for module in sys.modules.values() if (file := getattr(module, "__file__", None))]
maps = pathlib.Path("/proc/self/maps")  # what the modules themselves load, where a system tells
files += [line.split()[-1] for line in maps.read_text().splitlines()] if maps.exists() else []
print(json.dumps([list(sys.modules), files]))
"""


@pytest.fixture(scope="module")
def loaded(package: Path) -> tuple[list[str], list[str]]:
    """Names of the modules, and the files, that one answer takes."""
    done = subprocess.run(
        [sys.executable, "-c", ANSWER], cwd=package, capture_output=True, text=True, check=True
    )
    modules, files = json.loads(done.stdout)
    return modules, files


def test_nothing_that_is_loaded_is_left_out_of_the_package(
    loaded: tuple[list[str], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    libraries = sysconfig.get_path("platlib") + os.sep
    names = {file.removeprefix(libraries) for file in loaded[1] if file.startswith(libraries)}
    assert any(name.startswith("cv2") for name in names)
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: None)  # all is installed already
    lambda_package.main(tmp_path)
    assert {name for name in names if not (tmp_path / name).exists()} == set()


def test_the_package_answers_with_no_other_library_than_it_has(
    loaded: tuple[list[str], list[str]],
) -> None:
    tops = {name.partition(".")[0] for name in loaded[0]}
    owners = packages_distributions()
    loaded = {owner for top in tops for owner in owners.get(top, ())}
    named = {
        re.sub(r"[._]", "-", line.partition("==")[0]).lower()
        for line in lines("deploy/lambda/requirements.txt")
    }
    # used where they are installed, never needed
    optional = {"brotli", "simplejson", "setuptools", "coverage"}
    assert {re.sub(r"[._]", "-", name).lower() for name in loaded} - optional <= named
