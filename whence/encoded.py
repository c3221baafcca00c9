"""A picture's file as it came; what every answer says of it is worked out once."""

import hashlib
from functools import cached_property

from whence.pictures import media_type


class Encoded(bytes):
    """The bytes of a picture."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 in hexadecimal: the same for the same bytes, wherever they came from."""
        return hashlib.sha256(self).hexdigest()

    @cached_property
    def media_type(self) -> str:
        """The `image/…` type that the bytes themselves show."""
        return media_type(self)
