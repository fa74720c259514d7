"""How names of files compare: composed and decomposed accents alike, numbers by their value."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

_DIGITS = re.compile(r"(\d+)")


def plain_name(name: str) -> str:
    """`name` in the form in which two names of the same file are equal, whatever system wrote them."""
    return unicodedata.normalize("NFC", name).casefold()


def natural_key(path: Path) -> tuple[object, ...]:
    """Sorts `page 2.jpg` before `page 10.jpg`, and `page.jpg` before `page (1).jpg`."""
    parts = (part for part in _DIGITS.split(plain_name(path.stem)) if part)
    stem = tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
    return stem, plain_name(path.suffix)
