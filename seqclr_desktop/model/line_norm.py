"""Normalisation that padding cannot change."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from seqclr_desktop.model.line_batch import frame_mask


class LineNorm(nn.Module):
    """Group normalisation over the true width of each line, then ReLU; padding comes out as zero.

    With `added` the normalised features are added to it before the ReLU; without `rectifies` there is none.
    """

    def __init__(self, channels: int, group_size: int = 16, *, rectifies: bool = True) -> None:
        super().__init__()
        self.group_count = max(1, channels // group_size)
        self.rectifies = rectifies
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, features: Tensor, counts: Tensor, added: Tensor | None = None) -> Tensor:
        count, channels, _, width = features.shape
        mask = frame_mask(counts, width)[:, None, None, :].to(features.dtype)  # (N, 1, 1, W)
        grouped = (features * mask).reshape(count, self.group_count, -1)  # (N, G, C / G * H * W)
        size = counts[:, None] * (grouped.shape[2] // width)  # (N, 1)
        mean = grouped.sum(dim=2) / size  # (N, G)
        variance = (grouped.square().sum(dim=2) / size - mean.square()).clamp(min=0)
        per_channel = channels // self.group_count
        scale = (variance + 1e-5).rsqrt().repeat_interleave(per_channel, dim=1) * self.weight  # (N, C)
        shift = self.bias - mean.repeat_interleave(per_channel, dim=1) * scale
        normalised = torch.addcmul(shift[:, :, None, None], features, scale[:, :, None, None])
        summed = normalised if added is None else normalised + added
        return (torch.relu(summed) if self.rectifies else summed) * mask


def shrunk(widths_px: Tensor, factor: int) -> Tensor:
    """Widths after a convolution of that stride, rounded up."""
    return torch.div(widths_px + factor - 1, factor, rounding_mode="floor")
