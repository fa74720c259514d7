"""Frames of two views -> the instances that are contrasted (arXiv 2012.10873, section 3.3).

The paper cuts every view into a fixed number of windows, which suits words. On lines a window has a
fixed width, and it is carried through each view's warp: a window is a stretch of the *original* line,
and each view pools the frames that show that stretch. Views may then be cropped, stretched and bent
differently and still be paired ink to ink.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from seqclr_desktop.model.encoder import Frames


@dataclass(frozen=True)
class Windows:
    """Pooled windows of one view: `vectors` (N, K, C), `are_whole` (N, K) bool.

    A window is whole when enough of its width shows in the view.
    """

    vectors: Tensor
    are_whole: Tensor


@dataclass(frozen=True)
class WindowGrid:
    """Where the windows of a batch lie: `offset_px` before the first, each `window_px` wide, `count` of them."""

    offset_px: float
    window_px: float
    count: int

    @classmethod
    def over(cls, width_px: int, window_px: float, offset_px: float) -> WindowGrid:
        """As many windows as begin within `width_px`."""
        return cls(offset_px, window_px, max(1, int((width_px - offset_px) // window_px) + 1))

    def number_of(self, x_px: Tensor) -> Tensor:
        """The window each place of the original line lies in, -1 where there is none."""
        number = torch.floor((x_px - self.offset_px) / self.window_px).long()
        return torch.where((number < 0) | (number >= self.count), -1, number)


def pool_windows(frames: Tensor, mask: Tensor, source_x_px: Tensor, grid: WindowGrid, frame_px: int) -> Windows:
    """Mean over the frames of each window.

    `frames`: (N, T, C), `mask`: (N, T) true where a frame is no padding, `source_x_px`: (N, T) the
    place in the original line that each frame shows.
    """
    number = grid.number_of(source_x_px)
    number = torch.where(mask & (number >= 0), number, grid.count)  # the last bin gathers what is left out
    bins = torch.nn.functional.one_hot(number, grid.count + 1)[..., :-1].to(frames.dtype)  # (N, T, K)
    sizes = bins.sum(dim=1)  # (N, K)
    vectors = torch.einsum("ntk,ntc->nkc", bins, frames) / sizes.clamp(min=1)[..., None]
    return Windows(vectors, sizes >= 0.6 * grid.window_px / frame_px)


def inked_windows(images: Tensor, grid: WindowGrid, least_ink: float) -> Tensor:
    """(N, K) bool: whether at least that share of a window's area is ink, on the unchanged lines (N, 1, H, W)."""
    ink = images.mean(dim=(1, 2))  # (N, W)
    places = torch.arange(ink.shape[1], device=ink.device, dtype=torch.float32) + 0.5
    number = grid.number_of(places)
    number = torch.where(number >= 0, number, grid.count)
    bins = torch.nn.functional.one_hot(number, grid.count + 1)[:, :-1].to(ink.dtype)  # (W, K)
    return (ink @ bins) / bins.sum(dim=0).clamp(min=1) >= least_ink


def frame_places(source_x_px: Tensor, frames: Frames, frame_px: int) -> Tensor:
    """(N, T): the original column at the middle of each frame, from the column map (N, W) of the view."""
    middles = torch.arange(frames.visual.shape[1], device=source_x_px.device) * frame_px + frame_px // 2
    return source_x_px[:, middles.clamp(max=source_x_px.shape[1] - 1)]
