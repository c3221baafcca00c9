"""What very many works' labels say, column by column; a Painting is made when it is asked for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from whence.columns import Repeated, Texts
from whence.painting import COLUMNS, Painting

_REPEATED: Final = frozenset({"culture", "artist", "date", "medium", "museum", "licence"})


class Works:
    """Works in order. `texts` and `repeated` are their columns, by name."""

    def __init__(self) -> None:
        """Begin with no work."""
        self.texts = {name: Texts() for name in COLUMNS if name not in _REPEATED}
        self.repeated = {name: Repeated() for name in COLUMNS if name in _REPEATED}
        columns: dict[str, Repeated | Texts] = {**self.texts, **self.repeated}
        self._columns = [columns[name] for name in COLUMNS]

    def extend(self, columns: Mapping[str, Sequence[str]]) -> None:
        """Add works at the end: their cells, by the names of the columns."""
        for name, column in zip(COLUMNS, self._columns, strict=True):
            column.extend(columns[name])

    def __len__(self) -> int:
        return len(self._columns[0])

    def __getitem__(self, row: int) -> Painting:
        return Painting(*[column[row] for column in self._columns])

    def __iter__(self) -> Iterator[Painting]:
        return map(Painting._make, zip(*self._columns, strict=True))
