"""A second task without texts: restore strips of ink that were hidden.

Spans of narrow strips are made grey, and a small head guesses their raw pixels from the encoder's
frames (masked image modelling: SimMIM, Xie et al. 2022; strips of lines as in later work on
handwriting). Nothing has to be told from anything else, so there are no false negatives; what is learned is
what the ink looks like that must stand between other ink.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from seqclr_desktop.model.encoder import Encoder
from seqclr_desktop.model.line_batch import LineBatch, frame_mask
from seqclr_desktop.model.settings import EncoderSettings

_GREY = 0.5  # neither paper nor ink


class StripDecoder(nn.Module):
    """The head that pretraining throws away: frames (N, T, C) -> pixels of their strips (N, T, H * frame_px)."""

    def __init__(self, settings: EncoderSettings, hidden_size: int = 256) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(settings.frame_size, hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, settings.height_px * settings.frame_px),
        )

    def forward(self, frames: Tensor) -> Tensor:
        pixels: Tensor = self.layers(frames)
        return pixels


@dataclass(frozen=True)
class MaskedResult:
    """`loss`: squared error of the hidden pixels over their variance, about 1 for guessing their mean; scalar."""

    loss: Tensor

    @property
    def restored(self) -> float:
        """The share of the hidden ink that was restored; below 0 when the guess is worse than the mean."""
        return 1 - float(self.loss.detach())


def masked_loss(
    encoder: Encoder, head: StripDecoder, batch: LineBatch, share: float, generator: torch.Generator
) -> MaskedResult | None:
    """Hide about `share` of the strips and restore them; None when nothing hidden holds any ink."""
    settings = encoder.settings
    targets = strips_of(batch.images, settings.frame_px)  # (N, S, H * frame_px)
    counts = torch.div(batch.widths_px + settings.frame_px - 1, settings.frame_px, rounding_mode="floor")
    span = max(1, settings.height_px // settings.frame_px)
    hidden = hide_spans(counts, targets.shape[1], share, span, generator)
    guessed = head(encoder(LineBatch(hide(batch.images, hidden, settings.frame_px), batch.widths_px)).features)
    wanted = targets[hidden]  # (M, H * frame_px)
    if not len(wanted):
        return None
    spread = (wanted - wanted.mean()).square().sum()
    if float(spread) < 1e-3:
        return None
    error = (guessed[:, : targets.shape[1]][hidden].float() - wanted).square().sum()
    return MaskedResult(error / spread)


def hide_spans(counts: Tensor, strips: int, share: float, longest: int, generator: torch.Generator) -> Tensor:
    """(N, strips) bool: about `share` of the first `counts` strips of each line, in spans up to `longest`."""
    length = int(longest * (0.5 + 0.5 * float(torch.rand((), generator=generator)))) or 1
    chance = 1 - (1 - share) ** (1 / length)
    starts = (torch.rand(len(counts), 1, strips, generator=generator) < chance).float()
    covered = nn.functional.max_pool1d(starts, length, stride=1, padding=length // 2)[:, 0, :strips] > 0
    return covered.to(counts.device) & frame_mask(counts, strips)


def hide(images: Tensor, hidden: Tensor, frame_px: int) -> Tensor:
    """The pictures (N, 1, H, W) with the strips (N, S) made grey."""
    columns = hidden.repeat_interleave(frame_px, dim=1)[:, None, None, : images.shape[3]]
    return torch.where(columns, _GREY, images)


def strips_of(images: Tensor, frame_px: int) -> Tensor:
    """(N, 1, H, W) -> (N, W / frame_px, H * frame_px), the raw pixels of each strip."""
    count, _, height, width = images.shape
    strips = images[:, 0, :, : width - width % frame_px].reshape(count, height, -1, frame_px)
    return strips.permute(0, 2, 1, 3).flatten(2)
