"""How a figure becomes a PNG: anybody's words on it, in any script that this machine can draw."""

import io
import warnings
from contextlib import AbstractContextManager
from functools import cache
from typing import Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

INK: Final = "#8c2f1b"
DOTS: Final = 110
_SCRIPTS: Final = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Micro Hei", "PingFang SC", "Hiragino Sans",
    "Microsoft YaHei", "Noto Sans Devanagari", "Noto Sans Thai", "Noto Sans Arabic",
)  # fmt: skip
"""Fonts that are asked, where they are installed, for what matplotlib's own cannot draw."""


def style(**more: Any) -> AbstractContextManager[None]:
    """Give the context in which figures are made; `more` are matplotlib's own settings.

    Labels and sources are anybody's words: a dollar sign in them is no formula.
    """
    settings: dict[Any, Any] = {
        "text.parse_math": False,
        "font.family": ["DejaVu Sans", *_installed()],
    }
    return mpl.rc_context(settings | more)


def png(figure: Figure) -> bytes:
    """Render without a window; the same figure gives the same bytes."""
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # a script that no font has shows as boxes
        figure.savefig(file, format="png", dpi=DOTS, metadata={"Software": None})
    return file.getvalue()


@cache
def _installed() -> list[str]:
    names = {font.name for font in fontManager.ttflist}
    return [name for name in _SCRIPTS if name in names]
