"""Rehearse `git push heroku main`: the slug, and the line that the Procfile runs."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

from deploy.serving import Served, free_port, serve


def rehearse(slug: Path, python: Path) -> tuple[float, Served]:
    """Build the environment beside the sources in `slug`, serve it.

    Return the slug's compressed size in megabytes and what serving it measured.
    """
    own = slug / ".heroku" / "bin" / "python"
    subprocess.run([python, "-m", "venv", slug / ".heroku"], check=True)
    subprocess.run(
        [own, "-m", "pip", "install", "--quiet", "--no-compile", "-r", "requirements.txt"],
        cwd=slug,
        check=True,
    )
    return _compressed_megabytes(slug), _serve(slug, own)


def _compressed_megabytes(slug: Path) -> float:
    packed = slug.parent / f"{slug.name}.tar.gz"
    try:
        with tarfile.open(packed, "w:gz", compresslevel=6) as tar:
            tar.add(slug, arcname="app")
        return packed.stat().st_size / 1e6
    finally:
        packed.unlink(missing_ok=True)


def _serve(slug: Path, python: Path) -> Served:
    port = free_port()
    env = {
        "PATH": f"{python.parent}:{os.environ['PATH']}",
        "HOME": str(slug),
        "WEB_CONCURRENCY": "2",
        "PORT": str(port),
    }
    honcho = Path(sys.executable).parent / "honcho"
    return serve([honcho, "start", "-p", str(port), "web"], slug, env, port)
