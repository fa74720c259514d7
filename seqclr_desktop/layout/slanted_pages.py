"""Pages that lie askew: their lines are looked for once more on the page turned until most of them lie level.

The network follows slanted lines well enough to tell how much they slant. Which pieces are one line, which line
is nearest to a stroke, and what is read first is asked along the rows of the page, so that lines of a slanted
page break and columns mix.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, cos, sin

import numpy as np
from PIL import Image

from seqclr_desktop.document import Line
from seqclr_desktop.geometry import Polyline, clamp_points
from seqclr_desktop.layout.ink import InkMap
from seqclr_desktop.layout.segmenter import FoundLayout


@dataclass(frozen=True)
class LevelledPage:
    """`page` turned about its middle so that lines with this `slant` (radians) lie level; its corners stay on it."""

    page: InkMap
    slant: float

    def layers(self, layers: np.ndarray) -> np.ndarray:
        """Layers (C, h, w) uint8 -> (C, h', w')."""
        return np.stack([self._turned(layer) for layer in layers])

    def ink_map(self) -> InkMap:
        """The turned ink, in pixels as large as those of the page."""
        width, height = self._size
        page_width_px, page_height_px = (
            ceil(px * scale) for px, scale in zip((width, height), self.page.scale, strict=True)
        )
        ink = self._turned(self.page.ink).clip(0, 1)
        return InkMap(ink, self.page.scale, page_width_px, page_height_px)

    def layout_back(self, found: FoundLayout) -> FoundLayout:
        """What was found on the turned page as it lies on the page, in the same order."""
        regions = tuple(replace(region, polygon=self._points_back(region.polygon)) for region in found.regions)
        return FoundLayout(regions, tuple(self._back(line) for line in found.lines))

    def _back(self, line: Line) -> Line:
        return replace(line, baseline=self._points_back(line.baseline), polygon=self._points_back(line.polygon))

    def _points_back(self, points: Polyline) -> Polyline:
        away = np.reshape(points, (-1, 2)) / self.page.scale - np.array(self._size) / 2
        there = (self._middle + away @ self._way.T) * self.page.scale
        rounded = [(round(float(x), 1), round(float(y), 1)) for x, y in there]
        return clamp_points(rounded, self.page.page_width_px, self.page.page_height_px)

    @property
    def _way(self) -> np.ndarray:
        """Steps on the turned page as steps on the page (2, 2)."""
        return np.array([[cos(self.slant), -sin(self.slant)], [sin(self.slant), cos(self.slant)]])

    @property
    def _middle(self) -> np.ndarray:
        return np.array(self.page.ink.shape[::-1]) / 2

    @property
    def _size(self) -> tuple[int, int]:
        """Width and height of the canvas that holds the turned page."""
        width, height = (np.abs(self._way).T @ (2 * self._middle)).tolist()
        return ceil(width), ceil(height)

    def _turned(self, layer: np.ndarray) -> np.ndarray:
        """A layer (h, w) -> (h', w'); what lies outside the page is 0, as where the detector was taught."""
        corner = self._middle - self._way @ (np.array(self._size) / 2)
        data = (*self._way[0], corner[0], *self._way[1], corner[1])
        picture = Image.fromarray(np.ascontiguousarray(layer))
        return np.asarray(
            picture.transform(self._size, Image.Transform.AFFINE, data, Image.Resampling.BICUBIC, fillcolor=0)
        )
