"""Two views of a line with their windows, as records. Light: the window draws them without PyTorch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class ShownWindow:
    """A window as a view shows it: its number in the line, and the columns where it begins and ends (pixels)."""

    number: int
    start_px: int
    end_px: int


@dataclass(frozen=True)
class ShownView:
    """A changed line, `image` (H, W) uint8 with ink 255, and the windows that can be seen on it."""

    image: np.ndarray
    windows: tuple[ShownWindow, ...]


@dataclass(frozen=True)
class ViewPair:
    """Two views of one line. `contrasted` are the numbers of windows that are; `without_ink` of those too empty."""

    line_id: int
    first: ShownView
    second: ShownView
    contrasted: frozenset[int]
    without_ink: frozenset[int]
