"""The head that pretraining puts on the encoder and throws away afterwards (arXiv 2012.10873, section 3.2)."""

from __future__ import annotations

from torch import Tensor, nn


class MlpProjection(nn.Module):
    """The same small network at every instance, (…, C) -> (…, `projected_size`)."""

    def __init__(self, frame_size: int, hidden_size: int = 256, projected_size: int = 128) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(frame_size, hidden_size), nn.ReLU(), nn.Linear(hidden_size, projected_size)
        )

    def forward(self, instances: Tensor) -> Tensor:
        projected: Tensor = self.layers(instances)
        return projected
