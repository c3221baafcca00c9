"""Quick pictures for training alone: the same things drawn by a hand of each culture.

Museums' pictures of one culture come from few collections, each with subjects of its own, and a
network takes the subjects for the culture (flowers and birds for Japan, say). Here every hand draws
every subject, so only how it is drawn tells them apart (domain randomisation, Tobin et al. 2017).
"""

from collections.abc import Callable
from typing import Final

from whence.sketches import sheets
from whence.sketches.brush import Brush
from whence.sketches.flat import Gouache, KeyLine
from whence.sketches.hand import Hand
from whence.sketches.living import beasts, birds, fish, people
from whence.sketches.oil import Oil
from whence.sketches.places import hills, view
from whence.sketches.plants import fruit, moss, plant, pond, spray
from whence.studies.canvas import Pixels
from whence.studies.surface import fibres, finish, vignette, weave

Subject = Callable[[Hand], None]

COMMON: Final[tuple[Subject, ...]] = (
    spray, spray, pond, plant, birds, birds, fruit, fish, view, beasts, people,
)  # fmt: skip


def sketch(culture: str, seed: int, size: int = 256) -> Pixels:
    """Sketch the picture of `culture` that belongs to `seed`: uint8 RGB (H, W, 3).

    Its longer side has `size` pixels; the same arguments give the same pixels. Raises ValueError
    for a culture that is not in `SKETCHED`.
    """
    if culture not in _HANDS:
        raise ValueError(f"No hand sketches {culture!r}; choose one of {', '.join(_HANDS)}.")
    return _HANDS[culture](seed, size)


def _china(seed: int, size: int) -> Pixels:
    sheet = sheets.canvas((seed, 21), size, sheets.PAPERS)
    sheets.age(sheet)
    hand = Brush(sheet)
    for _ in range(int(hand.rng.choice([1, 1, 1, 2, 2, 3]))):
        _draw(hand, (*COMMON, hills, hills))
    if hand.chance(0.4):
        moss(hand)
    if hand.chance(0.35):
        sheets.dry(hand)
    sheets.write(hand)
    sheets.weather(sheet)
    if hand.chance(0.08):
        sheets.fold(sheet)
    return finish(sheet, size)


def _japan(seed: int, size: int) -> Pixels:
    sheet = sheets.canvas((seed, 12), size, sheets.SCREENS)
    sheets.age(sheet)
    hand = KeyLine(sheet)
    if hand.chance(0.5):
        sheets.shade(sheet)
    _draw(hand, COMMON)
    sheets.sign(hand)
    fibres(sheet, (200, 190, 170), 120, 0.25)
    return finish(sheet, size)


def _america(seed: int, size: int) -> Pixels:
    sheet = sheets.canvas((seed, 31), size, sheets.CANVASES)
    sheets.room(sheet)
    hand = Oil(sheet)
    for _ in range(hand.count(1, 2)):
        _draw(hand, (*COMMON, view, people))
    if hand.chance(0.8):
        sheets.impasto(sheet)
    weave(sheet, 0.02)
    if hand.chance(0.5):
        vignette(sheet, 0.2)
    return finish(sheet, size)


def _india(seed: int, size: int) -> Pixels:
    sheet = sheets.canvas((seed, 41), size, sheets.WALLS)
    sheets.age(sheet)
    hand = Gouache(sheet)
    for _ in range(hand.count(1, 3)):
        _draw(hand, (*COMMON, people))
    if hand.chance(0.7):
        sheets.page(sheet)
    return finish(sheet, size)


def _draw(hand: Hand, subjects: tuple[Subject, ...]) -> None:
    subjects[hand.count(0, len(subjects) - 1)](hand)


_HANDS: Final[dict[str, Callable[[int, int], Pixels]]] = {
    "America": _america,
    "China": _china,
    "India": _india,
    "Japan": _japan,
}
SKETCHED: Final = tuple(_HANDS)
"""The cultures in whose manner a hand draws."""
