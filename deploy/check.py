"""Rehearse `git push heroku main`: build the slug, start the Procfile's line, click, stop.

Prints resident memory, compressed size and the time that SIGTERM took, keeps them in
deploy/check.json for the documents, and exits 1 past a limit.
"""

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import psutil
import requests

ROOT = Path(__file__).resolve().parent.parent
MEMORY_LIMIT = 512
SLUG_LIMIT = 200
STOP_LIMIT = 10
CLICK = {
    "output": "..hung.data...seen.data...notice.children..",
    "outputs": [
        {"id": "hung", "property": "data"},
        {"id": "seen", "property": "data"},
        {"id": "notice", "property": "children"},
    ],
    "inputs": [{"id": "show", "property": "n_clicks", "value": 1}],
    "state": [
        {"id": "next", "property": "data", "value": None},
        {"id": "seen", "property": "data", "value": []},
    ],
    "changedPropIds": ["show.n_clicks"],
}


def main() -> int:
    """Run every step in a temporary folder; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="whence-slug-") as folder:
        slug = Path(folder)
        _check_out(slug)
        python = _build(slug)
        size = _compressed_megabytes(slug)
        memory, stopped, clean = _serve(slug, python)
    rows = [
        ("slug, compressed", size, SLUG_LIMIT, "MB"),
        ("resident memory of all processes", memory, MEMORY_LIMIT, "MB"),
        ("SIGTERM to exit", stopped, STOP_LIMIT, "s"),
    ]
    for name, value, limit, unit in rows:
        print(f"{name}: {value:.1f} {unit} (limit {limit} {unit})")
    results = {"megabytes_slug": size, "megabytes_resident": memory, "seconds_to_stop": stopped}
    rounded = {name: round(value, 1) for name, value in results.items()}
    (ROOT / "deploy" / "check.json").write_text(json.dumps(rounded, indent=2) + "\n")
    return 0 if clean and all(value < limit for _, value, limit, _ in rows) else 1


def _check_out(slug: Path) -> None:
    archive = subprocess.run(
        ["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(slug, filter="data")


def _build(slug: Path) -> Path:
    version = re.search(r"\d+\.\d+", (slug / "runtime.txt").read_text())
    assert version, "runtime.txt names no Python version"  # noqa: S101
    found = subprocess.run([ROOT / "deploy" / "find_python", version[0]], capture_output=True)
    if found.returncode:
        sys.exit(f"Python {version[0]}, which runtime.txt names, is not on this machine.")
    python = slug / ".heroku" / "bin" / "python"
    subprocess.run([found.stdout.decode().strip(), "-m", "venv", slug / ".heroku"], check=True)
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-compile", "-r", "requirements.txt"],
        cwd=slug,
        check=True,
    )
    return python


def _compressed_megabytes(slug: Path) -> float:
    packed = slug.parent / f"{slug.name}.tar.gz"
    try:
        with tarfile.open(packed, "w:gz", compresslevel=6) as tar:
            tar.add(slug, arcname="app")
        return packed.stat().st_size / 1e6
    finally:
        packed.unlink(missing_ok=True)


def _serve(slug: Path, python: Path) -> tuple[float, float, bool]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    path = f"{python.parent}:{os.environ['PATH']}"
    web = subprocess.Popen(
        [Path(sys.executable).parent / "honcho", "start", "-p", str(port), "web"],
        cwd=slug,
        env={"PATH": path, "HOME": str(slug), "WEB_CONCURRENCY": "2", "PORT": str(port)},
    )
    try:
        _click(f"http://127.0.0.1:{port}")
        processes = psutil.Process(web.pid).children(recursive=True)
        memory = sum(p.memory_info().rss for p in processes) / 1e6
        start = time.monotonic()
        web.send_signal(signal.SIGTERM)
        web.wait(30)
        stopped = time.monotonic() - start
        _, alive = psutil.wait_procs(processes, timeout=0)
        return memory, stopped, not alive
    finally:
        web.kill()


def _click(address: str) -> None:
    session = requests.Session()
    for _ in range(100):
        try:
            session.get(address, timeout=5).raise_for_status()
            break
        except requests.ConnectionError:
            time.sleep(0.2)
    start = time.monotonic()
    for _ in range(8):
        reply = session.post(f"{address}/_dash-update-component", json=CLICK, timeout=30)
        reply.raise_for_status()
    hung = json.loads(reply.text)["response"]["hung"]["data"]
    picture = session.get(f"{address}/pictures/{hung}", timeout=30)
    picture.raise_for_status()
    print(f"first clicks answered in {time.monotonic() - start:.2f} s: {hung}")


if __name__ == "__main__":
    sys.exit(main())
