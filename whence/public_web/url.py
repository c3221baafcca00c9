"""A visitor's address, read by one pattern: whatever is not plainly an https address is refused.

No parser comes between, so none can understand an address otherwise than the one that checked it.
Hosts are names in ASCII: a number in any spelling (127.1, 0x7f.1, 2130706433, [::1]) is none.
The port is 443, the only one on which pictures are shown to everybody.
"""

import re
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import quote, urljoin

from whence.public_web.errors import UrlError

LONGEST: Final = 2_000
LONGEST_HOST: Final = 253
PRINTABLE: Final = "".join(map(chr, range(0x21, 0x7F)))
_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_SHAPE: Final = re.compile(
    rf"https://(?P<host>(?:{_LABEL}\.)+(?![0-9]){_LABEL})(?::443)?"
    r"(?P<path>/[^\s\\?#]*)?(?P<query>\?[^\s\\#]*)?(?:#[^\s\\]*)?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class Url:
    """A host's name in lower case, and what is asked of it: path and query in ASCII."""

    host: str
    target: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Read an address as a visitor wrote it; raises UrlError."""
        found = _SHAPE.fullmatch(text) if len(text) <= LONGEST else None
        if found is None or len(found["host"]) > LONGEST_HOST:
            raise UrlError("not-an-url")
        asked = (found["path"] or "/") + (found["query"] or "")
        if not asked.isprintable():  # control characters, lone surrogates, invisible marks
            raise UrlError("not-an-url")
        return cls(found["host"].lower(), quote(asked, safe=PRINTABLE))

    def joined(self, location: str) -> "Url":
        """Read where an answer of this address leads to; raises UrlError."""
        try:
            written = location.encode("latin-1").decode()
            if not written.isprintable():
                raise UrlError("not-an-url")
            return Url.read(urljoin(f"https://{self.host}{self.target}", written))
        except ValueError as error:
            raise UrlError("not-an-url") from error
