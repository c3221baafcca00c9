import csv
import io

import pytest

from tests.test_gallery import STUDIES
from whence.catalogue import Catalogue
from whence.statistics import (
    NO_DATE,
    Answer,
    Results,
    accuracy,
    century,
    holdings,
    in_time,
    measured,
    shares_found,
)

LABELS = ("China", "Japan")


def results(*answers: tuple[str, float]) -> Results:
    """Answers given as (truth, probability of China)."""
    return Results(
        LABELS,
        [
            Answer(f"{truth}/s__an-artist_work-{i}.jpg", truth, (china, 1 - china))
            for i, (truth, china) in enumerate(answers)
        ],
    )


@pytest.fixture
def four() -> Results:
    return results(("China", 0.9), ("China", 0.3), ("Japan", 0.05), ("Japan", 0.6))


def test_accuracy_is_of_the_cultures_that_occur_with_their_intervals() -> None:
    absent = {"n": 0, "recall": 0.0, "interval95": None}
    found = {"China": {"n": 8, "recall": 0.75, "interval95": (0.5, 0.9)}, "Japan": absent}
    table = accuracy(found)
    assert table.columns == ("culture", "works", "right", "low", "high")
    assert table.rows == [("China", 8, 0.75, 0.5, 0.9)]
    with pytest.raises(LookupError):
        accuracy({"China": {"n": 8, "recall": 0.75}})


def test_shares_found_are_of_the_cultures_that_occur() -> None:
    assert shares_found(LABELS, [[0, 0], [1, 3]]) == {"Japan": 0.75}


def test_confusion_counts_every_pair_the_museums_label_first() -> None:
    some = results(("China", 0.9), ("China", 0.3), ("China", 0.2), ("Japan", 0.05))
    assert some.confusion().columns == ("museum", "network", "works")
    assert some.confusion().rows == [
        ("China", "China", 1),
        ("China", "Japan", 2),
        ("Japan", "China", 0),
        ("Japan", "Japan", 1),
    ]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (
            "Japan/met__katsushika-hokusai_the-great_wave-2.jpg",
            "Katsushika Hokusai: the great wave 2",
        ),
        ("Japan/met__unknown.jpg", "unknown"),
        ("Siamese/100_7.jpg", "100_7"),
    ],
)
def test_a_work_is_called_what_its_file_tells_of_it(file: str, name: str) -> None:
    assert Answer(file, "Japan", (0.5, 0.5)).name == name


def test_figures_that_were_measured_are_taken_by_their_names() -> None:
    rows = [{"n": 3, "accuracy": 0.5, "from": 0.9}, {"n": 4, "accuracy": 1.0, "from": 0.8}]
    table = measured(rows, right="accuracy", works="n")
    assert table.columns == ("right", "works")
    assert table.rows == [(0.5, 3), (1.0, 4)]
    with pytest.raises(KeyError):
        measured(rows, right="share")


def test_misses_are_sorted_by_how_sure_they_were_and_a_cell_can_be_opened(four: Results) -> None:
    assert [row[1:3] for row in four.misses().rows] == [("China", "Japan"), ("Japan", "China")]
    assert four.misses("Japan", "Japan").rows == [("An Artist: work 2", "Japan", "Japan", 0.95)]
    more = results(("China", 0.4), ("Japan", 0.7), ("Japan", 0.9))
    assert [row[0] for row in more.misses().rows] == [f"An Artist: work {n}" for n in (2, 1, 0)]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("ca. 1830", "19th"),
        ("1800", "18th"),
        ("1801–5", "19th"),
        ("16th–17th century", "16th"),
        ("late 11th century", "11th"),
        ("2nd quarter of the 21st century", "21st"),
        ("second half of the19th century", "19th"),
        ("10th month, 1847", "19th"),
        ("1st day of 1850", "19th"),
        ("2nd year of Kaei (1849)", "19th"),
        ("3rd decade of the 18th century", "18th"),
        ("3rd-quarter 19th century", "19th"),
        ("inventory 18345", "no date in our list"),
        ("13th century", "13th"),
        ("253", "3rd"),
        ("1870s", "19th"),
        ("1800s", "19th"),
        ("3rd century B.C.", "no date in our list"),
        ("3rd century BC", "no date in our list"),
        ("210 B. C.", "no date in our list"),
        ("c. 1200 BCE", "no date in our list"),
        ("500–400 B.C.E.", "no date in our list"),
        ("July 4th, 1876", "19th"),
        ("7th lunar month, 1853", "19th"),
        ("18th century?; spurious date of 1506", "18th"),
        ("19th cenutry, after 1820", "19th"),
        ("dated 905", "10th"),
        ("A.H. 1015/A.D. 1606–7", "17th"),
        ("dated A.H. 1249–50/A.D. 1833–34", "19th"),
        ("dated 1111 AH/1699–1700 CE", "17th"),
        ("A.H. 1015", "no date in our list"),
        ("Utah 1905", "20th"),
        ("Ming dynasty", "no date in our list"),
        ("", "no date in our list"),
    ],
)
def test_century(date: str, expected: str) -> None:
    assert century(date) == expected


def test_centuries_stand_in_order_and_what_has_no_date_last() -> None:
    assert sorted(["19th", NO_DATE, "4th", "21st"], key=in_time) == ["4th", "19th", "21st", NO_DATE]


def test_holdings_are_in_order_of_culture_and_time() -> None:
    first = next(iter(STUDIES))
    dates = ["1900", "", "ca. 1750", "9th century", "1850", "1851"]
    works = [first._replace(id=date, culture="Japan", date=date) for date in dates]
    other = first._replace(id="other", culture="China", date="1950")
    table = holdings(Catalogue([*works, other]))
    assert table.columns == ("culture", "century", "works")
    assert table.rows == [
        ("China", "20th", 1),
        ("Japan", "9th", 1),
        ("Japan", "18th", 1),
        ("Japan", "19th", 3),
        ("Japan", "no date in our list", 1),
    ]


def test_csv_has_a_header_and_quotes(four: Results) -> None:
    rows = list(csv.reader(io.StringIO(four.misses().to_csv())))
    assert rows[0] == ["work", "museum", "network", "sure"]
    assert len(rows) == 3


def test_results_are_read_from_an_evaluation() -> None:
    evaluation = {
        "test": {"confusion": {"labels": LABELS}},
        "items": [["China/a__b_c.jpg", "China", [0.8, 0.2]]],
    }
    assert Results.of(evaluation).confusion().rows[0] == ("China", "China", 1)
