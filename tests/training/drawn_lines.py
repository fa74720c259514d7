"""Lines of print to learn from in tests: real pictures of real letters, made on the spot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from seqclr_desktop.document import Direction
from seqclr_desktop.training.lines import LabelledLines

TEXTS = ("le soir", "une lettre", "la mer", "il part", "son ami", "deux ans", "ta main", "un port")


def draw_line(text: str, height_px: int = 40) -> np.ndarray:
    """(height_px, W) uint8, ink 255."""
    font = ImageFont.load_default(size=24)
    width = int(font.getlength(text)) + 16
    picture = Image.new("L", (width, height_px), 0)
    ImageDraw.Draw(picture).text((8, 4), text, font=font, fill=255)
    return np.asarray(picture)


class DrawnImages:
    """Pictures of texts; see `training.lines.LineImages`."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._images = [draw_line(text) for text in texts]

    def __len__(self) -> int:
        return len(self._images)

    def line_id(self, index: int) -> int:
        return 1000 + index

    def width_px(self, index: int) -> int:
        return int(self._images[index].shape[1])

    def image(self, index: int) -> np.ndarray:
        return self._images[index]


def drawn_lines(texts: Sequence[str] = TEXTS) -> LabelledLines:
    return LabelledLines(DrawnImages(texts), list(texts), [Direction.LEFT_TO_RIGHT] * len(texts))
