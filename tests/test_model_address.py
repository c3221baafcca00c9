from pathlib import Path

import pytest

from whence.model_address import RemoteModel, model_address

DIGEST = "0123456789abcdef" * 4


def test_a_path_stays_a_path() -> None:
    assert model_address("model/culture.pkl") == Path("model/culture.pkl")
    assert model_address(Path("/a#b/culture.pkl")) == Path("/a#b/culture.pkl")


def test_what_was_read_already_stays_as_it_is() -> None:
    read = RemoteModel("https://a.example/m.pkl", DIGEST)
    assert model_address(read) is read


def test_an_address_names_its_digest() -> None:
    found = model_address(f"https://a.example:8443/m.pkl?key=secret#sha256={DIGEST.upper()}")
    assert found == RemoteModel("https://a.example:8443/m.pkl?key=secret", DIGEST)
    assert isinstance(found, RemoteModel)
    assert found.host == "a.example"
    assert "secret" not in repr(found)


@pytest.mark.parametrize(
    "written",
    [
        "https://a.example/m.pkl",
        "https://a.example/m.pkl#sha256=",
        f"https://a.example/m.pkl#sha256={DIGEST[:-1]}",
        f"https://a.example/m.pkl#sha256={DIGEST}0",
        f"https://a.example/m.pkl#sha256={'g' * 64}",
        f"https://a.example/m.pkl#md5={DIGEST}",
        f"https://a.example/m.pkl?sha256={DIGEST}",
        f"https://a.example/#m#sha256={DIGEST}",
        f"https://a.example/a b#sha256={DIGEST}",
        f"https:///m.pkl#sha256={DIGEST}",
        f"https://a.example:port/m.pkl#sha256={DIGEST}",
        f"https://[broken/m.pkl#sha256={DIGEST}",
        f"http://a.example/m.pkl#sha256={DIGEST}",
        f"s3://bucket/m.pkl#sha256={DIGEST}",
        f"file:///m.pkl#sha256={DIGEST}",
    ],
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - some are urllib's own
        model_address(written)
