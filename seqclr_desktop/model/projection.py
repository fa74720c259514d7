"""The heads that pretraining puts on the encoder and throws away afterwards (arXiv 2012.10873, section 3.2).

All map the frames of a view one by one, (N, T, C) and counts (N,) -> (N, T, P), before they are pooled
into instances.
"""

from __future__ import annotations

from torch import Tensor, nn

from seqclr_desktop.model.encoder import BothDirections
from seqclr_desktop.model.settings import ProjectionKind


class NoProjection(nn.Module):
    """Contrast on the features themselves."""

    def forward(self, frames: Tensor, counts: Tensor) -> Tensor:  # noqa: ARG002 - one form for all heads
        return frames


class MlpProjection(nn.Module):
    """The same small network at every frame."""

    def __init__(self, frame_size: int, hidden_size: int = 256, projected_size: int = 128) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(frame_size, hidden_size), nn.ReLU(), nn.Linear(hidden_size, projected_size)
        )

    def forward(self, frames: Tensor, counts: Tensor) -> Tensor:  # noqa: ARG002
        projected: Tensor = self.layers(frames)
        return projected


class BilstmProjection(nn.Module):
    """A BiLSTM and a linear layer: each frame is projected in the context of its line."""

    def __init__(self, frame_size: int, hidden_size: int = 256, projected_size: int = 128) -> None:
        super().__init__()
        self.context = BothDirections(frame_size, hidden_size)
        self.output = nn.Linear(2 * hidden_size, projected_size)

    def forward(self, frames: Tensor, counts: Tensor) -> Tensor:
        projected: Tensor = self.output(self.context(frames, counts))
        return projected


def make_projection(kind: ProjectionKind, frame_size: int) -> nn.Module:
    """A head of that kind for features of that size."""
    if kind is ProjectionKind.NONE:
        return NoProjection()
    return MlpProjection(frame_size) if kind is ProjectionKind.MLP else BilstmProjection(frame_size)
