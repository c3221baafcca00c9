"""Where a painting's bytes come from: this disk, the cache, or its museum."""

from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from copy import copy
from pathlib import Path
from threading import Lock
from typing import Final

from cachetools import LRUCache, TTLCache

from whence.cache import DiskCache
from whence.encoded import Encoded
from whence.museums.errors import AtRest, MuseumError, NotFound, Unreachable
from whence.museums.http import MuseumClient
from whence.painting import Painting
from whence.pictures import MOST_BYTES, PictureError
from whence.settings import Settings
from whence.sight import look
from whence.signals import looked_up
from whence.threads import begun

MOST_DOWNLOADS: Final = 16
LIMIT: Final = 8.0
"""Seconds that a download may take, however little time is left to who asked for it first: others
may wait for it with more, and no museum shall count as away for our haste."""
REMEMBERED: Final = 60.0
"""Seconds for which a picture that could not be had is not asked for again: one that its museum
always refuses would count as the museum's failure again and again, and end the rest of the others.
"""
RECENT_BYTES: Final = 8_000_000
"""Bytes of pictures just met that stay in memory: a click asks for each several times, and the
cache may be one that cannot be written."""


class PictureSource:
    """Gives the encoded picture of a painting, always one that decodes; thread-safe.

    Each picture is downloaded once, however many ask for it at the same time.
    """

    def __init__(self, cache: DiskCache, museum: MuseumClient, size: int = 224) -> None:
        """Expect pictures to be judged as squares of `size`; for that each is decoded once."""
        self.cache = cache
        self._museum = museum
        self._size = size
        self._recent: LRUCache[str, Encoded] = LRUCache(RECENT_BYTES, getsizeof=len)
        self._downloads: dict[str, Future[Encoded]] = {}
        self._failed: TTLCache[str, MuseumError | PictureError] = TTLCache(1000, REMEMBERED)
        self._sound: set[tuple[str, int]] = set()
        self._lock = Lock()

    @classmethod
    def from_settings(cls, settings: Settings, size: int = 224) -> "PictureSource":
        """Build the source with the cache and the museums that the operator has chosen."""
        cache = DiskCache(settings.cache, settings.cache_megabytes * 1_000_000)
        return cls(cache, MuseumClient(settings.museums, MOST_BYTES), size)

    def museums(self) -> dict[str, bool]:
        """Tell of each museum's address whether it is asked now or left in peace for a while."""
        return self._museum.answering()

    def bytes_of(self, painting: Painting, deadline: float) -> Encoded:
        """Return the picture's file within `deadline` seconds.

        Raises PictureError where the file is no picture we can read, MuseumError (NotFound or
        Unreachable) where it cannot be had.
        """
        if "://" not in painting.image_url:
            return self._on_disk(Path(painting.image_url))
        key = _key(painting)
        kept = self._kept(key)
        looked_up.send("pictures", hit=kept is not None)
        return kept if kept is not None else self._downloaded(key, painting.image_url, deadline)

    def in_memory(self, painting: Painting) -> Encoded | None:
        """Return the picture's file if it was met just now, without waiting for disk or museum."""
        data = self._recalled(_key(painting))
        if data is not None:
            looked_up.send("pictures", hit=True)
        return data

    def _recalled(self, key: str) -> Encoded | None:
        with self._lock:
            return self._recent.get(key)

    def _kept(self, key: str) -> Encoded | None:
        recent = self._recalled(key)
        if recent is not None:
            return recent
        data = self.cache.get(key)
        return None if data is None else self._remembered(key, Encoded(data))

    def _remembered(self, key: str, picture: Encoded) -> Encoded:
        with self._lock, suppress(ValueError):  # too large to be kept at all
            self._recent[key] = picture
        return picture

    def _on_disk(self, path: Path) -> Encoded:
        try:
            facts = path.stat()
            if facts.st_size > MOST_BYTES:
                raise PictureError("too-large")
            data = Encoded(path.read_bytes())
        except OSError as error:
            raise NotFound("The picture's file is not where the catalogue says.") from error
        version = (str(path), facts.st_mtime_ns)
        if version not in self._sound:
            look(data, self._size)
            self._sound.add(version)
        return data

    def _downloaded(self, key: str, url: str, deadline: float) -> Encoded:
        """Start the download or join the one under way, and wait no longer than `deadline`."""
        if deadline <= 0:
            raise Unreachable("There was no time left to ask the museum.")
        with self._lock:
            if (failed := self._failed.get(key)) is not None:
                raise copy(failed)
            download = self._downloads.get(key)
            if download is None:
                if len(self._downloads) >= MOST_DOWNLOADS:
                    raise Unreachable("Too many pictures are on their way already.")
                try:  # looking up a name can hang
                    limit = max(deadline, LIMIT)
                    download = begun(lambda: self._download(key, url, limit))
                except OSError as error:
                    raise Unreachable("This machine has no thread left.") from error
                self._downloads[key] = download
        try:
            return download.result(timeout=deadline)
        except Late as error:
            raise Unreachable("The museum took too long to answer.") from error

    def _download(self, key: str, url: str, limit: float) -> Encoded:
        try:
            kept = self.cache.get(key)  # an earlier download may just have ended
            picture = Encoded(self._museum.get(url, limit) if kept is None else kept)
            if kept is None:
                look(picture, self._size)
                self.cache.put(key, picture)
            return self._remembered(key, picture)
        except AtRest:
            raise
        except (MuseumError, PictureError) as error:
            with self._lock:
                # Its traceback would keep the bytes that were refused.
                self._failed[key] = copy(error)
            raise
        finally:
            with self._lock:
                del self._downloads[key]


def _key(painting: Painting) -> str:
    return f"{painting.id} {painting.image_url}"
