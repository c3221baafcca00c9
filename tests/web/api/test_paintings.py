"""The collection, read page by page."""

from base64 import urlsafe_b64encode
from itertools import chain
from typing import Any

import pytest
import requests

from tests.browsing import Served
from tests.conftest import ROOT
from whence.catalogue import Catalogue
from whence.catalogue_faults import LONGEST_ID

STUDY = next(iter(Catalogue.load(ROOT / "data" / "studies.csv")))


def get(gallery: Served, path: str = "", **asked: Any) -> requests.Response:
    return requests.get(f"{gallery.url}/api/v1/paintings{path}", params=asked, timeout=20)


def pages(gallery: Served, **asked: Any) -> list[list[str]]:
    """Ask for page after page; return the ids of each."""
    found = []
    cursor: str | None = ""
    while cursor is not None:
        assert len(found) < 100, "the pages never end"
        page = get(gallery, cursor=cursor, **asked).json()
        found.append([work["id"] for work in page["items"]])
        cursor = page["next"]
    return found


def test_pages_hold_every_work_once_and_in_order(gallery: Served) -> None:
    whole = [work["id"] for work in get(gallery, limit=100).json()["items"]]
    found = pages(gallery, limit=7)
    assert [len(page) for page in found[:-1]] == [7] * (len(found) - 1)
    assert list(chain.from_iterable(found)) == whole
    assert len(set(whole)) == len(whole) == get(gallery).json()["total"]
    assert [work["id"] for work in get(gallery).json()["items"]] == whole[:20]


def test_the_cursor_of_the_longest_id_is_taken(gallery: Served) -> None:
    """No work of that id is here, so it is refused for that and not for its length."""
    cursor = urlsafe_b64encode(b"a" * LONGEST_ID).decode().rstrip("=")
    assert get(gallery, cursor=cursor).json()["code"] == "bad-cursor"


def test_a_last_page_that_is_full_leads_nowhere(gallery: Served) -> None:
    total = get(gallery, culture="India").json()["total"]
    assert len(pages(gallery, culture="India", limit=total)) == 1


def test_what_is_asked_for_is_what_comes(gallery: Served) -> None:
    found = get(gallery, culture="Japan", words="fuji", limit=100).json()
    assert found["total"] == len(found["items"]) > 0
    for work in found["items"]:
        assert work["culture"] == "Japan"
        assert "fuji" in work["title"].lower()
    for outcome in ("right", "wrong", "unsure"):
        assert get(gallery, outcome=outcome).status_code == 200
    assert get(gallery, culture="Atlantis").json() == {"items": [], "total": 0, "next": None}


def test_a_work_says_what_is_public_of_it_and_not_where_its_file_lies(gallery: Served) -> None:
    work = get(gallery, f"/{STUDY.id}").json()
    assert work["title"] == STUDY.title
    assert work["picture"].startswith("/api/v1/pictures/")
    assert "image_url" not in work
    assert str(ROOT) not in str(work)
    picture = requests.get(f"{gallery.url}{work['picture']}?width=160", timeout=10)
    assert picture.headers["content-type"] == "image/jpeg"


def test_any_work_has_a_picture_and_is_drawn_anew(gallery: Served) -> None:
    replies = [get(gallery, "/random") for _ in range(8)]
    assert len({reply.json()["id"] for reply in replies}) > 1
    assert replies[0].headers["cache-control"] == "no-store"
    picture = requests.get(gallery.url + replies[0].json()["picture"], timeout=10)
    assert picture.status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": 0},
        {"limit": 101},
        {"limit": "x"},
        {"limit": "9" * 40},
        {"outcome": "splendid"},
        {"words": "a" * 101},
        {"cuture": "Japan"},
        {"culture": ["Japan", "India"]},
        {"cursor": "!"},
        {"cursor": "\0\ud7ff"},
        {"cursor": "bm9ib2R5"},
    ],
)
def test_what_does_not_fit_is_refused(gallery: Served, asked: dict[str, Any]) -> None:
    reply = get(gallery, **asked)
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"
    if "cursor" not in asked:
        (fault,) = reply.json()["errors"]
        assert fault["where"] == f"query.{next(iter(asked))}"


@pytest.mark.parametrize("width", ["0", "-5", "wide"])
def test_a_picture_of_no_width_is_refused(gallery: Served, width: str) -> None:
    reply = requests.get(f"{gallery.url}/api/v1/pictures/{STUDY.id}?width={width}", timeout=10)
    assert (reply.status_code, reply.json()["errors"][0]["where"]) == (422, "query.width")


@pytest.mark.parametrize(
    "address",
    [
        f"/paintings/{STUDY.id}",
        "/paintings/random",
        "/labels",
        "/model",
        f"/pictures/{STUDY.id}",
        f"/pictures/{STUDY.id}/why",
    ],
)
def test_what_no_route_knows_or_stands_twice_is_refused_everywhere(
    gallery: Served, address: str
) -> None:
    asked = [("width", 160), ("width", 320), ("colour", "red")]
    reply = requests.get(f"{gallery.url}/api/v1{address}", params=asked, timeout=20)
    assert reply.status_code == 422
    assert [fault["where"] for fault in reply.json()["errors"]] == ["query.width", "query.colour"]


def test_the_pages_own_pictures_bear_what_others_add_to_an_address(gallery: Served) -> None:
    address = f"{gallery.url}/pictures/{STUDY.id}?width=160&utm_source=letter"
    assert requests.get(address, timeout=20).status_code == 200


@pytest.mark.parametrize("path", ["/nobody", "/%00", "/%ff", "/..%2f..%2fapp.py", "/" + "a" * 5000])
def test_an_unknown_work_is_not_found(gallery: Served, path: str) -> None:
    reply = get(gallery, path)
    assert (reply.status_code, reply.json()["code"]) == (404, "not-found")
