"""An address changes with the content that it leads to."""

from whence.web.fingerprint import fingerprint


def test_every_other_content_has_another_one_and_the_same_the_same() -> None:
    found = [fingerprint(content) for content in (b"", b"a", b"b", b"a")]
    assert found[1] == found[3]
    assert len(set(found)) == 3
    assert all(len(one) == 32 and one.isalnum() for one in found)
