"""The font of the text field: the platform's, or the bundled ones for manuscripts and for Hebrew."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from seqclr_desktop import places
from seqclr_desktop.ui.preferences import ReadingFont

_FILES = ("JunicodeTwoBeta-Regular.otf", "SILEOT.ttf")


def as_chosen(font: QFont, choice: ReadingFont) -> QFont:
    """`font` with the families of `choice`; letters that they lack come from the platform's."""
    chosen = QFont(font)
    families = bundled_families()
    if choice is ReadingFont.MANUSCRIPT:
        chosen.setFamilies([*families, font.family()])
    elif choice is ReadingFont.HEBREW:
        chosen.setFamilies([*reversed(families), font.family()])
    return chosen


@cache
def bundled_families() -> tuple[str, ...]:
    """The families of the bundled fonts, made known to Qt: the manuscript one, then the Hebrew one."""
    folder = places.resources_folder() / "fonts"
    numbers = [QFontDatabase.addApplicationFont(str(folder / name)) for name in _FILES]
    return tuple(family for number in numbers for family in QFontDatabase.applicationFontFamilies(number)[:1])
