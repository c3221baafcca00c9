"""The list of the pictures that a folder holds: whose, how large, under which licence."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from whence.json_lines import JsonLines
from whence.painting import COLUMNS, Painting

NAME = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture on disk. `file` is relative to the folder, `painting.image_url` is on the web."""

    painting: Painting
    file: str
    sha256: str
    size: int


class Manifest:
    """Every picture of a folder, by id, in the order in which they came."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines = JsonLines(folder / NAME, (*COLUMNS, "file", "sha256", "size"))
        self._kept = {kept.painting.id: kept for kept in map(_read, self._lines)}

    def __iter__(self) -> Iterator[Kept]:
        return iter(self._kept.values())

    def get(self, painting_id: str) -> Kept | None:
        """Return what is known of a painting's picture, None where it is not here whole."""
        kept = self._kept.get(painting_id)
        if kept is None:
            return None
        try:
            return kept if (self._folder / kept.file).stat().st_size == kept.size else None
        except OSError:
            return None

    def add(self, kept: Kept) -> None:
        """List a picture that lies on disk already; one of the same id is replaced."""
        facts = kept.painting._asdict()
        self._lines.append(facts | {"file": kept.file, "sha256": kept.sha256, "size": kept.size})
        self._kept[kept.painting.id] = kept


def _read(line: dict[str, str]) -> Kept:
    painting = Painting(**{name: line[name] for name in COLUMNS})
    return Kept(painting, line["file"], line["sha256"], int(line["size"]))
