"""Where the writing lies in a picture of a single line.

Such pictures come with much paper around the letters or with none. The band is as high as an outline drawn
by a person would be, so that letters get the size they have on pages, whatever was cut around them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqclr_desktop.geometry import Box, Point, bounding_box

# Where the ink lies in lines outlined by people: its rows' middle and standard deviation as shares of the crop's
# height (medians of published collections), and how much of the crop the outline itself covers.
_INK_MIDDLE, _INK_SPREAD, _OUTLINE_SHARE = 0.545, 0.165, 0.8
# On pages the crops measured are larger, and what is cut off then was part of their spread: this much gives letters
# as large as those of the pictures (best on validation lines of two collections; 0.165 leaves them a tenth smaller).
_INK_SPREAD_ON_PAGE = 0.19
_LEAST_SHARE = 0.55  # of the picture's height: a line of dashes and dots is not blown up to fill its image


def covers_picture(polygon: Sequence[Point], size: tuple[int, int]) -> bool:
    """Whether an outline is the whole picture of (height, width), as that of a picture cut around one line."""
    height, width = size
    return len(polygon) >= 3 and bounding_box(polygon) == Box(0, 0, width, height)


def written_band(ink: np.ndarray, *, on_page: bool = False) -> tuple[float, float]:
    """Top and bottom of the writing in pixels, from the ink (H, W) uint8 of `line_crop.normalise_ink`.

    `on_page`: the ink is that of a line cut out of a page by its outline, not a picture of its own.
    """
    height = ink.shape[0]
    wanted = _INK_SPREAD_ON_PAGE if on_page else _INK_SPREAD
    shares = ink.astype(np.float32) / 255
    rows = np.where(shares > 0.3, shares, 0).sum(axis=1)  # (H,); fainter than a third is paper, not pen
    if rows.sum() < 1:
        return 0.0, float(height)
    places = np.arange(height) + 0.5
    middle = float((rows * places).sum() / rows.sum())
    spread = float(np.sqrt((rows * (places - middle) ** 2).sum() / rows.sum()))
    band = min(max(spread / wanted, _LEAST_SHARE * height), 1.25 * height) * _OUTLINE_SHARE
    top = middle - band * (0.5 + (_INK_MIDDLE - 0.5) / _OUTLINE_SHARE)
    return max(top, 0.0), min(top + band, float(height))
