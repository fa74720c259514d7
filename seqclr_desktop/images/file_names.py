"""Names of files: how they compare, composed and decomposed accents alike, and which ones every system allows."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

_DIGITS = re.compile(r"(\d+)")
_ILLEGAL = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # names that Windows keeps for itself
_LONGEST_BYTES = 180  # most systems end at 255, and endings and numbers are to come


def plain_name(name: str) -> str:
    """`name` in the form in which two names of the same file are equal, whatever system wrote them."""
    return unicodedata.normalize("NFC", name).casefold()


def natural_key(path: Path) -> tuple[object, ...]:
    """Sorts `page 2.jpg` before `page 10.jpg`, and `page.jpg` before `page (1).jpg`."""
    parts = (part for part in _DIGITS.split(plain_name(path.stem)) if part)
    stem = tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
    return stem, plain_name(path.suffix)


def legal_name(name: str) -> str:
    """`name` with what some system forbids in file names replaced by `_`, and not too long."""
    name = name.encode(errors="replace").decode()  # halves of characters, from names that are no Unicode
    name = _ILLEGAL.sub("_", name).strip().rstrip(".") or "_"
    name = name.encode()[:_LONGEST_BYTES].decode(errors="ignore")
    return f"_{name}" if _DEVICES.match(name) or name.startswith(".") else name
