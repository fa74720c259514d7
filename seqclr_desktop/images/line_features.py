"""What a line looks like in numbers, without any model: how dense, how slanted, how high its writing is.

Enough to tell one hand from another roughly; a trained encoder knows better.
"""

from __future__ import annotations

import numpy as np

_BANDS = 10
_ZONES = 3
_DIRECTIONS = 8


def line_features(strip: np.ndarray) -> np.ndarray:
    """(F,) float32 of a line image (H, W) uint8, ink light on 0."""
    ink = strip.astype(np.float32) / 255.0
    bands = np.array([band.mean() for band in np.array_split(ink, _BANDS, axis=0)])
    across, down = np.gradient(ink, axis=1), np.gradient(ink, axis=0)
    strength = np.hypot(across, down)
    direction = ((np.arctan2(down, across) % np.pi) / np.pi * _DIRECTIONS).astype(int) % _DIRECTIONS
    strokes = [
        np.bincount(d.ravel(), weights=s.ravel(), minlength=_DIRECTIONS) / (s.sum() + 1e-6)
        for d, s in zip(
            np.array_split(direction, _ZONES, axis=0), np.array_split(strength, _ZONES, axis=0), strict=True
        )
    ]
    columns = ink.max(axis=0) > 0.5
    changes = np.count_nonzero(np.diff(columns.astype(np.int8)))
    rhythm = [changes / max(ink.shape[1], 1) * ink.shape[0], columns.mean(), strength.mean(), ink.mean()]
    return np.concatenate([bands / (bands.sum() + 1e-6), *strokes, rhythm]).astype(np.float32)
