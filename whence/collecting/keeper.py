"""Pictures from the web to a folder: each fetched once, judged, and listed in the manifest."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Final

from whence.collecting.manifest import Kept, Manifest
from whence.files import HALF_WRITTEN, atomic_write
from whence.museums.errors import NotFound, OffList
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
        if known is not None and known.painting.image_url == painting.image_url:
            if known.painting != painting:  # its label was corrected, say
                self.manifest.add(replace(known, painting=painting))
            return
        found = None if known is not None else self._unlisted(painting.id)
        if found is None:
            data = self._fetched(painting.image_url)
            if known is not None:  # of another address, and perhaps of another kind
                (self._folder / known.file).unlink(missing_ok=True)
            found = self._place(painting.id, _ENDINGS[media_type(data)]), data
            atomic_write(*found)
        path, data = found
        file = path.relative_to(self._folder).as_posix()
        self.manifest.add(Kept(painting, file, hashlib.sha256(data).hexdigest(), len(data)))

    def _unlisted(self, painting_id: str) -> tuple[Path, bytes] | None:
        """Return what a run wrote that was killed before it could list it."""
        for ending in _ENDINGS.values():
            path = self._place(painting_id, ending)
            if path.is_file() and _is_picture(data := path.read_bytes()):
                return path, data
        return None

    def _place(self, painting_id: str, ending: str) -> Path:
        return self._folder / self._source / f"{painting_id}{ending}"

    def _fetched(self, url: str) -> bytes:
        """Return the bytes of a picture, or remember that there is none."""
        known = self._journal.get(url)
        if known and not self._retry:
            raise DeadLink(known["dead"])
        try:
            data = self._client.get(url)
            decode(data)
        except OffList as error:  # not remembered: the next run may be allowed to ask there
            raise DeadLink(f"{str(error)[:-1]}, but at {error.origin}.") from error
        except (NotFound, PictureError) as error:
            self._journal.put(url, {"dead": str(error)})
            raise DeadLink(str(error)) from error
        if known:
            self._journal.put(url, None)  # it came back
        return data


def _is_picture(data: bytes) -> bool:
    try:
        decode(data)
    except PictureError:
        return False
    return True
