"""Handwriting is not level: slant, a wavering baseline, words larger and smaller, letters bent. Ink in, ink out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from seqclr_desktop.jobs.drawing.waves import clouds, wander


@dataclass(frozen=True)
class Unsteadiness:
    """Largest or typical changes, drawn anew for every line; lengths are shares of the picture's height.

    `slant`: shear either way, `stretch`: change of width, `least_size`: of the writing in the picture,
    `waver`: the baseline's along several words, `wobble`: a word's, `swell`: of letter size, `bend`: of strokes.
    """

    slant: float = 0.3
    stretch: float = 0.2
    least_size: float = 0.7
    waver: float = 0.03
    wobble: float = 0.015
    swell: float = 0.06
    bend: float = 0.012


def laid_out(ink: np.ndarray, height: int, amounts: Unsteadiness, random: np.random.Generator) -> np.ndarray:
    """Ink (H, W) 0–1 as a hand wrote it -> (height, W') within a picture of one line."""
    size = height * random.uniform(amounts.least_size, 0.95)
    scale = size / ink.shape[0]
    across = scale * (1 + amounts.stretch * random.uniform(-1, 1))
    slant = amounts.slant * random.uniform(-1, 1)
    margin = height * random.uniform(0.1, 0.4)
    width = int(ink.shape[1] * across + 2 * margin + abs(slant) * height)
    swell = 1 + amounts.swell * wander(random, width, 1.5 * height)
    shift = height * (
        amounts.waver * wander(random, width, 4 * height) + amounts.wobble * wander(random, width, height)
    )
    free = (height - size) * random.uniform(0.3, 0.7)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    y = (y - free - shift - size / 2) / swell + size / 2
    x = x - margin - abs(slant) * height / 2 + slant * (y - size / 2)
    y += amounts.bend * height * clouds(random, height, width, 0.3 * height)
    x += amounts.bend * height * clouds(random, height, width, 0.3 * height)
    smoothed = ndimage.gaussian_filter(ink, (0.35 / scale, 0.35 / across)) if scale < 1 else ink
    written: np.ndarray = ndimage.map_coordinates(smoothed, [y / scale, x / across], order=1, mode="constant")
    return written
