"""The statistics page, without a browser."""

from pathlib import Path

from tests.test_gallery import STUDIES
from tests.web.test_exhibits import MEASURED, shown
from whence.statistics import Table
from whence.web.exhibits import Exhibits
from whence.web.pages.statistics import page

CULTURES = ("America", "China", "India", "Japan")


def test_of_cultures_it_shows_what_hangs_and_what_the_museum_says(tmp_path: Path) -> None:
    said = str(page(shown(tmp_path).tables, "", CULTURES))
    for words in ("figure-holdings", "the museum says", "'Museum'", "no museum address"):
        assert words in said


def test_of_other_labels_it_speaks_of_the_data_and_not_of_what_hangs(tmp_path: Path) -> None:
    tables = shown(tmp_path).tables | {
        "accuracy": Table(("culture", "works", "right", "low", "high"), [("hat", 3, 1, 0.5, 1)]),
        "confusion": Table(("museum", "network", "works"), [("hat", "hat", 3)]),
        "misses": Table(("work", "museum", "network", "sure"), [("a", "wool_hat", "cap", 0.9)]),
    }
    said = str(page(tables, "", ("hat", "wool_hat", "cap")))
    for words in ("figure-accuracy", "By label", "the data say", "'Picture'", "wool hat"):
        assert words in said
    for words in ("figure-holdings", "the museum", "'Museum'", "museum address", "By culture"):
        assert words not in said


def test_of_some_of_the_cultures_it_does_not_show_what_does_not_hang(tmp_path: Path) -> None:
    said = str(page(shown(tmp_path).tables, "", ("China", "Japan")))
    assert "figure-holdings" not in said
    assert "figure-accuracy" in said


def test_a_network_without_an_error_has_no_works_to_speak_of(tmp_path: Path) -> None:
    none = {"misses": Table(("work", "museum", "network", "sure"), [])}
    said = str(page(shown(tmp_path).tables | none, "", ("hat", "cap")))
    assert "No work." in said
    assert "museum address" not in said


def test_where_nothing_is_confused_there_are_no_errors(tmp_path: Path) -> None:
    assert "Hall of errors" not in str(page(Exhibits(STUDIES, tmp_path, "m-1").tables, "", ()))


def test_how_good_a_model_of_several_labels_is_is_said(tmp_path: Path) -> None:
    test = {"n": 1400, "accuracy": 0.91, "map": 0.85, "per_class": {"sea": {"n": 3}}}
    several = {"model": MEASURED["model"], "test": test}
    changes = dict.fromkeys(MEASURED) | several
    sentence = shown(tmp_path, **changes).sentence
    assert "Of 1,400 pictures" in sentence
    assert "91 %" in sentence
    assert "precision 85 %" in sentence
    assert set(shown(tmp_path, **changes).tables) == {"holdings", "misses"}
