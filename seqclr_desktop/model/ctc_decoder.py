"""CTC: a letter or nothing at each frame; the reading is what remains without repeats and blanks.

Graves et al., "Connectionist temporal classification" (ICML 2006).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn

from seqclr_desktop.model.alphabet import ANYTHING, BLANK
from seqclr_desktop.model.ctc_beam import search_ctc
from seqclr_desktop.model.decoder import Beam, Decoder, Spelling, grown_output
from seqclr_desktop.model.encoder import Frames


class CtcDecoder(Decoder):
    """One linear layer on the frames, `class_count` outputs with the blank at 0."""

    def __init__(self, frame_size: int, class_count: int, dropout: float = 0.3) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.output = nn.Linear(frame_size, class_count)
        with torch.no_grad():  # begin without a leaning towards the blank, the plateau where CTC gets stuck
            self.output.bias.zero_()
            self.output.bias[BLANK] = -1.0

    def forward(self, frames: Frames) -> Tensor:
        """Log probabilities (N, T, classes), float32."""
        scores: Tensor = self.output(self.dropout(frames.features))  # (N, T, classes)
        return scores.float().log_softmax(dim=2)

    def loss(self, frames: Frames, targets: list[list[int]]) -> Tensor:
        return ctc_loss(self(frames), frames.counts, targets)

    def read(self, frames: Frames) -> list[Spelling]:
        return read_greedily(self(frames), frames.counts)

    def search(self, frames: Frames, beam: Beam, count: int = 1) -> list[list[Spelling]]:
        rows = self(frames).cpu().numpy()
        counts = frames.counts.tolist()
        return [search_ctc(row[:length], beam, count) for row, length in zip(rows, counts, strict=True)]

    def can_spell(self, target: list[int], frame_count: int) -> bool:
        return 0 < frames_needed(target) <= frame_count

    def grow(self, class_count: int) -> None:
        self.output = grown_output(self.output, class_count)


def ctc_loss(log_probs: Tensor, counts: Tensor, targets: list[list[int]]) -> Tensor:
    """Mean negative log likelihood per character of the targets; scalar.

    `log_probs`: (N, T, classes), `counts`: (N,) frames; every target must fit (`frames_needed`). Where a
    target says ANYTHING, one more class of probability 1 takes the frames: they are masked out of the loss.
    """
    if any(ANYTHING in target for target in targets):
        free = log_probs.shape[2]
        log_probs = nn.functional.pad(log_probs, (0, 1))  # (N, T, classes + 1)
        targets = [[free if number == ANYTHING else number for number in target] for target in targets]
    lengths = torch.tensor([len(target) for target in targets])
    flat = torch.tensor([number for target in targets for number in target])
    loss = nn.functional.ctc_loss(
        log_probs.transpose(0, 1).cpu() if log_probs.device.type == "mps" else log_probs.transpose(0, 1),
        flat if log_probs.device.type == "mps" else flat.to(log_probs.device),
        counts.cpu(),
        lengths,
        blank=BLANK,
        reduction="sum",
    )
    return loss / max(int(lengths.sum()), 1)


def frames_needed(target: list[int]) -> int:
    """CTC needs a frame for each character, and a blank between two equal ones."""
    return len(target) + sum(a == b for a, b in pairwise(target))


def read_greedily(log_probs: Tensor, counts: Tensor) -> list[Spelling]:
    """The best number at each frame, repeats and blanks removed; one reading per line.

    A character's confidence is its highest probability over the frames that spell it.
    """
    best = log_probs.max(dim=2)
    numbers, values = best.indices.cpu().numpy(), best.values.cpu().numpy()
    readings = []
    for row, count in enumerate(counts.tolist()):
        spelled: list[int] = []
        sure: list[float] = []
        begun: list[int] = []
        before = BLANK
        probabilities = np.exp(values[row, :count]).tolist()
        for frame, (number, probability) in enumerate(zip(numbers[row, :count].tolist(), probabilities, strict=True)):
            if number != BLANK and number == before:
                sure[-1] = max(sure[-1], probability)
            elif number != BLANK:
                spelled.append(number)
                sure.append(probability)
                begun.append(frame)
            before = number
        path = float(values[row, :count].sum())
        readings.append(Spelling(tuple(spelled), tuple(sure), path, tuple(begun)))
    return readings
