"""Where the model is: a path, or an https address that ends in the SHA-256 of what is there."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

_SHAPE: Final = re.compile(r"(?P<url>https://[!-~]+)#sha256=(?P<sha256>[0-9a-fA-F]{64})")


@dataclass(frozen=True)
class RemoteModel:
    """A pickled model behind `url`, which may hold a secret; `sha256` is 64 small hex digits."""

    url: str = field(repr=False)
    sha256: str

    @property
    def host(self) -> str:
        """Name the server, for messages."""
        return urlsplit(self.url).hostname or ""


def model_address(written: object) -> Path | RemoteModel:
    """Read a path or `https://…#sha256=…`; raises ValueError with what to write instead."""
    text = str(written)
    if isinstance(written, Path | RemoteModel):
        return written
    if "://" not in text:
        return Path(text)
    found = _SHAPE.fullmatch(text)
    if found is None or "#" in found["url"] or not _has_host(found["url"]):
        raise ValueError(
            "a model from elsewhere is written https://example.org/culture.pkl#sha256=… with the "
            "64 digits that `sha256sum culture.pkl` prints"
        )
    return RemoteModel(found["url"], found["sha256"].lower())


def _has_host(url: str) -> bool:
    parts = urlsplit(url)
    _ = parts.port  # raises where it is no number
    return bool(parts.hostname)
