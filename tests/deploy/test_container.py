import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from kubernetes_validate import validate

from deploy.container import build
from tests.conftest import ROOT
from whence.settings import Settings

BIN = Path(sys.executable).parent
DEPLOY = ROOT / "deploy"
SECRETS = {"DATABASE_URL", "REDIS_URL"}


def run(*command: str | Path) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def documents(name: str) -> Sequence[dict[str, object]]:
    return list(yaml.safe_load_all((ROOT / name).read_text()))


def test_the_dockerfile_follows_the_linter() -> None:
    run(BIN / "hadolint", "deploy/Dockerfile")


def test_the_compose_file_is_what_compose_reads() -> None:
    run(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml")


@pytest.mark.parametrize("manifest", documents("deploy/kubernetes.yaml"), ids=lambda m: m["kind"])
def test_the_manifest_is_what_kubernetes_reads(manifest: dict[str, object]) -> None:
    validate(manifest, "1.37", strict=True)


def test_everything_that_is_copied_reaches_the_builder(tmp_path: Path) -> None:
    allowed = [
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if "!" in line
    ]
    steps = (DEPLOY / "Dockerfile").read_text().splitlines()
    copied = [
        line.split()[1:-1] for line in steps if line.startswith("COPY") and "--from" not in line
    ]
    assert {name for names in copied for name in names} == set(allowed)
    assert all((ROOT / name).exists() for name in allowed)


def test_the_image_runs_as_nobody_in_particular_and_cannot_write_its_code() -> None:
    compose = documents("compose.yaml")[0]["services"]
    assert isinstance(compose, dict)
    assert "USER 10001:10001" in (DEPLOY / "Dockerfile").read_text()
    for name in ("web", "migrate"):
        assert compose[name]["read_only"] is True
        assert compose[name]["cap_drop"] == ["ALL"]


def test_every_variable_that_is_set_is_one_that_whence_reads() -> None:
    known = {*Settings.variables().values(), "WEB_CONCURRENCY", "PORT"}
    compose = documents("compose.yaml")[0]["services"]
    assert isinstance(compose, dict)
    engine = documents("deploy/app.yaml")[0]["env_variables"]
    assert isinstance(engine, dict)
    assert {*compose["web"]["environment"], *engine} <= known
    assert set(compose["web"]["environment"]) == SECRETS


def test_no_password_is_written_down() -> None:
    text = (ROOT / "compose.yaml").read_text()
    assert text.count("${POSTGRES_PASSWORD:?") == 2


@pytest.mark.skipif(not shutil.which("bwrap"), reason="needs Debian's package `bubblewrap`")
def test_steps_are_carried_out_in_a_clean_folder(tmp_path: Path) -> None:
    context = tmp_path / "context"
    (context / "deploy").mkdir(parents=True)
    (context / "note.txt").write_text("hung\n")
    (context / "deploy" / "Dockerfile").write_text(
        "FROM python AS first\nWORKDIR /app\nCOPY note.txt ./\nRUN cat note.txt note.txt > twice\n"
        "FROM python\nCOPY --from=first /app /app\nENV A=1 B=$PATH\n"
        'USER 7:8\nCMD ["cat", "/app/x"]\n'
    )
    image = build(context, Path(sys.executable).resolve(), tmp_path / "work")
    assert (image.folder / "app" / "twice").read_text() == "hung\nhung\n"
    assert image.command == ["cat", "/app/x"]
    assert image.env["A"] == "1"
    assert image.env["B"].endswith("/bin")
    assert {"--reuid=7", "--regid=8"} <= set(image.running(image.command))


def test_a_step_that_the_rehearsal_does_not_know_is_named(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "Dockerfile").write_text("FROM python\nONBUILD RUN true\n")
    with pytest.raises(SystemExit, match="ONBUILD"):
        build(tmp_path, Path(sys.executable), tmp_path / "work")
