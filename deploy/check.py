"""Rehearse every deployment on this machine: `git push heroku main`, then the container.

Prints resident memory, compressed size and the time that SIGTERM took, keeps them in
deploy/check.json for the documents, and exits 1 past a limit.
"""

import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from deploy import container, heroku

ROOT = Path(__file__).resolve().parent.parent
LIMITS = {
    "megabytes_slug": 200.0,
    "megabytes_resident": 512.0,
    "seconds_to_stop": 10.0,
    "container_megabytes_resident": 512.0,
    "container_seconds_to_stop": 10.0,
}


def main() -> int:
    """Run every rehearsal in a temporary folder; return the exit code."""
    python = _python()
    with tempfile.TemporaryDirectory(prefix="whence-") as name:
        folder = Path(name)
        # The container's user, who is not ours, must find its way in.
        folder.chmod(0o755)
        _check_out(folder / "slug")
        size, dyno = heroku.rehearse(folder / "slug", python)
        _check_out(folder / "context")
        box = container.rehearse(folder / "context", python, folder / "build")
    measured = [size, dyno.memory, dyno.stopped, box.memory, box.stopped]
    results = dict(zip(LIMITS, measured, strict=True))
    for name, value in results.items():
        print(f"{name}: {value:.1f} (limit {LIMITS[name]:.0f})")
    rounded = {name: round(value, 1) for name, value in results.items()}
    (ROOT / "deploy" / "check.json").write_text(json.dumps(rounded, indent=2) + "\n")
    clean = dyno.clean and box.clean
    return 0 if clean and all(value < LIMITS[name] for name, value in results.items()) else 1


def _check_out(folder: Path) -> None:
    archive = subprocess.run(
        ["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")


def _python() -> Path:
    version = re.search(r"\d+\.\d+", (ROOT / "runtime.txt").read_text())
    assert version, "runtime.txt names no Python version"  # noqa: S101
    found = subprocess.run([ROOT / "deploy" / "find_python", version[0]], capture_output=True)
    if found.returncode:
        sys.exit(f"Python {version[0]}, which runtime.txt names, is not on this machine.")
    return Path(found.stdout.decode().strip()).resolve()


if __name__ == "__main__":
    sys.exit(main())
