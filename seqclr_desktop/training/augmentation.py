"""Changed views of lines that keep the order of their letters.

The published list (contrast, blur, crops, sharpening, piecewise affine, perspective; arXiv 2012.10873,
appendix) is made for word pictures and states its horizontal ranges as shares of the width, which on
a line moves ink by whole windows. Here every geometric range is a share of the line's height, and the
warp remembers where each column of the view comes from, so that windows can be carried along with it.
All lines of a batch are warped at once on their device. No flips, no reordering.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from seqclr_desktop.model.line_batch import LineBatch, frame_mask
from seqclr_desktop.training.paper import add_blots, add_neighbours, rule_paper
from seqclr_desktop.training.random_draw import Draw
from seqclr_desktop.training.view_settings import AugmentationSettings


@dataclass(frozen=True)
class View:
    """A changed batch, and for each of its columns the column of the original it shows.

    `source_x`: (N, W') in pixels of the original, never decreasing along a line.
    """

    batch: LineBatch
    source_x: Tensor


def make_view(
    batch: LineBatch,
    settings: AugmentationSettings,
    generator: torch.Generator,
    *,
    crop_share: float = 0.0,
) -> View:
    """One view of every line. With `crop_share` up to that share of the width is cut off, split between both ends.

    Random numbers are drawn on the processor, so that a seed gives the same views on every device.
    """
    images = batch.images
    count, _, height, width = images.shape
    device = images.device
    draw = Draw(generator, count, device)

    stretch = 1 + settings.stretch * draw.sign()  # (N,)
    cut = crop_share * draw.unit()
    start_px = cut * draw.unit() * batch.widths_px
    kept_px = (1 - cut) * batch.widths_px
    view_widths = (kept_px * stretch).round().clamp(min=height // 2).long()
    view_width = int(-(-int(view_widths.max()) // 32) * 32)

    x = torch.arange(view_width, device=device) + 0.5
    y = torch.arange(height, device=device) + 0.5
    column = start_px[:, None] + x[None, :] / stretch[:, None]  # (N, W') original column of each view column
    wander_x = _smooth_noise(draw, view_width, settings.bend_step * height) * settings.bend * height  # (N, W')
    wander_y = _smooth_noise(draw, view_width, settings.bend_step * height) * settings.bend * height
    source_x = torch.cummax(column + wander_x, dim=1).values

    from_middle = y - height / 2  # (H,)
    grow = 1 + settings.grow * draw.sign()
    row = height / 2 + from_middle[None, :, None] / grow[:, None, None]  # (N, H, 1)
    row = row + settings.shift * height * draw.sign()[:, None, None] + wander_y[:, None, :]  # (N, H, W')
    lean = settings.slant * draw.sign()[:, None, None] * from_middle[None, :, None]
    across = source_x[:, None, :] + lean  # (N, H, W')

    grid = torch.stack([across * (2 / width) - 1, row.expand_as(across) * (2 / height) - 1], dim=3)
    warped = torch.nn.functional.grid_sample(images, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
    inside = frame_mask(view_widths, view_width)[:, None, None, :]
    dirtied = rule_paper(add_neighbours(warped, settings.neighbours, draw), settings.ruling, draw)
    inked = _change_ink(add_blots(dirtied, settings.blots, draw), settings, draw) * inside
    return View(LineBatch(inked, view_widths), source_x)


def wipe_spans(batch: LineBatch, share: float, generator: torch.Generator) -> LineBatch:
    """The lines with about `share` of their columns made paper, in spans of half to one line height."""
    if share <= 0:
        return batch
    count, _, height, width = batch.images.shape
    chance_per_column = share / (0.75 * height)
    starts = (torch.rand(count, width, generator=generator) < chance_per_column).float()
    length = int(height * (0.5 + 0.5 * float(torch.rand((), generator=generator))))
    wiped = torch.nn.functional.max_pool1d(starts, length, stride=1, padding=length // 2)[:, :width]
    keep = 1 - wiped.to(batch.images.device)[:, None, None, :]
    return LineBatch(batch.images * keep, batch.widths_px)


def _smooth_noise(draw: Draw, width: int, step_px: float) -> Tensor:
    """(N, width) of noise with unit deviation at nodes `step_px` apart, smooth between them."""
    nodes = max(2, int(width / max(step_px, 1.0)) + 2)
    coarse = draw.normal(1, nodes)
    return torch.nn.functional.interpolate(coarse, size=width, mode="linear", align_corners=True)[:, 0]


def _change_ink(images: Tensor, settings: AugmentationSettings, draw: Draw) -> Tensor:
    """Another pen, other ink, other paper; (N, 1, H, W) in and out."""
    pool = torch.nn.functional.max_pool2d
    if settings.stroke > 0:
        thick = pool(images, 3, stride=1, padding=1)
        thin = -pool(-images, 3, stride=1, padding=1)
        amount = draw.unit()[:, None, None, None] * 0.7
        is_thick = draw.chance(0.5)
        other = is_thick * thick + (1 - is_thick) * thin
        change = draw.chance(settings.stroke) * amount
        images = images * (1 - change) + other * change
    if settings.blur > 0:
        blurred = torch.nn.functional.avg_pool2d(images, 3, stride=1, padding=1, count_include_pad=False)
        amount = draw.chance(settings.blur) * draw.unit()[:, None, None, None]
        images = images * (1 - amount) + blurred * amount
    if settings.contrast > 0:
        strength = 1 - settings.contrast * draw.unit()[:, None, None, None]
        gamma = torch.exp(0.5 * settings.contrast * draw.sign())[:, None, None, None]
        images = images.clamp(1e-4, 1).pow(gamma) * strength
    if settings.noise > 0:
        grain = draw.normal(1, *images.shape[2:]) * (settings.noise * draw.unit()[:, None, None, None])
        images = images + grain
    return images.clamp(0, 1)
