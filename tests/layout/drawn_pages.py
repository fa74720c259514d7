"""Pages with strokes that look like writing from afar: zigzags of small letters, some tall, some hanging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

PAPER, INK = 225, 60
X_HEIGHT_PX = 22


@dataclass(frozen=True)
class DrawnLine:
    """Where a line is drawn: its foot at the left end, its length, and how much it falls per pixel."""

    left: float
    foot: float
    length: float = 800
    fall: float = 0.0

    @property
    def middle(self) -> tuple[float, float]:
        return self.left + self.length / 2, self.foot + self.fall * self.length / 2


def rows(count: int, *, left: float = 100, top: float = 120, distance: float = 70, **shape: float) -> list[DrawnLine]:
    """Lines under one another."""
    return [DrawnLine(left, top + number * distance, **shape) for number in range(count)]


def drawn_page(lines: Sequence[DrawnLine], width: int = 1000, height: int = 1400, seed: int = 3) -> np.ndarray:
    """A page (height, width) uint8 of slightly uneven paper with `lines` written on it."""
    rng = np.random.default_rng(seed)
    paper = PAPER + rng.normal(0, 3, (height, width))
    picture = Image.fromarray(np.clip(paper, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    for line in lines:
        _write(draw, line, rng)
    return np.asarray(picture)


def _write(draw: ImageDraw.ImageDraw, line: DrawnLine, rng: np.random.Generator) -> None:
    x = line.left
    while x < line.left + line.length - 10:
        letters = int(rng.integers(3, 8))
        for _ in range(letters):
            if x > line.left + line.length - 8:
                break
            foot = line.foot + line.fall * (x - line.left)
            kind = rng.random()
            top = foot - X_HEIGHT_PX * (2.0 if kind < 0.2 else 1.0)
            bottom = foot + (X_HEIGHT_PX * 0.8 if kind > 0.88 else 0)
            draw.line([(x, foot), (x + 3, top), (x + 9, bottom)], fill=INK, width=3)
            draw.line([(x + 9, foot), (x + 14, foot - 2)], fill=INK, width=3)
            x += 14
        x += 18
