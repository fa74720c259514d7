"""The network that draws maps of baselines: small, fully convolutional, for pages of any size.

A U-Net (Ronneberger et al. 2015) whose first stride halves the page, in the manner of the baseline
detectors of Grüning et al., "A two-stage method for text line detection" (2019), sections 3.1 and 3.2,
but with 0.4 million weights so that a page takes a fraction of a second on a CPU.

Letters in shapes: N pages, H x W pixels of the reduced page, C channels.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

INPUT_CHANNELS = 2  # darkness against the paper, and the paper itself
STRIDE = 2  # the maps are half as wide and high as the input
BASELINE, ENDS, BODY, ABOVE, BELOW = range(5)
REACH_UNIT_PX = 16.0  # the maps of reach hold log2 of the letters' reach in these units (input pixels)


@dataclass(frozen=True)
class DetectorShape:
    """Channels at strides 2, 4, 8 and 16."""

    stem: int = 16
    second: int = 32
    third: int = 64
    deepest: int = 96

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


class LineDetector(nn.Module):
    """Page (N, 2, H, W) -> maps (N, 5, H/2, W/2): logits of baseline, line ends and body, reach above and below.

    H and W must be multiples of 16.
    """

    def __init__(self, shape: DetectorShape | None = None) -> None:
        super().__init__()
        shape = shape or DetectorShape()
        self.shape = shape
        self.stem = _block(INPUT_CHANNELS, shape.stem, kernel=5, stride=2)
        self.down2 = nn.Sequential(_block(shape.stem, shape.second, stride=2), _block(shape.second, shape.second))
        self.down3 = nn.Sequential(_block(shape.second, shape.third, stride=2), _block(shape.third, shape.third))
        self.down4 = nn.Sequential(
            _block(shape.third, shape.deepest, stride=2),
            _block(shape.deepest, shape.deepest, dilation=2),
            _block(shape.deepest, shape.deepest, dilation=4),
        )
        self.up3 = _Up(shape.deepest, shape.third)
        self.up2 = _Up(shape.third, shape.second)
        self.up1 = _Up(shape.second, shape.stem)
        self.head = nn.Conv2d(shape.stem, 5, 3, padding=1)
        first_guess = torch.tensor([-3.0, -4.0, -2.0, 0.0, 0.0])  # most of a page is neither foot, end nor body
        self.head.bias = nn.Parameter(first_guess)

    def forward(self, page: Tensor) -> Tensor:
        at2 = self.stem(page)  # (N, 16, H/2, W/2)
        at4 = self.down2(at2)  # (N, 32, H/4, W/4)
        at8 = self.down3(at4)  # (N, 64, H/8, W/8)
        at16 = self.down4(at8)  # (N, 96, H/16, W/16)
        up8 = self.up3(at16, at8)  # (N, 64, H/8, W/8)
        up4 = self.up2(up8, at4)  # (N, 32, H/4, W/4)
        up2 = self.up1(up4, at2)  # (N, 16, H/2, W/2)
        maps: Tensor = self.head(up2)  # (N, 5, H/2, W/2)
        return maps

    def made_fast(self) -> LineDetector:
        """This network for asking alone, with the same answers: normalisations become part of the convolutions."""
        from torch.nn.utils.fusion import fuse_conv_bn_eval

        self.eval()
        for block in [part for part in self.modules() if isinstance(part, nn.Sequential)]:
            if isinstance(block[0], nn.Conv2d) and isinstance(block[1], nn.BatchNorm2d):
                block[0] = fuse_conv_bn_eval(block[0], block[1])
                block[1] = nn.Identity()
        return self.to(memory_format=torch.channels_last)  # type: ignore[call-overload,no-any-return]


class _Up(nn.Module):
    """Features of half the resolution, joined with those of the way down."""

    def __init__(self, coarse: int, fine: int) -> None:
        super().__init__()
        self.narrow = nn.Conv2d(coarse, fine, 1, bias=False)
        self.mix = _block(2 * fine, fine)

    def forward(self, coarse: Tensor, fine: Tensor) -> Tensor:
        grown = functional.interpolate(self.narrow(coarse), scale_factor=2.0, mode="bilinear", align_corners=False)
        mixed: Tensor = self.mix(torch.cat([grown, fine], dim=1))
        return mixed


def _block(inputs: int, outputs: int, *, kernel: int = 3, stride: int = 1, dilation: int = 1) -> nn.Sequential:
    padding = dilation * (kernel // 2)
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )
