"""Pictures from the web to a folder: each fetched once, judged, and listed in the manifest."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Final

from whence.collecting.manifest import Kept, Manifest
from whence.files import HALF_WRITTEN, atomic_write
from whence.museums.errors import NotFound
from whence.museums.journal import Journal
from whence.museums.polite import PoliteClient
from whence.painting import Painting
from whence.pictures import PictureError, decode, media_type

_ENDINGS: Final = {"image/jpeg": ".jpg", "image/tiff": ".tif"} | {
    f"image/{name}": f".{name}" for name in ("png", "webp", "avif", "gif", "bmp")
}


class DeadLink(Exception):  # noqa: N818 - reads as what happened
    """An address without a picture that we can read; `str()` says why."""


class Keeper:
    """Fills `folder/<source>/` with pictures that decode."""

    def __init__(
        self, folder: Path, source: str, client: PoliteClient, journal: Journal, retry: bool = False
    ) -> None:
        """Take up where an earlier run was stopped; `retry` asks dead links once more."""
        self.manifest = Manifest(folder)
        self._folder, self._source = folder, source
        self._client, self._journal, self._retry = client, journal, retry
        for path in list((folder / source).glob(".*")):
            if HALF_WRITTEN.fullmatch(path.name):
                path.unlink()

    def keep(self, painting: Painting) -> None:
        """Make sure that the painting's picture lies in the folder and in the manifest.

        Raises DeadLink, or Unreachable for what may work another time.
        """
        known = self.manifest.get(painting.id)
        if known is not None:
            if known.painting != painting:  # its label was corrected, say
                self.manifest.add(replace(known, painting=painting))
            return
        place = self._folder / self._source
        for path in (place / f"{painting.id}{ending}" for ending in _ENDINGS.values()):
            # Written by a run that was killed before it could list it.
            if path.is_file() and _is_picture(data := path.read_bytes()):
                break
        else:
            data = self._fetched(painting.image_url)
            path = place / f"{painting.id}{_ENDINGS[media_type(data)]}"
            atomic_write(path, data)
        file = path.relative_to(self._folder).as_posix()
        self.manifest.add(Kept(painting, file, hashlib.sha256(data).hexdigest(), len(data)))

    def _fetched(self, url: str) -> bytes:
        """Return the bytes of a picture, or remember that there is none."""
        known = self._journal.get(url)
        if known and not self._retry:
            raise DeadLink(known["dead"])
        try:
            data = self._client.get(url)
            decode(data)
        except (NotFound, PictureError) as error:
            self._journal.put(url, {"dead": str(error)})
            raise DeadLink(str(error)) from error
        return data


def _is_picture(data: bytes) -> bool:
    try:
        decode(data)
    except PictureError:
        return False
    return True
