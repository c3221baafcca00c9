import re
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.cataloguing import tidy

quick = settings(deadline=None, derandomize=True)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("", ""),
        (" Radha's  Friend:\n Page ", "Radha's Friend: Page"),
        ("清\u3000王鑑\u3000軸|Mountain Scenery  with Streams", "Mountain Scenery with Streams"),
        ("虞子君図 (Gushigimi zu)|Consort Yu", "Consort Yu"),
        ("A Landscape|山水", "A Landscape"),
        ("北魏（？） 佛像壁畵|", "北魏（？） 佛像壁畵"),
        ('"One Third of a Nation"', '"One Third of a Nation"'),
    ],
)
def test_titles(raw: str, clean: str) -> None:
    assert tidy.title(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("", ""),
        ("|", ""),
        ("Winslow Homer", "Winslow Homer"),
        ("John  A. Woodside", "John A. Woodside"),
        ("Samuel Lovett Waldo|William Jewett", "Samuel Lovett Waldo; William Jewett"),
        ("Pieter Pourbus|Pieter Pourbus", "Pieter Pourbus"),
        ("|Nainsukh", "Nainsukh"),
        ("NI ZAN", "Ni Zan"),
    ],
)
def test_artists(raw: str, clean: str) -> None:
    assert tidy.artists(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("", ""),
        ("https://a.org/DP1.jpg ", "https://a.org/DP1.jpg"),
        ("https://a.org/64.309.7 front.jpg", "https://a.org/64.309.7%20front.jpg"),
        ("https://a.org/64.309.7%20front.jpg", "https://a.org/64.309.7%20front.jpg"),
        ("https://a.org/1995_598a,b(2014AT).jpg", "https://a.org/1995_598a,b(2014AT).jpg"),
        ("http://a.org/search/10426", "https://a.org/search/10426"),
        ("http://a.org:80/1.jpg", "https://a.org/1.jpg"),
        ("http://a.org:8080/1.jpg", "https://a.org:8080/1.jpg"),
        ("https://a.org:80/1.jpg", "https://a.org:80/1.jpg"),
        ("http://[bad", ""),
    ],
)
def test_addresses(raw: str, clean: str) -> None:
    assert tidy.address(raw) == clean


@quick
@given(
    st.text(st.characters(codec="utf-8", exclude_characters="%?#\\", categories=["L", "N", "P"]))
)
def test_an_address_is_quoted_once_and_names_the_same_file(name: str) -> None:
    once = tidy.address(f"https://a.org/x/{name}")
    assert tidy.address(once) == once
    assert unquote(once) == f"https://a.org/x/{name}"


@quick
@given(st.text())
def test_slugs_are_safe_in_a_url_and_stable(raw: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9]?[A-Za-z0-9_-]*", tidy.slug(raw))
    assert tidy.slug(tidy.slug(raw)) == tidy.slug(raw)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", tidy.long_slug(raw, raw))
    assert len(tidy.long_slug(raw, raw)) <= 69


def test_long_slugs_of_one_name_differ_with_what_they_stand_for() -> None:
    one, two = tidy.long_slug("a" * 99, "Japan/a"), tidy.long_slug("a" * 99, "China/a")
    assert one != two
    assert one == tidy.long_slug("a" * 99, "Japan/a")
    assert tidy.long_slug("a b", "x").startswith("a-b-")


def test_the_query_of_an_address_stays() -> None:
    assert tidy.address("http://a.example/i?id=7&size=full") == "https://a.example/i?id=7&size=full"
