"""Random numbers for a batch of lines, drawn on the processor so that a seed gives the same on every device."""

from __future__ import annotations

import torch
from torch import Tensor


class Draw:
    """Random numbers, one per line of a batch of `count`."""

    def __init__(self, generator: torch.Generator, count: int, device: torch.device) -> None:
        self.generator = generator
        self.count = count
        self.device = device

    def unit(self) -> Tensor:
        """(N,) in 0 to 1."""
        return torch.rand(self.count, generator=self.generator).to(self.device)

    def sign(self) -> Tensor:
        """(N,) in -1 to 1."""
        return self.unit() * 2 - 1

    def between(self, bounds: tuple[float, float]) -> Tensor:
        """(N,) between the two."""
        low, high = bounds
        return low + (high - low) * self.unit()

    def normal(self, *shape: int) -> Tensor:
        return torch.randn(self.count, *shape, generator=self.generator).to(self.device)

    def chance(self, share: float) -> Tensor:
        """(N, 1, 1, 1) of 0 and 1."""
        return (self.unit() < share).float()[:, None, None, None]
