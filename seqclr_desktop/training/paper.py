"""What lies around the letters on real paper: ruling, squares, strokes of the lines above and below.

A model that has seen clean lines alone reads the squares of an exercise book as letters.
"""

from __future__ import annotations

import torch
from torch import Tensor

from seqclr_desktop.training.random_draw import Draw


def rule_paper(images: Tensor, chance: float, draw: Draw) -> Tensor:
    """Lines of `images` (N, 1, H, W) on ruled paper, every second of them on squared; fainter than most pens."""
    if chance <= 0:
        return images
    height, width = images.shape[2:]
    rows = torch.arange(height, device=images.device, dtype=torch.float32)[None, :, None]  # (1, H, 1)
    columns = torch.arange(width, device=images.device, dtype=torch.float32)[None, None, :]  # (1, 1, W)
    step = (0.25 + 0.75 * draw.unit())[:, None, None] * height
    slope = 0.01 * draw.sign()[:, None, None]
    pen = (1 + draw.unit())[:, None, None]
    level = torch.remainder(rows + slope * columns + draw.unit()[:, None, None] * step, step) < pen  # (N, H, W)
    upright = torch.remainder(columns - slope * rows + draw.unit()[:, None, None] * step, step) < pen
    drawn = level | (upright & (draw.unit() < 0.5)[:, None, None])
    strength = (0.1 + 0.5 * draw.unit())[:, None, None, None] * draw.chance(chance)
    return torch.maximum(images, drawn[:, None].float() * strength)


def add_neighbours(images: Tensor, chance: float, draw: Draw) -> Tensor:
    """Below the upper edge the descenders, above the lower edge the ascenders of another line of the batch."""
    if chance <= 0:
        return images
    height = images.shape[2]
    reach = max(1, int((0.05 + 0.12 * float(torch.rand((), generator=draw.generator))) * height))
    other = images.roll(1, dims=0)
    below_baseline, above_letters = int(0.68 * height), int(0.12 * height)
    added = torch.zeros_like(images)
    added[:, :, :reach] = other[:, :, below_baseline : below_baseline + reach] * draw.chance(chance)
    added[:, :, -reach:] = other[:, :, above_letters : above_letters + reach] * draw.chance(chance)
    return torch.maximum(images, added)
