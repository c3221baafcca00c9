import hashlib
from unittest.mock import patch

import pytest

from tests.museums.trouble import picture
from whence import encoded
from whence.encoded import Encoded
from whence.pictures import PictureError


def test_it_is_the_file_and_says_what_it_is() -> None:
    file = Encoded(picture(1))
    assert file == picture(1)
    assert file.media_type == "image/jpeg"
    assert file.digest == hashlib.sha256(picture(1)).hexdigest()


def test_what_is_asked_again_is_not_worked_out_again() -> None:
    file = Encoded(picture(1))
    with patch.object(encoded, "media_type", wraps=encoded.media_type) as looked:
        assert {file.media_type for _ in range(3)} == {"image/jpeg"}
    assert looked.call_count == 1


def test_what_is_no_picture_has_no_type() -> None:
    with pytest.raises(PictureError):
        _ = Encoded(b"words").media_type
