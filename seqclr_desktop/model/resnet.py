"""The paper's visual features: a residual network of 29 layers with 512 channels (arXiv 2012.10873, section 3.1).

It is the feature extractor of scene-text recognisers that the paper builds on (Baek et al., ICCV 2019,
after Cheng et al., "Focusing attention", ICCV 2017), for pictures 32 pixels high, without the
rectification stage, which straightened lines do not need. One thing differs: normalisation is over each
line's true width instead of over the batch, so that padding is not seen and the running mean of the
weights needs no statistics of its own.
"""

from __future__ import annotations

from torch import Tensor, nn

from seqclr_desktop.model.line_norm import LineNorm, shrunk
from seqclr_desktop.model.settings import EncoderSettings

_BLOCKS_PER_STAGE = (1, 2, 5, 3)


class ResNet29(nn.Module):
    """(N, 1, 32, W) and true widths (N,) -> (N, T, channels[3]) with T = W / 4 + 1: 26 frames for 32 x 100."""

    def __init__(self, settings: EncoderSettings) -> None:
        super().__init__()
        if settings.height_px != 32:
            raise ValueError("this network folds a height of 32 pixels into one")
        first, second, third, fourth = settings.channels
        self.stem = nn.ModuleList([_Layer(1, first // 4), _Layer(first // 4, first // 2)])
        sizes = [first // 2, first, second, third, fourth]
        self.stages = nn.ModuleList(
            _Stage(sizes[number], sizes[number + 1], count) for number, count in enumerate(_BLOCKS_PER_STAGE)
        )
        self.after = nn.ModuleList([_Layer(first, first), _Layer(second, second), _Layer(third, third)])
        self.fold_once = _Layer(fourth, fourth, size=2, stride=(2, 1), padding=(0, 1))
        self.fold_again = _Layer(fourth, fourth, size=2, padding=(0, 0))

    def forward(self, images: Tensor, widths_px: Tensor) -> Tensor:
        features, counts = images, widths_px
        for layer in self.stem:
            features = layer(features, counts)  # (N, C1 / 2, 32, W)
        for number, stage in enumerate(self.stages):
            if number < 2:  # to (N, C1 / 2, 16, W / 2), then (N, C1, 8, W / 4)
                features, counts = nn.functional.max_pool2d(features, 2, stride=2), shrunk(counts, 2)
            elif number == 2:  # (N, C2, 4, W / 4 + 1)
                features = nn.functional.max_pool2d(features, 2, stride=(2, 1), padding=(0, 1))
                counts = counts + 1
            features = stage(features, counts)
            if number < len(self.after):
                features = self.after[number](features, counts)
        features = self.fold_once(features, counts + 1)  # (N, C4, 2, W / 4 + 2)
        folded: Tensor = self.fold_again(features, counts)  # (N, C4, 1, W / 4 + 1)
        return folded[:, :, 0].transpose(1, 2)  # (N, T, C4)


class _Layer(nn.Module):
    """Convolution, normalisation, ReLU."""

    def __init__(
        self,
        before: int,
        channels: int,
        size: int = 3,
        stride: tuple[int, int] = (1, 1),
        padding: tuple[int, int] = (1, 1),
    ) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(before, channels, size, stride=stride, padding=padding, bias=False)
        self.normalise = LineNorm(channels)

    def forward(self, features: Tensor, counts: Tensor) -> Tensor:
        normalised: Tensor = self.normalise(self.convolution(features), counts)
        return normalised


class _BasicBlock(nn.Module):
    """Two convolutions beside a shortcut."""

    def __init__(self, before: int, channels: int) -> None:
        super().__init__()
        self.first = _Layer(before, channels)
        self.second = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.normalise = LineNorm(channels)
        self.widen = nn.Conv2d(before, channels, 1, bias=False) if before != channels else None
        self.normalise_wide = LineNorm(channels, rectifies=False) if before != channels else None

    def forward(self, features: Tensor, counts: Tensor) -> Tensor:
        shortcut = features
        if self.widen is not None and self.normalise_wide is not None:
            shortcut = self.normalise_wide(self.widen(features), counts)
        result: Tensor = self.normalise(self.second(self.first(features, counts)), counts, added=shortcut)
        return result


class _Stage(nn.Module):
    """Blocks one after the other; the first widens."""

    def __init__(self, before: int, channels: int, count: int) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            _BasicBlock(before if number == 0 else channels, channels) for number in range(count)
        )

    def forward(self, features: Tensor, counts: Tensor) -> Tensor:
        for block in self.blocks:
            features = block(features, counts)
        return features
