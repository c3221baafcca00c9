"""Why a visitor's address gives no picture."""

from typing import Final

REFUSALS: Final = {
    "not-an-url": "This is not an https address of a picture on the public web. Write it like "
    "https://example.org/picture.jpg.",
    "not-public": "This address does not lead to the public web, so it is not asked.",
    "not-found": "There is no picture at this address. Check it in a browser.",
    "urls-off": "Addresses are not asked here; send the picture itself.",
    "unreachable": "This address cannot be reached, or not in time. Try it later.",
}


class UrlError(Exception):
    """An address that gives no picture: `code` is a key of `REFUSALS`, `str()` its sentence.

    The sentence never tells what a name resolved to nor how a connection failed.
    """

    def __init__(self, code: str) -> None:
        super().__init__(REFUSALS[code])
        self.code = code

    def __reduce__(self) -> tuple[type["UrlError"], tuple[str]]:
        return type(self), (self.code,)
