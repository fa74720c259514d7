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


@dataclass(frozen=True)
class ReducedPage:
    """A page shrunk for searching: how dark against its paper (h, w) 0–1, and the paper's brightness (h, w) 0–255."""

    darkness: np.ndarray
    paper: np.ndarray
    scale: tuple[float, float]
    page_width_px: int
    page_height_px: int

    @classmethod
    def of(cls, grey: np.ndarray, pixels: int = WORKING_PIXELS) -> ReducedPage:
        """The page (H, W) uint8 at no more than `pixels`."""
        small = reduce_page(grey, pixels)
        darkness, paper = darkness_and_paper(small.astype(np.float32))
        scale = (grey.shape[1] / small.shape[1], grey.shape[0] / small.shape[0])
        return cls(darkness, paper, scale, grey.shape[1], grey.shape[0])

    def ink(self) -> InkMap:
        """Where the ink is, evened out over the page; an empty map for a page without contrast."""
        return InkMap(_even_strength(self.darkness), self.scale, self.page_width_px, self.page_height_px)


def broad_mean(values: np.ndarray, sigma: tuple[float, float]) -> np.ndarray:
    """A Gaussian mean (h, w) over wide neighbourhoods, taken at reduced size since nothing small is left in it."""
    steps = [max(1, int(part / 3)) for part in sigma]
    height, width = values.shape
    rows, columns = -(-height // steps[0]), -(-width // steps[1])
    padded = np.pad(values, ((0, rows * steps[0] - height), (0, columns * steps[1] - width)), mode="edge")
    coarse = padded.reshape(rows, steps[0], columns, steps[1]).mean(axis=(1, 3), dtype=np.float32)
    coarse = ndimage.gaussian_filter(coarse, (sigma[0] / steps[0], sigma[1] / steps[1]))
    return _grown(coarse, (rows * steps[0], columns * steps[1]))[:height, :width]


def _grown(coarse: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """`coarse` enlarged to `size` (rows, columns), without steps in between."""
    picture = Image.fromarray(coarse.astype(np.float32))
    return np.asarray(picture.resize((size[1], size[0]), Image.Resampling.BILINEAR))


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
    return _grown(paper, (rows * cell, columns * cell))[:height, :width]


def _even_strength(darkness: np.ndarray) -> np.ndarray:
    """Stretch grain to 0 and the writing to 1, so that pale pencil counts as much as black ink beside it."""
    grain = float(np.percentile(darkness, 60))
    above = np.clip(darkness - 1.5 * grain - 0.02, 0, None)
    written = above[above > 0.03]
    if written.size < 30:
        return np.zeros_like(darkness)
    usual = float(np.percentile(written, 80))
    inked = above > 0.03
    local = broad_mean(np.where(inked, above, 0), (40, 40))
    share = broad_mean(inked, (40, 40))
    local_strength = 1.6 * local / np.maximum(share, 1e-3)
    strength = np.clip(local_strength, 0.35 * usual, 1.5 * usual)
    return np.asarray(np.clip(above / strength, 0, 1), np.float32)
