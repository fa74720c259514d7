"""Stretches of known pages, changed as other scanners, papers and writers would change them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy import ndimage

from seqclr_desktop.layout.detector_input import as_network_input
from seqclr_desktop.layout.detector_targets import Targets, TrueLine, draw_targets, moved

_TURNS = ((0, 0.88), (1, 0.04), (2, 0.04), (3, 0.04))  # quarter turns and how often
_MAX_SLANT_DEGREES = 8.0
_SCALES = (0.6, 1.5)
_SHORT_LINE = 6.0  # in reaches above the baseline: page numbers, words between lines, names in margins
_SHORT_LINE_SHARE = 3.0  # how much oftener a stretch is laid around such a line


@dataclass(frozen=True)
class KnownPage:
    """A page with known lines. `layers` (2, h, w) uint8 as `detector_layers` makes them.

    `outside_weight` (0–1) is how sure it is that the page has no other lines than the known ones.
    """

    name: str
    layers: np.ndarray
    lines: Sequence[TrueLine]
    outside_weight: float = 1.0


@dataclass(frozen=True)
class Stretch:
    """A square of a page: `pixels` (2, size, size) float32 and what the detector ought to answer."""

    pixels: np.ndarray
    targets: Targets


def random_stretch(page: KnownPage, size: int, rng: np.random.Generator, other: KnownPage | None = None) -> Stretch:
    """A changed stretch of `page`; `other`, when given, shines through from the back of the sheet."""
    matrix = _random_matrix(page, size, rng)
    layers = _warped(page.layers, matrix, size)
    if other is not None:
        back = _warped(other.layers[:, :, ::-1], _random_matrix(other, size, rng), size)[0]
        layers[0] = np.maximum(layers[0], back * rng.uniform(0.1, 0.45))
    pixels = _changed_contrast(as_network_input(layers), rng)
    return Stretch(pixels, draw_targets(moved(page.lines, matrix), size, page.outside_weight))


def _random_matrix(page: KnownPage, size: int, rng: np.random.Generator) -> np.ndarray:
    """Page -> stretch (2, 3): a turn, a slant, a scale, and a place, mostly where lines are."""
    quarter = int(rng.choice([turn for turn, _ in _TURNS], p=[share for _, share in _TURNS]))
    angle = np.deg2rad(90 * quarter + np.clip(rng.normal(0, 3), -_MAX_SLANT_DEGREES, _MAX_SLANT_DEGREES))
    scale = float(np.exp(rng.uniform(np.log(_SCALES[0]), np.log(_SCALES[1]))))
    stretch = np.diag([scale * rng.uniform(0.9, 1.1), scale])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    linear = turn @ stretch
    height, width = page.layers.shape[1:]
    centre = np.array([rng.uniform(0.1, 0.9) * width, rng.uniform(0.1, 0.9) * height])
    if page.lines and rng.random() < 0.7:
        line = page.lines[int(rng.choice(len(page.lines), p=line_shares(page.lines)))]
        centre = line.baseline[int(rng.integers(len(line.baseline)))] + rng.normal(0, 0.2 * size, 2)
    return np.concatenate([linear, (size / 2 - linear @ centre)[:, None]], axis=1)


def line_shares(lines: Sequence[TrueLine]) -> np.ndarray:
    """How often a stretch is laid around each line (N,): short ones, rare but missed most, oftener."""
    lengths = np.array([np.hypot(*(line.baseline[-1] - line.baseline[0])) / line.above for line in lines])
    shares = np.where(lengths < _SHORT_LINE, _SHORT_LINE_SHARE, 1.0)
    return np.asarray(shares / shares.sum())


def _warped(layers: np.ndarray, matrix: np.ndarray, size: int) -> np.ndarray:
    """Layers (2, h, w) -> (2, size, size) float32; outside the page lies a dark table."""
    inverse = np.linalg.inv(matrix[:, :2])
    offset = -inverse @ matrix[:, 2]
    data = (inverse[0, 0], inverse[0, 1], offset[0], inverse[1, 0], inverse[1, 1], offset[1])
    pictures = [
        Image.fromarray(np.ascontiguousarray(layer)).transform(
            (size, size), Image.Transform.AFFINE, data, Image.Resampling.BILINEAR, fillcolor=0
        )
        for layer in layers
    ]
    return np.stack([np.asarray(picture, np.float32) for picture in pictures])


def _changed_contrast(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    darkness, paper = pixels
    if rng.random() < 0.3:
        darkness = ndimage.gaussian_filter(darkness, rng.uniform(0.3, 1.0))
    darkness = darkness ** rng.uniform(0.8, 1.3) * rng.uniform(0.6, 1.4)
    if rng.random() < 0.3:
        darkness = darkness * _cloud(darkness.shape, rng, 0.4, 1.2)  # ink that fades in places
    if rng.random() < 0.5:
        grain = rng.normal(0, rng.uniform(0.02, 0.12), darkness.shape)
        darkness = np.clip(darkness + ndimage.gaussian_filter(grain, rng.uniform(0, 0.8)), 0, 2)
    paper = paper * rng.uniform(0.9, 1.1) + rng.uniform(-0.15, 0.15)
    return np.stack([darkness, paper]).astype(np.float32)


def _cloud(shape: tuple[int, ...], rng: np.random.Generator, low: float, high: float) -> np.ndarray:
    coarse = rng.uniform(low, high, (6, 6))
    return np.asarray(ndimage.zoom(coarse, (shape[0] / 6, shape[1] / 6), order=1)[: shape[0], : shape[1]])
