from whence.cataloguing.work import Work


def test_only_empty_fields_are_filled() -> None:
    poor = Work("Japan", "", "Waves", "", " ", "", "", "https://a.org/1.jpg")
    rich = Work("Japan", "7", "Other", "Hokusai", "1830", "Ink", "p", "q", "True")
    expected = Work("Japan", "7", "Waves", "Hokusai", "1830", "Ink", "p", poor.image_url, "True")
    assert poor.filled_from(rich) == expected
