"""The usual distance between neighbouring lines of a page, from its ink alone."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

_LEAST_PX, _MOST_PX = 8, 110
_STRIPS = 10


def line_spacing(ink: np.ndarray) -> float:
    """Distance of lines in pixels of `ink` (h, w): the first echo of the ink's rows, else from letter heights."""
    from_letters = _from_letters(ink)
    echo = _row_echo(ink)
    candidates = [
        lag
        for lag in range(_LEAST_PX + 1, len(echo) - 1)
        if echo[lag] >= echo[lag - 1] and echo[lag] > echo[lag + 1] and echo[lag] > 0.12
    ]
    likely = [lag for lag in candidates if 0.55 * from_letters < lag < 2.2 * from_letters]
    if not likely:
        return from_letters
    highest = max(echo[lag] for lag in likely)
    return float(next(lag for lag in likely if echo[lag] > 0.7 * highest))


def _row_echo(ink: np.ndarray) -> np.ndarray:
    """Autocorrelation of row sums, averaged over vertical strips so that slanted lines do not blur it."""
    height, width = ink.shape
    most = min(_MOST_PX, height // 2)
    strips = [part.mean(axis=1) for part in np.array_split(ink, min(_STRIPS, width), axis=1)]
    total = np.zeros(most + 1)
    for rows in strips:
        rows = rows - ndimage.uniform_filter1d(rows, max(3, 2 * most))
        spectrum = np.abs(np.fft.rfft(rows, 2 * height)) ** 2
        total += np.fft.irfft(spectrum)[: most + 1]
    return np.asarray(total / max(total[0], 1e-9))


def _from_letters(ink: np.ndarray) -> float:
    """About 2.3 times the height of what stands connected, each blot counting as much as it is wide."""
    blots, _ = ndimage.label(ink > 0.35)
    boxes = [part for part in ndimage.find_objects(blots) if part is not None]
    sizes = np.array([(rows.stop - rows.start, columns.stop - columns.start) for rows, columns in boxes], float)
    sizes = sizes[(sizes[:, 0] > 3) & (sizes[:, 0] < _MOST_PX) & (sizes[:, 1] > 2)] if len(sizes) else sizes
    if len(sizes) < 3:
        return 30.0
    order = np.argsort(sizes[:, 0])
    weight = np.minimum(sizes[order, 1], 60).cumsum()
    middle = sizes[order, 0][np.searchsorted(weight, weight[-1] / 2)]
    return float(np.clip(1.9 * middle, _LEAST_PX, _MOST_PX))
