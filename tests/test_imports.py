"""What may import what."""

import subprocess
import sys

from tests.conftest import ROOT

HEAVY = {"tensorflow", "keras", "sklearn", "matplotlib", "scipy", "sqlalchemy", "alembic"}


def modules_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(result.stdout.split())


def test_the_web_process_never_loads_tensorflow() -> None:
    loaded = modules_after("import app; from whence.web.app import create_app")
    assert "whence.web.callbacks" in loaded
    assert not {name.partition(".")[0] for name in loaded} & HEAVY
    assert not any(name.startswith("whence.learning") for name in loaded)


def test_the_core_knows_nothing_of_the_web() -> None:
    loaded = modules_after("import whence.gallery")
    assert not {"dash", "fastapi", "uvicorn"} & {name.partition(".")[0] for name in loaded}
    assert not any(name.startswith("whence.web.") for name in loaded)
    assert "whence.web" not in loaded


def test_each_step_knows_only_the_steps_before_it() -> None:
    order = ["cultures", "catalogue", "pictures", "preprocessing", "bundle", "classifier"]
    for position, name in enumerate(order):
        loaded = modules_after(f"import whence.{name}")
        assert not loaded & {f"whence.{later}" for later in order[position + 1 :]}, name
