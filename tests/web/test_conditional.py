"""What a browser has already is not sent again."""

import hashlib

import pytest

from whence.web.conditional import reply

TAG = hashlib.sha256(b"data").hexdigest()[:32]


def answer(known: str) -> tuple[int, bytes, dict[str, str]]:
    made = reply(b"data", known, Content_Type="image/jpeg", Cache_Control="no-cache")
    return made.status_code, bytes(made.body), dict(made.headers)


@pytest.mark.parametrize("known", ["", '"other"', f'"{TAG[:-1]}"', f'"{TAG}0"', TAG])
def test_who_has_something_else_gets_it(known: str) -> None:
    status, body, headers = answer(known)
    assert (status, body, headers["content-type"]) == (200, b"data", "image/jpeg")
    assert (headers["etag"], headers["cache-control"]) == (f'W/"{TAG}"', "no-cache")
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("known", [f'W/"{TAG}"', f'"{TAG}"', f'"other", W/"{TAG}"', "*", " * "])
def test_who_has_it_is_told_so_whether_it_was_compressed_or_not(known: str) -> None:
    status, body, headers = answer(known)
    assert (status, body) == (304, b"")
    assert (headers["etag"], headers["cache-control"]) == (f'W/"{TAG}"', "no-cache")
    assert "content-type" not in headers
    assert headers["vary"] == "Accept-Encoding"


def test_a_digest_that_is_known_is_not_computed_again() -> None:
    assert reply(b"data", "", digest="ab" * 32).headers["etag"] == f'W/"{"ab" * 16}"'
