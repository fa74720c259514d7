"""Frames of two views -> the instances that are contrasted (arXiv 2012.10873, section 3.3).

The paper contrasts the whole picture, a fixed number of windows, or every frame; on lines windows have a
fixed width. Whatever their size, windows are carried through each view's warp: a window is a stretch of
the *original* line, and each view pools the frames that show that stretch. Views may then be cropped,
stretched and bent differently and still be paired ink to ink.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from seqclr_desktop.model.encoder import Frames
from seqclr_desktop.model.settings import EncoderSettings


@dataclass(frozen=True)
class Windows:
    """Pooled windows of one view: `vectors` (N, K, C), `are_whole` (N, K) bool.

    A window is whole when enough of its width shows in the view.
    """

    vectors: Tensor
    are_whole: Tensor


@dataclass(frozen=True)
class WindowGrid:
    """Where the windows of a batch lie: `offset_px` before the first, each `window_px` wide, `count` of them.

    `window_px` is one width for all lines, or (N, 1) a width for each line.
    """

    offset_px: float
    window_px: float | Tensor
    count: int

    @classmethod
    def over(cls, width_px: int, window_px: float, offset_px: float) -> WindowGrid:
        """As many windows as begin within `width_px`."""
        return cls(offset_px, window_px, max(1, int((width_px - offset_px) // window_px) + 1))

    @classmethod
    def dividing(cls, widths_px: Tensor, count: int) -> WindowGrid:
        """Every line in `count` windows of equal width, T' of the paper."""
        return cls(0.0, widths_px[:, None] / count, count)

    def number_of(self, x_px: Tensor) -> Tensor:
        """(N, T) places of the original lines -> the window each lies in, -1 where there is none."""
        number = torch.floor((x_px - self.offset_px) / self.window_px).long()
        return torch.where((number < 0) | (number >= self.count), -1, number)


def pool_windows(
    frames: Tensor, mask: Tensor, source_x_px: Tensor, grid: WindowGrid, frame_px: int, least_share: float = 0.6
) -> Windows:
    """Mean over the frames of each window.

    `frames`: (N, T, C), `mask`: (N, T) true where a frame is no padding, `source_x_px`: (N, T) the
    place in the original line that each frame shows. A window is whole from `least_share` of its frames on.
    """
    number = grid.number_of(source_x_px)
    number = torch.where(mask & (number >= 0), number, grid.count)  # the last bin gathers what is left out
    bins = torch.nn.functional.one_hot(number, grid.count + 1)[..., :-1].to(frames.dtype)  # (N, T, K)
    sizes = bins.sum(dim=1)  # (N, K)
    vectors = torch.einsum("ntk,ntc->nkc", bins, frames) / sizes.clamp(min=1)[..., None]
    return Windows(vectors, (sizes > 0) & (sizes >= least_share * grid.window_px / frame_px))


def inked_windows(images: Tensor, grid: WindowGrid, least_ink: float) -> Tensor:
    """(N, K) bool: whether at least that share of a window's area is ink, on the unchanged lines (N, 1, H, W)."""
    ink = images.mean(dim=(1, 2))  # (N, W)
    places = torch.arange(ink.shape[1], device=ink.device, dtype=torch.float32) + 0.5
    number = grid.number_of(places.expand_as(ink))  # (N, W)
    number = torch.where(number >= 0, number, grid.count)
    sums = ink.new_zeros(ink.shape[0], grid.count + 1).scatter_add_(1, number, ink)
    sizes = ink.new_zeros(ink.shape[0], grid.count + 1).scatter_add_(1, number, torch.ones_like(ink))
    return sums[:, :-1] / sizes[:, :-1].clamp(min=1) >= least_ink


def frame_places(source_x_px: Tensor, frames: Frames, settings: EncoderSettings) -> Tensor:
    """(N, T): the original column at the middle of each frame, from the column map (N, W) of the view."""
    count = frames.visual.shape[1]
    middles = torch.arange(count, device=source_x_px.device) * settings.frame_px + settings.first_frame_px
    return source_x_px[:, middles.clamp(max=source_x_px.shape[1] - 1)]
