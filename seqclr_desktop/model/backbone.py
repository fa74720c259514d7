"""Convolutional ("visual") features of a line, one vector per frame.

Made for few lines and a processor: strided 3x3 convolutions instead of pooling keep the number of
multiplications low, normalisation by groups does not mind small batches, and the height is folded into
the vector instead of being averaged away. Padding is kept at zero and out of every statistic, so that a
line is read alike alone and beside a longer one.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from seqclr_desktop.model.line_batch import frame_mask
from seqclr_desktop.model.line_norm import LineNorm, shrunk
from seqclr_desktop.model.settings import EncoderSettings


class Backbone(nn.Module):
    """(N, 1, H, W) and true widths (N,) -> (N, T, `visual_size`) with T = ceil(W / 4)."""

    def __init__(self, settings: EncoderSettings) -> None:
        super().__init__()
        first, second, third = settings.channels
        self.stem = nn.Conv2d(1, first, 5, stride=2, padding=2, bias=False)  # 5x5 sees across a pen stroke
        self.norm_stem = LineNorm(first)
        self.blocks = nn.ModuleList([_Block(first, second, stride=(2, 2)), _Block(second, third, stride=(2, 1))])
        rows = -(-settings.height_px // 8)
        self.fold = nn.Linear(third * rows, settings.visual_size)
        self.normalise = nn.LayerNorm(settings.visual_size)
        self.neighbours = nn.ModuleList(_Neighbours(settings.visual_size) for _ in range(settings.neighbour_layers))

    def forward(self, images: Tensor, widths_px: Tensor) -> Tensor:
        features = self.norm_stem(self.stem(images), shrunk(widths_px, 2))  # (N, C1, H / 2, W / 2)
        counts = shrunk(widths_px, 4)
        for block in self.blocks:
            features = block(features, counts)  # (N, C2, H / 4, W / 4), then (N, C3, H / 8, W / 4)
        columns = features.permute(0, 3, 1, 2).flatten(2)  # (N, T, C3 * H / 8)
        mask = frame_mask(counts, columns.shape[1])[:, :, None]  # (N, T, 1)
        frames = torch.relu(self.normalise(self.fold(columns))) * mask  # (N, T, visual_size)
        for layer in self.neighbours:
            frames = layer(frames) * mask
        return frames


class _Block(nn.Module):
    """A strided convolution, then a residual depthwise-separable one: a ninth of the work of a full one."""

    def __init__(self, before: int, channels: int, stride: tuple[int, int]) -> None:
        super().__init__()
        self.reduce = nn.Conv2d(before, channels, 3, stride=stride, padding=1, bias=False)
        self.norm_reduce = LineNorm(channels)
        self.depthwise = nn.Conv2d(channels, channels, 3, padding=1, groups=channels, bias=False)
        self.pointwise = nn.Conv2d(channels, channels, 1, bias=False)
        self.norm_refine = LineNorm(channels)

    def forward(self, features: Tensor, counts: Tensor) -> Tensor:
        reduced = self.norm_reduce(self.reduce(features), counts)
        refined: Tensor = self.norm_refine(self.pointwise(self.depthwise(reduced)), counts, added=reduced)
        return refined


class _Neighbours(nn.Module):
    """Each frame with its two neighbours on either side; residual, (N, T, V) in and out."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.depthwise = nn.Conv1d(size, size, 5, padding=2, groups=size)
        self.pointwise = nn.Linear(size, size)
        self.normalise = nn.LayerNorm(size)

    def forward(self, frames: Tensor) -> Tensor:
        mixed = self.depthwise(frames.transpose(1, 2)).transpose(1, 2)
        return torch.relu(frames + self.normalise(self.pointwise(mixed)))
