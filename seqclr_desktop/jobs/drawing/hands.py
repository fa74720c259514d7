"""Hands: what turns a text into ink. This one writes with a typeface; `pen_hand` has one that moves a pen."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from PIL import Image, ImageDraw, ImageFont, features

from seqclr_desktop.document import Direction
from seqclr_desktop.errors import UsageError

SIZE_PX = 56  # of letters as hands write them; lines are drawn smaller, so that edges stay smooth
_MISSING = "\U000f0000"  # a private character, for which every typeface shows its sign for a missing one


class Hand(Protocol):
    """Someone who can write."""

    @property
    def name(self) -> str:
        """By which lines of one hand are told from those of another."""
        ...

    def can_write(self, text: str) -> bool: ...

    def write(self, text: str, direction: Direction, random: np.random.Generator) -> np.ndarray:
        """(H, W) float32, no ink 0, full ink 1; cut close around the ink."""
        ...


class FontHand:
    """Writes with a typeface; letters are joined and turned about as the script wants it (raqm)."""

    def __init__(self, path: Path) -> None:
        """Raises UsageError where the typeface cannot be read, or Pillow cannot join letters."""
        if not features.check("raqm"):
            raise UsageError("This Pillow was built without raqm, which joins the letters of Arabic.")
        try:
            self._font = ImageFont.truetype(str(path), SIZE_PX, layout_engine=ImageFont.Layout.RAQM)
        except OSError as error:
            raise UsageError(f"The typeface {path} cannot be read.") from error
        self.name = path.stem
        self._known: dict[str, bool] = {" ": True}

    def can_write(self, text: str) -> bool:
        """Whether there is a picture for every character."""
        return all(self._has(character) for character in text)

    def write(self, text: str, direction: Direction, random: np.random.Generator) -> np.ndarray:
        """The same at every time, but for the blanks between words."""
        spaced = "".join(" " * int(random.integers(1, 3)) if character == " " else character for character in text)
        left, top, right, bottom = self._font.getbbox(spaced, direction=direction.value)
        size = (max(int(right - left) + 4, 8), max(int(bottom - top) + 4, 8))
        picture = Image.new("L", size, 0)
        ImageDraw.Draw(picture).text((2 - left, 2 - top), spaced, font=self._font, fill=255, direction=direction.value)
        return np.asarray(picture, dtype=np.float32) / 255

    def _has(self, character: str) -> bool:
        if character not in self._known:
            picture = self._picture(character)
            self._known[character] = bool(picture) and picture != self._missing
        return self._known[character]

    @cached_property
    def _missing(self) -> bytes:
        return self._picture(_MISSING)

    def _picture(self, character: str) -> bytes:
        mask = self._font.getmask(character)
        return bytes(mask)
