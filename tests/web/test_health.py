"""What a balancer asks: alive, ready, and only for operators the figures."""

from dataclasses import replace
from pathlib import Path

import pytest
import requests
from fastapi import FastAPI
from starlette.testclient import TestClient

from deploy.serving import free_port
from tests.browsing import ROOT, Served
from tests.web.layered import awaited, visit
from whence.bundle import read
from whence.catalogue import Catalogue
from whence.classifier import Classifier
from whence.feedback.keeper import Keeper
from whence.gallery import Gallery
from whence.settings import Settings
from whence.shared import Shared
from whence.sources import PictureSource
from whence.web.health import Readiness, addresses
from whence.web.workers import Workers

STUDIES = Catalogue.load(ROOT / "data" / "studies.csv")
BUNDLE = read(ROOT / "model" / "culture.pkl")
TOKEN = "a-token-of-some-length"  # noqa: S105


def gallery(tmp_path: Path, studies: Catalogue = STUDIES, labels: tuple[str, ...] = ()) -> Gallery:
    bundle = replace(BUNDLE, labels=labels) if labels else BUNDLE
    source = PictureSource.from_settings(Settings(cache=tmp_path))
    return Gallery(STUDIES, studies, source, Classifier(bundle))


def readiness(hall: Gallery, shared: Shared | None = None) -> Readiness:
    return Readiness(hall, Workers(), shared or Shared(), Keeper(Settings()))


def report(hall: Gallery, shared: Shared | None = None) -> dict[str, object]:
    return awaited(readiness(hall, shared).report())


def test_the_gallery_is_alive_and_ready(gallery: Served) -> None:
    assert requests.get(f"{gallery.url}/healthz", timeout=30).json() == {"alive": True}
    answer = requests.get(f"{gallery.url}/readyz", timeout=30)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    said = answer.json()
    assert said["ready"]
    assert said["golden"]["right"]
    assert said["model"] == BUNDLE.id
    assert said["works"] == len(STUDIES)
    assert said["redis"] == "none"
    assert said["corrections"] in ("unused", "in use")
    assert set(said["museums"].values()) == {"asked"}


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_a_balancer_may_ask_for_the_headers_alone(gallery: Served, path: str) -> None:
    answer = requests.head(f"{gallery.url}{path}", timeout=30)
    assert answer.status_code == 200
    assert not answer.content


def test_a_network_that_answers_wrongly_is_not_ready(tmp_path: Path) -> None:
    first = next(iter(STUDIES))
    other = next(work for work in STUDIES if work.culture != first.culture)
    wrong = Catalogue([first._replace(culture=other.culture)])
    said = report(gallery(tmp_path, wrong))
    assert said["ready"] is False
    assert said["golden"] == {"picture": first.id, "said": first.culture, "right": False}


def test_a_model_of_other_labels_is_ready_when_it_answers(tmp_path: Path) -> None:
    said = report(gallery(tmp_path, labels=("beagle", "collie", "poodle", "pug")))
    assert said["ready"] is True


def test_a_model_of_ones_own_need_not_know_our_studies(tmp_path: Path) -> None:
    first = next(iter(STUDIES))
    other = next(work for work in STUDIES if work.culture != first.culture)
    hall = gallery(tmp_path, Catalogue([first._replace(culture=other.culture)]))
    hall.classifier.bundle = replace(BUNDLE, recipe="mine")
    assert report(hall)["ready"] is True


def test_what_the_gallery_can_do_without_is_told_and_no_reason_to_wait(tmp_path: Path) -> None:
    shared = Shared(f"redis://127.0.0.1:{free_port()}/0")
    shared.put("key", b"", 1)
    (tmp_path / "file").touch()
    hall = gallery(tmp_path / "file" / "cache")
    hall._source.cache.put("key", b"")
    for breaker in hall._source._museum._breakers.values():
        for _ in range(3):
            breaker.failed()
    said = report(hall, shared)
    assert said["ready"] is True
    assert said["redis"] == "lost"
    assert said["cache"] == "refused"
    assert set(said["museums"].values()) == {"left in peace"}  # type: ignore[attr-defined]


def figures(address: str, token: str | None = None, **headers: str) -> int:
    app = FastAPI()
    app.include_router(addresses(None, Settings(metrics_token=token)))  # type: ignore[arg-type]
    client: TestClient = visit(app, address)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get("/metrics", headers=named).status_code


@pytest.mark.parametrize(
    ("address", "token", "headers", "status"),
    [
        ("127.0.0.1", None, {}, 200),
        ("192.0.2.1", None, {}, 403),
        ("127.0.0.1", None, {"x_forwarded_for": "127.0.0.1"}, 403),
        ("127.0.0.1", None, {"x_forwarded_host": "example.org"}, 403),
        ("127.0.0.1", None, {"x_real_ip": "127.0.0.1"}, 403),
        ("127.0.0.1", None, {"via": "1.1 proxy"}, 403),
        ("192.0.2.1", TOKEN, {"authorization": f"Bearer {TOKEN}"}, 200),
        ("127.0.0.1", TOKEN, {}, 403),
        ("127.0.0.1", TOKEN, {"authorization": "Bearer ünsinn"}, 403),
    ],
)
def test_figures_are_for_who_runs_the_gallery(
    address: str, token: str | None, headers: dict[str, str], status: int
) -> None:
    sendable = {name: value.encode() for name, value in headers.items()}
    assert figures(address, token, **sendable) == status  # type: ignore[arg-type]


def test_a_picture_that_cannot_be_had_is_told_and_asked_for_again(tmp_path: Path) -> None:
    first = next(iter(STUDIES))
    picture = tmp_path / "first.webp"
    hall = gallery(tmp_path / "cache", Catalogue([first._replace(image_url=str(picture))]))
    ready = readiness(hall)
    missing = awaited(ready.report())
    assert missing["ready"] is False
    assert missing["golden"]["right"] is False
    assert "not where the catalogue says" in missing["golden"]["error"]
    picture.write_bytes(Path(first.image_url).read_bytes())
    assert awaited(ready.report())["ready"] is True
