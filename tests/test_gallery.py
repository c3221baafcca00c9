import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.museums.trouble import Trouble
from whence.bundle import read
from whence.cache import DiskCache
from whence.catalogue import Catalogue
from whence.classifier import Classifier
from whence.encoded import Encoded
from whence.gallery import REPLACEMENTS, SEEN, Gallery
from whence.museums.errors import NotFound, Unreachable
from whence.museums.http import MuseumClient
from whence.painting import Painting
from whence.pictures import MOST_BYTES, PictureError, decode
from whence.records import Store
from whence.settings import Settings
from whence.sight import look
from whence.sources import PictureSource

STUDIES = Catalogue.load(ROOT / "data" / "studies.csv")
CLASSIFIER = Classifier(read(ROOT / "tests" / "fixtures" / "tiny" / "tiny.pkl"))


class Shelf:
    """A source that has some pictures and counts what it is asked for."""

    def __init__(self, missing: set[str] | None = None, error: Exception | None = None) -> None:
        self.missing = missing or set()
        self.error = error or NotFound("The museum has not got this picture.")
        self.asked: list[str] = []
        self.deadlines: list[float] = []

    def bytes_of(self, painting: Painting, deadline: float) -> Encoded:
        self.asked.append(painting.id)
        self.deadlines.append(deadline)
        if painting.id in self.missing:
            raise self.error
        return Encoded(Path(next(iter(STUDIES)).image_url).read_bytes())

    def in_memory(self, painting: Painting) -> Encoded | None:
        return None


def works(count: int) -> Catalogue:
    first = next(iter(STUDIES))
    return Catalogue([first._replace(id=f"work-{number}") for number in range(count)])


def gallery(catalogue: Catalogue, source: object, store: Store | None = None) -> Gallery:
    rng = random.Random(1)
    return Gallery(catalogue, STUDIES, source, CLASSIFIER, rng, store)  # type: ignore[arg-type]


class Forger:
    """A store in which somebody else has changed what is kept."""

    def __init__(self) -> None:
        self.kept = b""

    def get(self, key: str) -> bytes | None:
        return self.kept.replace(b"Japan", b"<i>hello</i>") or None

    def put(self, key: str, data: bytes) -> None:
        self.kept = data


def test_a_kept_answer_with_labels_that_the_model_has_not_is_not_believed() -> None:
    store, catalogue = Forger(), works(1)
    first = gallery(catalogue, Shelf(), store).predict(next(iter(catalogue)))
    assert b"Japan" in store.kept
    again = gallery(catalogue, Shelf(), store).predict(next(iter(catalogue)))
    assert again.labels == first.labels


class Keeper:
    """A store that two galleries share."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def put(self, key: str, data: bytes) -> None:
        self.kept[key] = data


def test_an_answer_that_was_judged_by_another_temperature_is_not_shared() -> None:
    store, catalogue = Keeper(), works(1)
    warm = Classifier(replace(CLASSIFIER.bundle, temperature=50.0))
    first = gallery(catalogue, Shelf(), store).predict(next(iter(catalogue)))
    other = Gallery(catalogue, STUDIES, Shelf(), warm, store=store)  # type: ignore[arg-type]
    assert other.predict(next(iter(catalogue))).confidence < first.confidence
    assert len(store.kept) == 2


def test_no_work_returns_before_fifty_others_were_seen() -> None:
    hall, seen = gallery(works(SEEN + 1), Shelf()), []
    for _ in range(200):
        painting = hall.choose(seen[-SEEN:])
        assert painting.id not in seen[-SEEN:]
        seen.append(painting.id)


def test_a_work_drawn_before_hangs_if_it_can_be_had() -> None:
    hall = gallery(works(60), Shelf(missing={"work-7"}))
    had, lost = hall.catalogue.get("work-8"), hall.catalogue.get("work-7")
    assert hall.choose(first=had) == had
    assert hall.choose(first=lost) not in (lost, None)


def test_a_small_catalogue_never_shows_the_same_work_twice_in_a_row() -> None:
    hall, seen = gallery(works(3), Shelf()), ["work-0"]
    for _ in range(50):
        seen.append(hall.choose(seen).id)
    assert all(earlier != later for earlier, later in pairwise(seen))


def test_a_catalogue_of_one_work_shows_it_again() -> None:
    assert gallery(works(1), Shelf()).choose(["work-0"]).id == "work-0"


def test_a_work_that_cannot_be_had_is_skipped_for_another() -> None:
    shelf = Shelf(missing={"work-0", "work-1"})
    hall = gallery(works(8), shelf)
    for _ in range(30):
        assert hall.choose().id in hall.catalogue


def test_a_work_that_cannot_be_had_is_not_tried_again_in_its_own_place() -> None:
    hall = gallery(works(9), Shelf(missing={"work-0"}))
    good = [f"work-{number}" for number in range(1, 9)]
    for count in range(9):
        assert hall.choose(good[:count]).id in good


@pytest.mark.parametrize("error", [NotFound("x"), Unreachable("x"), PictureError("broken")])
def test_after_three_replacements_a_study_hangs(error: Exception) -> None:
    shelf = Shelf(missing={f"work-{number}" for number in range(9)}, error=error)
    hall = gallery(works(9), shelf)
    painting = hall.choose()
    assert painting.id in STUDIES
    assert not hall.from_museum(painting)
    assert len(shelf.asked) == 1 + REPLACEMENTS


def test_all_tries_share_one_patience() -> None:
    shelf = Shelf(missing={f"work-{number}" for number in range(9)})
    gallery(works(9), shelf).choose(patience=5.0)
    tried = shelf.deadlines
    assert 5.0 >= tried[0] > tried[1] > tried[2] > tried[3]


def test_a_work_hangs_instead_where_the_catalogue_has_it_not() -> None:
    hall, own, study = gallery(works(2), Shelf()), gallery(STUDIES, Shelf()), next(iter(STUDIES))
    assert [hall.instead(painting) for painting in (study, *hall.catalogue)] == [True, False, False]
    assert not own.instead(study)


def test_no_work_resembles_itself() -> None:
    hall = gallery(works(3), Shelf())
    first, *others = hall.catalogue
    for painting in (first, *others):
        hall.predict(painting)
    assert sorted(hall.resembling(first)) == sorted(others)


def test_what_the_studies_resemble_is_known_before_anything_was_judged(tmp_path: Path) -> None:
    rows = (ROOT / "data" / "studies.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "works.csv").write_text(rows[0] + "work-" + rows[1], encoding="utf-8")
    hall = Gallery.open(Settings(catalogue=(tmp_path / "works.csv",), cache=tmp_path / "cache"))
    study = next(iter(hall.studies))
    assert {painting.id for painting in hall.resembling(study)} < {each.id for each in hall.studies}
    assert len(hall.resembling(study)) == 4


def test_what_works_of_every_catalogue_resemble_is_known(tmp_path: Path) -> None:
    every = ROOT / "data" / "studies.csv"
    rows = every.read_text(encoding="utf-8").splitlines(keepends=True)
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text(rows[0] + "work-" + rows[1], encoding="utf-8")
    other.write_text(rows[0] + "other-" + rows[1], encoding="utf-8")
    hall = Gallery.open(Settings(catalogue=(one, every), studies=other, cache=tmp_path / "cache"))
    assert len(hall.resembling(next(iter(STUDIES)))) == 4


def test_no_study_returns_while_the_museum_is_away() -> None:
    hall = gallery(works(9), Shelf(missing={f"work-{number}" for number in range(9)}))
    *seen, last = (study.id for study in STUDIES)
    assert hall.choose(seen).id == last


def test_two_galleries_do_not_draw_alike() -> None:
    one, other = (
        Gallery(works(60), STUDIES, Shelf(), CLASSIFIER)  # type: ignore[arg-type]
        for _ in range(2)
    )
    assert [one.pick().id for _ in range(20)] != [other.pick().id for _ in range(20)]


def test_ids_of_works_and_studies_are_found_and_others_are_not() -> None:
    hall = gallery(works(2), Shelf())
    study = next(iter(STUDIES)).id
    assert hall.get("work-1") is not None
    assert hall.get(study) is not None
    assert hall.get("../app.py") is None


def test_a_prediction_is_kept_and_is_that_of_the_picture() -> None:
    shelf = Shelf()
    hall = gallery(works(2), shelf)
    painting = hall.get("work-0")
    assert painting is not None
    first = hall.predict(painting)
    assert hall.predict(painting) is first
    assert shelf.asked == ["work-0"]
    assert "work-0" in hall.neighbours
    picture = decode(Path(painting.image_url).read_bytes(), CLASSIFIER.bundle.spec.size)
    assert first.probabilities == CLASSIFIER.predict(picture).probabilities


def test_ratio_is_width_over_height() -> None:
    hall = gallery(works(1), Shelf())
    painting = hall.get("work-0")
    assert painting is not None
    height, width = decode(Path(painting.image_url).read_bytes()).shape[:2]
    assert hall.ratio(painting) == pytest.approx(width / height, rel=0.02)


@pytest.mark.parametrize(
    "way",
    [
        "/missing",
        "/forbidden",
        "/error",
        "/moved/to-other-port",
        "/moved/to-private",
        "/moved/to-metadata",
        "/drip",
        "/drip-header",
        "/hang",
        "/truncated",
        "/endless",
        "/huge.png",
        "/html",
        "/reset",
    ],
)
def test_whatever_a_museum_does_a_painting_hangs(way: str, tmp_path: Path) -> None:
    first = next(iter(STUDIES))
    with Trouble() as museum:
        catalogue = Catalogue([first._replace(id="trouble", image_url=museum.url(way))])
        source = PictureSource(
            DiskCache(tmp_path, 10_000_000), MuseumClient([museum.origin], MOST_BYTES)
        )
        hall = gallery(catalogue, source)
        painting = hall.choose(patience=1.5)
        assert painting.id in STUDIES
        assert hall.predict(painting).label in CLASSIFIER.bundle.labels
        assert museum.strayed == {}


def test_a_picture_is_decoded_once_from_its_arrival_to_its_verdict(tmp_path: Path) -> None:
    first, size = next(iter(STUDIES)), CLASSIFIER.bundle.spec.size
    with Trouble() as museum:
        client = MuseumClient([museum.origin], MOST_BYTES)
        source = PictureSource(DiskCache(tmp_path, 10_000_000), client, size)
        hall = gallery(Catalogue([first._replace(image_url=museum.url("/good/77.jpg"))]), source)
        look.cache_clear()
        painting = hall.choose()
        assert hall.predict(painting).label in CLASSIFIER.bundle.labels
        assert hall.ratio(painting) > 0
        assert look.cache_info().misses == 1
