"""The font of the text field: the platform's, or the bundled ones for manuscripts and for Hebrew; and its size."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from seqclr_desktop import places
from seqclr_desktop.ui.preferences import ReadingFont

_FILES = ("JunicodeTwoBeta-Regular.otf", "SILEOT.ttf")


LEAST_SCALE, MOST_SCALE = 0.7, 3.0
_STEP = 1.15


def as_chosen(font: QFont, choice: ReadingFont, scale: float = 1.0) -> QFont:
    """`font` so many times as large, with the families of `choice`; letters they lack come from the platform's."""
    chosen = QFont(font)
    chosen.setPointSizeF(font.pointSizeF() * scale)
    families = bundled_families()
    if choice is ReadingFont.MANUSCRIPT:
        chosen.setFamilies([*families, font.family()])
    elif choice is ReadingFont.HEBREW:
        chosen.setFamilies([*reversed(families), font.family()])
    return chosen


def next_scale(scale: float, steps: int) -> float:
    """A step larger (`steps` +1) or smaller (-1)."""
    return min(max(scale * _STEP**steps, LEAST_SCALE), MOST_SCALE)


@cache
def bundled_families() -> tuple[str, ...]:
    """The families of the bundled fonts, made known to Qt: the manuscript one, then the Hebrew one."""
    folder = places.resources_folder() / "fonts"
    numbers = [QFontDatabase.addApplicationFont(str(folder / name)) for name in _FILES]
    return tuple(family for number in numbers for family in QFontDatabase.applicationFontFamilies(number)[:1])
