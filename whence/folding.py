"""Text as searches compare it, and many texts looked through in one go."""

import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]

_AS: Final = ("utf-8", "surrogatepass")  # a catalogue may hold halves of surrogate pairs
_LINES: Final = 4096  # looked through in one go: few enough for a processor's cache
_HIT: Final = b"\0"
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "’": "'"})


def fold(text: str) -> str:
    """Return text as it is compared: without case, accents and typographers' apostrophes."""
    if text.isascii():
        return text.lower()
    # Parts of signs (№, ™) are capitals again.
    parts = unicodedata.normalize("NFKD", text.casefold()).casefold()
    return "".join(c for c in parts if not unicodedata.combining(c)).translate(_LETTERS)


class Folded:
    """Many texts as `fold` returns them, in one block of a line each."""

    def __init__(self, texts: Iterable[str]) -> None:
        block, rest = bytearray(), iter(texts)
        while some := [fold(text.replace("\n", " ")) for text in islice(rest, _LINES)]:
            block += "\n".join([*some, ""]).replace(_HIT.decode(), " ").encode(*_AS)
        self._block = bytes(block)
        self._ends = _where(self._block, b"\n")

    def holding(self, wanted: str) -> Mask:
        """Tell of each text whether `wanted` is somewhere in it: folded, of one line, not empty."""
        sought = wanted.encode(*_AS)
        # Of the same length, it is put in place without moving what follows.
        mark = _HIT.ljust(len(sought))
        mask, start = np.zeros(len(self._ends), bool), 0
        for first in range(0, len(mask), _LINES):
            ends = self._ends[first : first + _LINES]
            hits = _where(self._block[start : ends[-1]].replace(sought, mark), _HIT)
            mask[first + np.searchsorted(ends, start + hits)] = True
            start = ends[-1] + 1
        return mask


def _where(block: bytes, byte: bytes) -> npt.NDArray[np.int_]:
    return np.flatnonzero(np.frombuffer(block, np.uint8) == ord(byte))
