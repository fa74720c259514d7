"""What lies around and over the letters on real paper: ruling, squares, strokes of the lines above and below, blots.

A model that has seen clean lines alone reads the squares of an exercise book as letters.
"""

from __future__ import annotations

import torch
from torch import Tensor

from seqclr_desktop.training.random_draw import Draw

_MOST_BLOTS = 3  # on a line
_BLOT_RADIUS = (0.08, 0.4)  # of the line's height
_BLOT_STRENGTH = (0.2, 0.9)
_BLOT_RIM = (0.2, 0.8)  # of the radius, over which a blot fades


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


def add_blots(images: Tensor, chance: float, draw: Draw) -> Tensor:
    """On some lines of `images` (N, 1, H, W) one to three soft round blots: of ink, or of bleached paper."""
    if chance <= 0:
        return images
    height, width = images.shape[2:]
    rows = torch.arange(height, device=images.device, dtype=torch.float32)[None, None, :, None] + 0.5
    columns = torch.arange(width, device=images.device, dtype=torch.float32)[None, None, None, :] + 0.5
    is_blotted = draw.chance(chance)  # (N, 1, 1, 1)
    for number in range(_MOST_BLOTS):
        x, y = (_each(draw.unit()) * side for side in (width, height))
        radius = _each(draw.between(_BLOT_RADIUS)) * height
        rim = _each(draw.between(_BLOT_RIM)) * radius
        away = torch.hypot(columns - x, rows - y)  # (N, 1, H, W)
        strength = _each(draw.between(_BLOT_STRENGTH)) * is_blotted * draw.chance(0.5 if number else 1.0)
        covered = ((radius - away) / rim).clamp(0, 1) * strength
        is_dark = draw.chance(0.5)
        images = is_dark * torch.maximum(images, covered) + (1 - is_dark) * images * (1 - covered)
    return images


def _each(values: Tensor) -> Tensor:
    """A value per line, (N,), beside pictures of lines: (N, 1, 1, 1)."""
    return values[:, None, None, None]
