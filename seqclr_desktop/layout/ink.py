"""From a page picture to a small map of where the ink is, evened out over stains, shadows and borders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy import ndimage

WORKING_PIXELS = 950_000  # about 1150 x 830: lines of a densely written charter stay 14 px apart
_PAPER_CELL_PX = 8
_NO_PAPER = 45  # darker than this over a whole neighbourhood: table, binding or film border


@dataclass(frozen=True)
class InkMap:
    """`ink` (h, w) float32, 0 paper to 1 full ink. A point of the map times `scale` is one of the page."""

    ink: np.ndarray
    scale: tuple[float, float]
    page_width_px: int
    page_height_px: int

    def to_page(self, points: np.ndarray) -> np.ndarray:
        """Map points (N, 2) as page pixels, moved onto the page."""
        return np.asarray(np.clip(points * self.scale, 0, (self.page_width_px, self.page_height_px)))


def reduce_page(grey: np.ndarray, pixels: int = WORKING_PIXELS) -> np.ndarray:
    """The page (H, W) uint8 shrunk by averaging to at most `pixels`; a smaller page stays as it is."""
    height, width = grey.shape
    share = min(1.0, (pixels / max(height * width, 1)) ** 0.5)
    size = (max(1, round(width * share)), max(1, round(height * share)))
    if size == (width, height):
        return grey
    return np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.BOX))


def ink_map(grey: np.ndarray, pixels: int = WORKING_PIXELS) -> InkMap:
    """The ink of a page (H, W) uint8, at most `pixels` large. A page without contrast gives an empty map."""
    small = reduce_page(grey, pixels).astype(np.float32)
    height, width = small.shape
    scale = (grey.shape[1] / width, grey.shape[0] / height)
    ink = _even_strength(darkness_and_paper(small)[0])
    return InkMap(ink, scale, grey.shape[1], grey.shape[0])


def _is_negative(small: np.ndarray) -> bool:
    """Whether letters are light on dark, as on microfilm: the middle of the page then is dark, with light specks."""
    height, width = small.shape
    middle = small[height // 5 : height - height // 5, width // 5 : width - width // 5]
    if middle.size == 0:
        return False
    low, centre, high = np.percentile(middle, (1, 50, 99))
    return bool(centre < 110 and high - centre > 2.5 * (centre - low) and high - centre > 60)


def darkness_and_paper(small: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How much darker than its paper each pixel is (h, w), as a share of the paper's brightness, and that brightness.

    `small` (h, w) is float, 0 to 255. Light writing on a dark ground is turned round first; where there
    is no paper (table, binding, border of the film) nothing is dark.
    """
    if _is_negative(small):
        small = 255 - small
    paper = _paper(small)
    darkness = np.clip((paper - small) / np.maximum(paper, 1), 0, 1)
    darkness[paper < _NO_PAPER] = 0
    return darkness, paper


def _paper(small: np.ndarray) -> np.ndarray:
    """Brightness of the paper behind every pixel: a high percentile over neighbourhoods of some 60 px."""
    height, width = small.shape
    cell = min(_PAPER_CELL_PX, height, width)
    rows, columns = -(-height // cell), -(-width // cell)
    padded = np.pad(small, ((0, rows * cell - height), (0, columns * cell - width)), mode="edge")
    cells = np.percentile(
        padded.reshape(rows, cell, columns, cell).transpose(0, 2, 1, 3).reshape(rows, columns, -1), 75, axis=2
    )
    paper = ndimage.percentile_filter(cells, 65, size=7, mode="nearest")
    paper = ndimage.gaussian_filter(paper, 1.0, mode="nearest")
    return np.asarray(ndimage.zoom(paper, cell, order=1, mode="nearest", grid_mode=True)[:height, :width], np.float32)


def _even_strength(darkness: np.ndarray) -> np.ndarray:
    """Stretch grain to 0 and the writing to 1, so that pale pencil counts as much as black ink beside it."""
    grain = float(np.percentile(darkness, 60))
    above = np.clip(darkness - 1.5 * grain - 0.02, 0, None)
    written = above[above > 0.03]
    if written.size < 30:
        return np.zeros_like(darkness)
    usual = float(np.percentile(written, 80))
    local = ndimage.gaussian_filter(np.where(above > 0.03, above, 0), 40)
    share = ndimage.gaussian_filter((above > 0.03).astype(np.float32), 40)
    local_strength = 1.6 * local / np.maximum(share, 1e-3)
    strength = np.clip(local_strength, 0.35 * usual, 1.5 * usual)
    return np.asarray(np.clip(above / strength, 0, 1), np.float32)
