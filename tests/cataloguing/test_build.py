from dataclasses import replace

import pytest

from whence.cataloguing.build import build
from whence.cataloguing.report import Report
from whence.cataloguing.work import Work
from whence.painting import Painting

WAVE = Work(
    culture="Japanese",
    number="7",
    title="波|The  Great Wave",
    artist="HOKUSAI|Hokusai",
    date=" ca. 1830 ",
    medium="Woodblock\nprint",
    page_url="http://a.org/7",
    image_url="https://a.org/ap1 front.jpg ",
    public="True",
)


def built(**sources: list[Work]) -> tuple[list[Painting], Report]:
    return build(sources, "met", "The Met")


def test_a_work_is_tidied() -> None:
    (painting,), _ = built(a=[WAVE])
    assert painting == Painting(
        id="met-7",
        culture="Japan",
        title="The Great Wave",
        artist="Hokusai",
        date="ca. 1830",
        medium="Woodblock print",
        museum="The Met",
        page_url="https://a.org/7",
        image_url="https://a.org/ap1%20front.jpg",
        licence="CC0",
    )


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("DP161400.jpg", "met-DP161400"),
        ("ap54.181 recto.jpg", "met-ap54-181-recto"),
        ("1995_598a,b.jpg", "met-1995_598a-b"),
        ("4087.jpg", "met-image-4087"),  # not met-4087, which is the object of that number
    ],
)
def test_a_work_without_number_is_named_after_its_image(image: str, expected: str) -> None:
    (painting,), _ = built(a=[replace(WAVE, number="", image_url=f"https://a.org/{image}")])
    assert painting.id == expected


@pytest.mark.parametrize(("public", "licence"), [("True", "CC0"), ("", "unknown")])
def test_the_licence_is_cc0_only_where_that_is_known(public: str, licence: str) -> None:
    (painting,), _ = built(a=[replace(WAVE, public=public)])
    assert painting.licence == licence


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"culture": "Korea"}, "none of the four cultures"),
        ({"culture": ""}, "none of the four cultures"),
        ({"public": "False"}, "not in the public domain"),
        ({"image_url": " "}, "no picture"),
        ({"image_url": "http://[bad"}, "no picture"),
    ],
)
def test_refusals_are_counted_by_reason(change: dict[str, str], why: str) -> None:
    paintings, report = built(a=[WAVE, replace(WAVE, number="8", **change)])
    assert [painting.id for painting in paintings] == ["met-7"]
    assert report.dropped == {"a": {why: 1}}


def test_a_page_that_cannot_be_an_address_is_left_out() -> None:
    (painting,), report = built(a=[replace(WAVE, page_url="http://[bad")])
    assert painting.page_url == ""
    assert "page links brought to https" not in report.mended


def test_the_same_picture_is_kept_once_however_it_is_written() -> None:
    quoted = replace(WAVE, number="", image_url="https://a.org/ap1%20front.jpg")
    paintings, report = built(a=[WAVE, quoted])
    assert len(paintings) == 1
    assert report.dropped == {"a": {"the same picture as an earlier row": 1}}


def test_the_same_object_under_another_picture_is_kept_once() -> None:
    again = replace(WAVE, image_url="https://a.org/other.jpg")
    paintings, report = built(first=[WAVE], second=[again])
    assert [painting.image_url for painting in paintings] == ["https://a.org/ap1%20front.jpg"]
    assert report.dropped == {"second": {"the same object as an earlier row": 1}}


def test_works_without_number_are_not_one_object() -> None:
    pictures = ["https://a.org/DP1.jpg", "https://a.org/DP2.jpg"]
    paintings, _ = built(a=[replace(WAVE, number="", image_url=url) for url in pictures])
    assert len(paintings) == 2


def test_a_refused_row_does_not_shadow_a_good_one() -> None:
    paintings, _ = built(a=[replace(WAVE, public="False"), WAVE])
    assert len(paintings) == 1


def test_the_report_adds_up() -> None:
    plain = Work("China", "9", "Pine", "Ma Yuan", "", "", "", "https://a.org/9.jpg")
    paintings, report = built(first=[WAVE, WAVE], second=[plain, replace(plain, culture="Tibet")])
    assert report.read == {"first": 2, "second": 2}
    assert report.kept == {
        "from first": 1,
        "from second": 1,
        "paintings": 2,
        "China": 1,
        "Japan": 1,
        "with a title": 2,
        "licence CC0": 1,
        "licence unknown": 1,
    }
    assert report.mended["picture addresses with spaces quoted"] == 1
    assert report.mended["picture addresses with outer blanks"] == 1
    assert report.mended["titles tidied"] == 1
    assert report.mended["artists' names tidied"] == 1
    assert report.mended["page links brought to https"] == 1
    assert len(paintings) == 2
