import pytest

from whence.museums.address import origin_of, picture_address


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (" https://a.example/DP 1.jpg ", "https://a.example/DP%201.jpg"),
        ("http://a.example/1.jpg?w=5", "https://a.example/1.jpg?w=5"),
        ("http://127.0.0.1:80/a b", "http://127.0.0.1/a%20b"),
        ("http://localhost/1", "http://localhost/1"),
        ("https://localhost/1", "https://localhost/1"),
        ("http://127.0.0.1.evil.example/1", "https://127.0.0.1.evil.example/1"),
        ("", ""),
        ("1.jpg", ""),
        ("file:///etc/passwd", ""),
        ("https://[broken/1", ""),
        ("https://a.example:port/1", ""),
    ],
)
def test_addresses_are_made_fit_to_ask(raw: str, expected: str) -> None:
    assert picture_address(raw) == expected


def test_the_origin_of_an_address() -> None:
    assert origin_of("https://user@A.example:8443/x?y") == "https://a.example:8443"
    assert origin_of("http://[::1]:80/x") == "http://[::1]:80"


@pytest.mark.parametrize(
    "address", ["http://a.example/1", "ftp://a.example", "ftp://localhost", "a.example", ""]
)
def test_only_https_is_safe_outside_this_machine(address: str) -> None:
    with pytest.raises(ValueError, match="no https address"):
        origin_of(address)
