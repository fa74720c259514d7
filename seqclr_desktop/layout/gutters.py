"""Where columns of writing part: blank stripes that run down past several lines."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from seqclr_desktop.layout.ink import broad_mean


def gutters(ink: np.ndarray, spacing: float) -> np.ndarray:
    """Places (h, w) bool that no line of writing crosses, on `ink` (h, w) with lines `spacing` px apart.

    A gap between words is blank in one line only; averaged over some six lines it fills up, while the
    gap between columns stays blank.
    """
    tall = broad_mean(ink, (2.2 * spacing, 0.1 * spacing))
    around = broad_mean(ink, (2.2 * spacing, 2.5 * spacing))
    blank = (tall < 0.22 * around) & (around > 0.03)
    return _runs_down(blank, 4 * spacing)


def _runs_down(mask: np.ndarray, length: float) -> np.ndarray:
    rows = np.ones((max(3, round(length)), 1), bool)
    return np.asarray(ndimage.binary_opening(mask, rows))
