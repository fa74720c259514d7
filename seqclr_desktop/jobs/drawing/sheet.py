"""What ink and paper go through: an uneven pen, fading, the lines around, the other side, stains, a camera."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from seqclr_desktop.jobs.drawing.waves import clouds, wander


@dataclass(frozen=True)
class Wear:
    """Chances (0–1) and largest amounts, drawn anew for every line.

    `flow`: how far the pen's width changes, `breaks`: chance that thin strokes break, `fading`: loss of ink in
    places, `neighbours`: chance of strokes of the lines above and below, `bleed`: chance that the other side
    shows, `ruling`: chance of ruled paper, `stains`: chance of stains, `grain`: of paper, in grey levels.
    """

    flow: float = 0.5
    breaks: float = 0.25
    fading: float = 0.5
    neighbours: float = 0.5
    bleed: float = 0.35
    ruling: float = 0.2
    stains: float = 0.3
    grain: float = 8.0


def on_paper(ink: np.ndarray, wear: Wear, random: np.random.Generator) -> np.ndarray:
    """Ink (H, W) 0–1 -> a grey picture (H, W) uint8 of the line on its sheet."""
    drawn = flowing(ink, wear, random)
    if random.random() < wear.neighbours:
        drawn = np.maximum(drawn, _lines_around(ink, random))
    darkness = drawn * random.uniform(90, 200) * (1 - wear.fading * _patches(random, ink.shape))
    if random.random() < wear.bleed:
        darkness = np.maximum(darkness, random.uniform(15, 60) * _other_side(ink, random))
    if random.random() < wear.ruling:
        darkness = np.maximum(darkness, random.uniform(20, 80) * _ruling(ink.shape, random))
    grey = _paper(ink.shape, wear, random) - darkness
    blurred = ndimage.gaussian_filter(grey, random.uniform(0.2, 0.9))
    noisy: np.ndarray = blurred + random.normal(0, random.uniform(0.5, wear.grain), ink.shape)
    return noisy.clip(0, 255).round().astype(np.uint8)


def flowing(ink: np.ndarray, wear: Wear, random: np.random.Generator) -> np.ndarray:
    """Ink (H, W) 0–1 with strokes now thicker and now thinner; thin ones may break."""
    height, width = ink.shape
    soft = ndimage.gaussian_filter(ink, 0.8)
    level: np.ndarray = 0.05 * clouds(random, height, width, 12.0)
    level = level + 0.32 - wear.flow * random.uniform(-0.35, 0.35)
    if random.random() < wear.breaks:
        level = level + 0.12 * np.maximum(clouds(random, height, width, 4.0), 0)
    strokes: np.ndarray = np.clip((soft - np.clip(level, 0.1, 0.5)) / 0.2 + 0.5, 0, 1)
    return strokes


def _patches(random: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """(H, W) 0–1: how much of the ink is gone; most of it is there mostly."""
    along = wander(random, shape[1], 1.5 * shape[0])[None, :]
    return np.clip(0.4 * along + 0.3 * clouds(random, shape[0], shape[1], 8.0) - 0.1, 0, 1) * random.random()


def _lines_around(ink: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """(H, W): the writing of this hand again, so far up and down that only what hangs over is seen."""
    height = ink.shape[0]
    seen = np.zeros_like(ink)
    for way in (-1, 1):
        if random.random() < 0.7:
            other = np.roll(ink, int(random.integers(ink.shape[1])), axis=1)
            distance = int(height * random.uniform(0.68, 0.95))
            part = seen[: height - distance] if way < 0 else seen[distance:]
            part[:] = other[distance:] if way < 0 else other[: height - distance]
    return seen


def _other_side(ink: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """(H, W): writing seen through the paper, mirrored and soft."""
    turned = np.roll(ink[:, ::-1], (int(random.integers(ink.shape[0])), int(random.integers(ink.shape[1]))), (0, 1))
    seen: np.ndarray = ndimage.gaussian_filter(turned, random.uniform(0.8, 2.0))
    return seen


def _ruling(shape: tuple[int, ...], random: np.random.Generator) -> np.ndarray:
    """(H, W): printed lines, and sometimes columns."""
    lines = np.zeros(shape, np.float32)
    step = int(shape[0] * random.uniform(0.4, 1.2))
    lines[int(random.integers(step)) :: step] = 1
    if random.random() < 0.3:
        lines[:, int(random.integers(step)) :: step] = 1
    return lines


def _paper(shape: tuple[int, ...], wear: Wear, random: np.random.Generator) -> np.ndarray:
    """(H, W) in grey levels: uneven, with fibres, perhaps with stains and folds."""
    height, width = shape
    level = random.uniform(185, 245) + 6 * clouds(random, height, width, 90.0) + 3 * clouds(random, height, width, 10.0)
    fibres = ndimage.gaussian_filter(random.normal(size=shape), (0.6, 2.5)) * random.uniform(0, wear.grain)
    if random.random() < wear.stains:
        stain = np.clip(clouds(random, height, width, 50.0) - 0.8, 0, 1)
        level = level - random.uniform(10, 60) * stain
    paper: np.ndarray = level + fibres
    return paper
