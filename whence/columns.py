"""Texts of very many rows, column by column, in a few blocks instead of an object for each.

Python counts in every object who holds it. Processes forked from one would each come to hold their
own copy of all objects that they look at; of a block they go on sharing one.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

_AS: Final = ("utf-8", "surrogatepass")  # the names of files may hold halves of surrogate pairs
_MANY: Final = 256  # texts decoded in one go


class Texts:
    """Texts of which few are alike, one behind the other."""

    def __init__(self) -> None:
        """Begin with no text."""
        self._block = bytearray()
        self._ends = array("Q", [0])

    def extend(self, texts: Sequence[str]) -> None:
        """Add texts at the end."""
        together = "".join(texts)
        plain = together.isascii()
        lengths = map(len, texts) if plain else (len(text.encode(*_AS)) for text in texts)
        self._block += together.encode(*_AS)
        # A list is taken in one go.
        self._ends.fromlist([*accumulate(lengths, initial=self._ends.pop())])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, row: int) -> str:
        return self._block[self._ends[row] : self._ends[row + 1]].decode(*_AS)

    def __iter__(self) -> Iterator[str]:
        for first in range(0, len(self), _MANY):
            ends = self._ends[first : first + _MANY + 1]
            together = self._block[ends[0] : ends[-1]].decode(*_AS)
            if together.isascii():
                yield from (together[a - ends[0] : b - ends[0]] for a, b in pairwise(ends))
            else:
                yield from map(self.__getitem__, range(first, first + len(ends) - 1))


class _Coder(dict[str, int]):
    """Numbers texts in the order in which they first came; `texts` are they."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __missing__(self, text: str) -> int:
        self.texts.append(text)
        return self.setdefault(text, len(self))


class Repeated:
    """Texts of which many are alike, each different one kept once.

    `values` are the different ones in the order in which they came, `codes` says for each row which
    of them it is.
    """

    def __init__(self) -> None:
        """Begin with no text."""
        self.codes = array("I")
        self._coder = _Coder()
        self.values = self._coder.texts

    def extend(self, texts: Iterable[str]) -> None:
        """Add texts at the end."""
        self.codes.fromlist([*map(self._coder.__getitem__, texts)])

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str:
        return self.values[self.codes[row]]

    def __iter__(self) -> Iterator[str]:
        return map(self.values.__getitem__, self.codes)
