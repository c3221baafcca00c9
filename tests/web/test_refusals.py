"""One sentence, in the shape that the address speaks."""

import pytest

from whence.web.refusals import SLOW, slow, too_often


def scope(path: str, accept: str = "*/*") -> dict[str, object]:
    return {"type": "http", "path": path, "headers": [(b"accept", accept.encode())]}


BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("/api/v1/predict", BROWSER, "application/problem+json"),
        ("/scorefile/", "*/*", "application/problem+json"),
        ("/try", "*/*", "application/json"),
        ("/_dash-update-component", BROWSER, "application/json"),
        ("/statistics", BROWSER, "text/html; charset=utf-8"),
    ],
)
def test_the_shape_is_that_of_the_address(path: str, accept: str, kind: str) -> None:
    answer = slow(scope(path, accept))
    assert (answer.status_code, answer.headers["content-type"]) == (503, kind)
    assert SLOW in bytes(answer.body).decode()
    assert int(answer.headers["retry-after"]) > 0


def test_the_wait_is_said_in_words_and_in_the_header() -> None:
    answer = too_often(scope("/api/v1/predict"), 12.3)
    assert answer.headers["retry-after"] == "13"
    assert b"in 13 seconds" in bytes(answer.body)
