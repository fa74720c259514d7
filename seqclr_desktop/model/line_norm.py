"""Normalisation that padding cannot change."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from seqclr_desktop.model.line_batch import frame_mask

_LEAST_VARIANCE = 1e-5


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
        """(N, C, H, W) features and `added`, true widths `counts` (N,), to (N, C, H, W)."""
        out: Tensor = _Normalise.apply(  # type: ignore[no-untyped-call]
            features, counts, self.weight, self.bias, added, self.group_count, self.rectifies
        )
        return out


class _Normalise(torch.autograd.Function):
    """The same as one step of its own: most of the memory of a training is what this would keep of its inner steps.

    Kept are the features and the result alone. The gradient is that of group normalisation (Wu and He 2018, section
    3.1), with all sums taken over true columns: `dx = r (g - mean(g) - z mean(g z))` for normalised features `z`, their
    gradient `g`, and `r` one over the standard deviation.
    """

    @staticmethod
    def forward(
        ctx: Any,
        features: Tensor,
        counts: Tensor,
        weight: Tensor,
        bias: Tensor,
        added: Tensor | None,
        group_count: int,
        rectifies: bool,
    ) -> Tensor:
        _, channels, height, width = features.shape
        is_line = frame_mask(counts, width).to(features.dtype)  # (N, W)
        size = (counts * (channels // group_count * height))[:, None].to(features.dtype)  # (N, 1), of a group
        mean = _by_group(_over_columns(features, is_line), group_count) / size  # (N, G)
        squares = _by_group(_over_columns(features.square(), is_line), group_count) / size
        rate = ((squares - mean.square()).clamp(min=0) + _LEAST_VARIANCE).rsqrt()  # (N, G)
        scale = _by_channel(rate, channels) * weight  # (N, C)
        shift = bias - _by_channel(mean, channels) * scale
        out = torch.addcmul(shift[:, :, None, None], features, scale[:, :, None, None])
        if added is not None:
            out += added
        if rectifies:
            out.relu_()
        out *= is_line[:, None, None, :]
        ctx.save_for_backward(features, out, is_line, mean, rate, size, weight)
        ctx.rectifies, ctx.has_added = rectifies, added is not None
        return out

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        features, out, is_line, mean, rate, size, weight = ctx.saved_tensors
        count, channels, _, _ = features.shape
        columns = is_line[:, None, None, :]
        # The padding of `out` is zero, so that its gradient goes with what the ReLU stops.
        inner = torch.ops.aten.threshold_backward(gradients[0], out, 0) if ctx.rectifies else gradients[0] * columns
        total = inner.sum(dim=(2, 3))  # (N, C)
        with_features = torch.bmm(inner.reshape(count * channels, 1, -1), features.reshape(count * channels, -1, 1))
        rates, means = _by_channel(rate, channels), _by_channel(mean, channels)  # (N, C)
        with_normalised = (with_features.reshape(count, channels) - means * total) * rates
        mean_gradient = _by_group(total * weight, rate.shape[1]) / size  # (N, G)
        mean_product = _by_group(with_normalised * weight, rate.shape[1]) / size
        slope = -_by_channel(rate.square() * mean_product, channels)[:, :, None, None]
        offset = -_by_channel(rate * (mean_gradient - mean * rate * mean_product), channels)[:, :, None, None]
        to_features = torch.addcmul(offset, features, slope)
        to_features *= columns
        to_features.addcmul_(inner, (rates * weight)[:, :, None, None])
        to_added = inner if ctx.has_added else None
        return to_features, None, with_normalised.sum(dim=0), total.sum(dim=0), to_added, None, None


def _over_columns(features: Tensor, is_line: Tensor) -> Tensor:
    """(N, C, H, W) summed over height and true columns, (N, C)."""
    count, channels, height, width = features.shape
    rows = torch.bmm(features.reshape(count, channels * height, width), is_line[:, :, None])  # (N, C * H, 1)
    return rows.reshape(count, channels, height).sum(dim=2)


def _by_group(of_channels: Tensor, group_count: int) -> Tensor:
    """(N, C) summed within groups, (N, G)."""
    return of_channels.reshape(of_channels.shape[0], group_count, -1).sum(dim=2)


def _by_channel(of_groups: Tensor, channels: int) -> Tensor:
    """(N, G) repeated for each channel of a group, (N, C)."""
    return of_groups.repeat_interleave(channels // of_groups.shape[1], dim=1)


def shrunk(widths_px: Tensor, factor: int) -> Tensor:
    """Widths after a convolution of that stride, rounded up."""
    return torch.div(widths_px + factor - 1, factor, rounding_mode="floor")
