"""The application as `curl` sees it, and how it refuses to start."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
import requests

from deploy.serving import free_port
from tests.browsing import ROOT, Served, serve
from whence.catalogue import Catalogue

STUDY = next(iter(Catalogue.load(ROOT / "data" / "studies.csv")))


def test_a_picture_is_served_byte_for_byte_and_kept_by_the_browser(gallery: Served) -> None:
    reply = requests.get(f"{gallery.url}/pictures/{STUDY.id}", timeout=10)
    assert reply.content == Path(STUDY.image_url).read_bytes()
    assert reply.headers["content-type"] == "image/webp"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "max-age" in reply.headers["cache-control"]
    again = requests.get(reply.url, headers={"If-None-Match": reply.headers["etag"]}, timeout=10)
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        f"/pictures/{STUDY.id}",
        f"/pictures/{STUDY.id}?width=160",
        "/play/pictures/2026-01-01/0",
    ],
)
def test_pictures_are_kept_for_a_day(gallery: Served, path: str) -> None:
    reply = requests.get(gallery.url + path, timeout=10)
    assert reply.headers["content-type"].startswith("image/")
    assert reply.headers["cache-control"] == "public, max-age=86400"
    again = requests.get(reply.url, headers={"If-None-Match": reply.headers["etag"]}, timeout=10)
    assert (again.status_code, again.headers["cache-control"]) == (304, "public, max-age=86400")


@pytest.mark.parametrize("place", ["2999-01-01/0", "2026-01-01/9999", "no game/0"])
def test_what_hangs_in_no_game_is_not_found(gallery: Served, place: str) -> None:
    reply = requests.get(f"{gallery.url}/play/pictures/{place}", timeout=10)
    assert reply.status_code == 404
    assert "No such painting hangs in this game." in reply.text


@pytest.mark.parametrize("painting_id", ["nobody", "..%2Fapp.py", "%00", "a" * 5000])
def test_an_unknown_picture_is_not_found(gallery: Served, painting_id: str) -> None:
    reply = requests.get(f"{gallery.url}/pictures/{painting_id}", timeout=10)
    assert reply.status_code == 404


def test_bootstrap_is_served_from_here_and_nothing_around_it(gallery: Served) -> None:
    page = requests.get(gallery.url, timeout=10).text
    assert "https://" not in page
    style = requests.get(f"{gallery.url}/vendor/bootstrap5/css/bootstrap.min.css", timeout=10)
    assert style.headers["content-encoding"] in {"br", "gzip"}
    escape = requests.get(f"{gallery.url}/vendor/%2e%2e/__init__.py", timeout=10)
    assert "import" not in escape.text


def start(**settings: object) -> subprocess.CompletedProcess[str]:
    knobs = {f"WHENCE_{name.upper()}": str(value) for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**os.environ, **knobs, "PORT": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_model_with_a_wrong_digest_ends_the_start_with_one_sentence(tmp_path: Path) -> None:
    for suffix in ("pkl", "json"):
        shutil.copy(ROOT / "tests" / "fixtures" / "tiny" / f"tiny.{suffix}", tmp_path)
    with (tmp_path / "tiny.pkl").open("ab") as file:
        file.write(b"x")
    result = start(model=tmp_path / "tiny.pkl")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert result.stderr.startswith("Whence cannot start: ")
    assert len(result.stderr.splitlines()) == 1


def test_a_bad_catalogue_ends_the_start_and_names_its_lines(tmp_path: Path) -> None:
    bad = tmp_path / "works.csv"
    bad.write_text(
        "id,culture,title,artist,date,medium,museum,page_url,image_url,licence\n"
        "a,China,,,,,,,https://images.metmuseum.org/a.jpg,\n"
        "a,Atlantis,,,,,,,https://images.metmuseum.org/b.jpg,\n"
    )
    result = start(catalogue=bad)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "3" in result.stderr
    assert "Atlantis" in result.stderr


@pytest.mark.parametrize(("name", "value"), [("cache_megabytes", "many"), ("museums", "ftp://x")])
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    result = start(**{name: value})
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert f"WHENCE_{name.upper()}" in result.stderr


@pytest.mark.parametrize("port", ["abc", "70000"])
def test_a_wrong_port_is_named(port: str) -> None:
    result = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**os.environ, "PORT": port},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert "PORT" in result.stderr
    assert "Traceback" not in result.stderr


def test_one_process_needs_no_number_of_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "many")
    with serve(tmp_path) as served:
        assert requests.get(f"{served.url}/healthz", timeout=10).ok


def test_ctrl_c_closes_it_without_a_traceback() -> None:
    command, port = [sys.executable, "app.py"], str(free_port())
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "PORT": port}, text=True, **pipes
    ) as web:
        assert web.stdout
        assert "Ctrl-C closes it" in web.stdout.readline()
        requests.get(f"http://127.0.0.1:{port}/healthz", timeout=30)
        web.send_signal(signal.SIGINT)
        _, said = web.communicate(timeout=30)
    assert web.returncode == 0
    assert "Traceback" not in said


def test_on_ones_own_machine_it_is_open_to_nobody_else(tmp_path: Path) -> None:
    with serve(tmp_path) as served:
        heard = {
            line.laddr.ip
            for line in served.process.net_connections("inet")
            if line.status == psutil.CONN_LISTEN
        }
    assert heard == {"127.0.0.1"}


def test_a_port_that_is_taken_is_told_with_another() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env={**os.environ, "PORT": str(port)},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert f"Port {port} cannot be used (Address already in use)" in done.stderr
    assert "Traceback" not in done.stderr
