from pathlib import Path

import pytest

from whence.catalogue_csv import CatalogueError
from whence.cataloguing import met
from whence.cataloguing.work import Work


def work(number: str = "", image: str = "", culture: str = "Japan", title: str = "") -> Work:
    return Work(culture, number, title, "", "", "", "", image)


@pytest.mark.parametrize(
    ("culture", "nationality", "department", "expected"),
    [
        ("American", "", "The American Wing", "America"),
        ("American", "British", "The American Wing", "America"),
        ("", "American", "The American Wing", None),
        ("", "American", "European Paintings", "America"),
        ("", "American, born Egypt", "Modern and Contemporary Art", "America"),
        ("", "Indian", "Islamic Art", "India"),
        ("", "", "Islamic Art", None),
        ("", "|", "Islamic Art", None),
        ("", "American|American", "Drawings and Prints", "America"),
        ("", "|American", "Drawings and Prints", "America"),
        ("", "American|French", "Drawings and Prints", None),
        ("", "American, Scottish", "European Paintings", None),
        ("Chinese, for American market", "American", "Asian Art", None),
        ("Tibet", "Chinese", "Asian Art", None),
    ],
)
def test_the_museums_word_comes_before_the_artists_nationality(
    culture: str, nationality: str, department: str, expected: str | None
) -> None:
    assert met.object_culture(culture, nationality, department) == expected


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("LC-29_100_453_jps-003.jpg", "29.100.453"),
        ("29_100_453_76205.jpg", "29.100.453"),
        ("ap81.1.657.jpg", "81.1.657"),
        ("1975_268_139_d.JPG", "1975.268.139"),
        ("1981_4_1a.jpg", "1981.4.1a"),
        ("1981_4_1b.jpg ", "1981.4.1b"),
        ("DP161400.jpg", None),
        ("DP-19461-002.jpg", None),
        ("ap10.106.jpg", None),
        ("0245-1.jpg", None),
        ("", None),
    ],
)
def test_accession_numbers_in_image_names(name: str, number: str | None) -> None:
    assert met.accession(f"https://a.org/{name}") == number


def test_a_row_is_filled_by_object_number_and_keeps_what_it_has() -> None:
    known = work("7", "https://a.org/new.jpg", title="Waves")
    (filled,) = met.joined([work("7", "https://a.org/old.jpg")], [known])
    assert (filled.title, filled.image_url) == ("Waves", "https://a.org/old.jpg")


def test_a_row_without_number_is_filled_by_accession_number() -> None:
    known = work("7", "https://a.org/LC-29_100_453_jps.jpg", title="Waves")
    (filled,) = met.joined([work(image="https://a.org/29_100_453.jpg")], [known])
    assert (filled.number, filled.title) == ("7", "Waves")


def test_an_accession_number_of_two_objects_or_of_another_culture_joins_nothing() -> None:
    row = work(image="https://a.org/29_100_453.jpg")
    one = work("7", "https://a.org/29_100_453_a.jpg")
    two = work("8", "https://a.org/29_100_453_b.jpg")
    other = work("9", "https://a.org/29_100_453_c.jpg", culture="China")
    assert list(met.joined([row], [one, two])) == [row]
    assert list(met.joined([row], [other])) == [row]


def test_images_without_accession_number_join_nothing() -> None:
    row = work(image="https://a.org/DP1.jpg")
    assert list(met.joined([row], [work("7", "https://a.org/DP2.jpg")])) == [row]


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "objects.csv"
    path.write_text("object_id,title\n1,Waves\n")
    with pytest.raises(CatalogueError, match="lacks the columns culture, artist"):
        met.read_objects(path)
    with pytest.raises(CatalogueError, match="Cannot read"):
        met.read_gallery(tmp_path / "none.csv")
