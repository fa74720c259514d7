"""The published views of word pictures (arXiv 2012.10873, appendix), for running the paper's own protocol.

One to five of seven changes, drawn anew for every word. Geometric ranges are shares of the picture's size,
which on a word 32 x 100 pixels moves ink by a small part of a window, and on a line by whole ones: lines
have a list of their own (`augmentation`). Contrast is scaled towards the paper, which is 0 here; the
published one scales towards middle grey and lightens the paper too.
"""

from __future__ import annotations

import torch
from torch import Tensor

from seqclr_desktop.model.line_batch import LineBatch, frame_mask
from seqclr_desktop.training.augmentation import View
from seqclr_desktop.training.random_draw import Draw

CONTRAST = (0.5, 1.0)
BLUR_SIGMA_PX = (0.5, 1.5)
VERTICAL_CROP = (0.0, 0.4)
HORIZONTAL_CROP = (0.0, 0.02)
SHARPEN = (0.0, 0.5)
LIGHTNESS = (0.0, 0.5)
PIECEWISE_SIGMA = (0.02, 0.03)
PIECEWISE_NODES = 4
PERSPECTIVE_SIGMA = (0.01, 0.02)
MOST_CHANGES = 5
_CHANGES = 7
_LEAST_HEIGHT = 0.2  # both crops together may ask for more than there is


def make_word_view(batch: LineBatch, generator: torch.Generator) -> View:
    """One view of every word, of the same width as the word."""
    images = batch.images
    count, _, height, width = images.shape
    draw = Draw(generator, count, images.device)
    contrast, blur, vertical, horizontal, sharpen, piecewise, perspective = _chosen(draw).unbind(dim=1)
    across = torch.arange(width, device=images.device) + 0.5
    x = across / batch.widths_px[:, None]  # (N, W) 0 to 1 over each word
    y = (torch.arange(height, device=images.device) + 0.5) / height  # (H,)
    left, right = horizontal * draw.between(HORIZONTAL_CROP), horizontal * draw.between(HORIZONTAL_CROP)
    top, bottom = vertical * draw.between(VERTICAL_CROP), vertical * draw.between(VERTICAL_CROP)
    kept = (1 - top - bottom).clamp(min=_LEAST_HEIGHT)
    moved_x = (left[:, None] + x * (1 - left - right)[:, None])[:, None, :].expand(-1, height, -1)  # (N, H, W)
    moved_y = (top[:, None] + y * kept[:, None])[:, :, None].expand(-1, -1, width)
    bend = draw.normal(2, PIECEWISE_NODES, PIECEWISE_NODES)
    bend = bend * (piecewise * draw.between(PIECEWISE_SIGMA))[:, None, None, None]
    corners = draw.normal(2, 2, 2) * (perspective * draw.between(PERSPECTIVE_SIGMA))[:, None, None, None]
    shift = _at(bend, x, y) + _at(corners, x, y)  # (N, 2, H, W)
    moved_x, moved_y = moved_x + shift[:, 0], moved_y + shift[:, 1]

    source_x = moved_x * batch.widths_px[:, None, None]
    grid = torch.stack([source_x * (2 / width) - 1, moved_y * 2 - 1], dim=3)
    warped = sampled(images, grid)
    warped = _blurred(warped, draw.between(BLUR_SIGMA_PX), blur)
    warped = _sharpened(warped, sharpen * draw.between(SHARPEN), draw.between(LIGHTNESS))
    warped = warped * (1 - contrast + contrast * draw.between(CONTRAST))[:, None, None, None]
    inside = frame_mask(batch.widths_px, width)[:, None, None, :]
    middle = source_x[:, height // 2]  # (N, W)
    return View(LineBatch(warped.clamp(0, 1) * inside, batch.widths_px), torch.cummax(middle, dim=1).values)


def _chosen(draw: Draw) -> Tensor:
    """(N, 7) of 0 and 1: one to five changes for each word."""
    order = torch.rand(draw.count, _CHANGES, generator=draw.generator).argsort(dim=1).argsort(dim=1)
    counts = torch.randint(1, MOST_CHANGES + 1, (draw.count, 1), generator=draw.generator)
    return (order < counts).float().to(draw.device)


def sampled(images: Tensor, grid: Tensor) -> Tensor:
    """The pictures (N, 1, H, W) at the places of `grid` (N, H', W', 2), -1 to 1; beyond the edge it goes on.

    Apple's graphics know no such padding, so places beyond are moved onto the outer pixels.
    """
    height, width = images.shape[2:]
    edge = 1 - 1 / torch.tensor([width, height], device=images.device)  # (2,)
    kept = torch.minimum(torch.maximum(grid, -edge), edge)
    return torch.nn.functional.grid_sample(images, kept, mode="bilinear", align_corners=False)


def _at(nodes: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """Values of a coarse grid over each word (N, 2, K, K) at its own pixels: (N, 2, H, W)."""
    shape = (len(x), len(y), x.shape[1])
    grid = torch.stack([(x * 2 - 1)[:, None, :].expand(shape), (y * 2 - 1)[None, :, None].expand(shape)], dim=3)
    return torch.nn.functional.grid_sample(nodes, grid.clamp(-1, 1), mode="bilinear", align_corners=True)


def _blurred(images: Tensor, sigma_px: Tensor, chosen: Tensor) -> Tensor:
    """Each word under its own Gaussian."""
    reach = torch.arange(-4, 5, device=images.device, dtype=torch.float32)
    kernel = torch.exp(-0.5 * (reach[None, :] / sigma_px[:, None]).square())
    kernel = kernel / kernel.sum(dim=1, keepdim=True)  # (N, 9)
    count = len(images)
    beside = torch.nn.functional.pad(images.transpose(0, 1), (4, 4, 4, 4), mode="replicate")  # (1, N, H + 8, W + 8)
    down = torch.nn.functional.conv2d(beside, kernel[:, None, :, None], groups=count)
    smooth = torch.nn.functional.conv2d(down, kernel[:, None, None, :], groups=count).transpose(0, 1)
    share = chosen[:, None, None, None]
    return images * (1 - share) + smooth * share


def _sharpened(images: Tensor, amount: Tensor, lightness: Tensor) -> Tensor:
    """Mixed with its edges."""
    around = torch.nn.functional.avg_pool2d(
        torch.nn.functional.pad(images, (1, 1, 1, 1), mode="replicate"), 3, stride=1
    )
    edges = 9 * (images - around) + lightness[:, None, None, None] * images
    share = amount[:, None, None, None]
    return images * (1 - share) + edges * share
