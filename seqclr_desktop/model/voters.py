"""Several recognisers that read each line, and vote on what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from torch import nn

from seqclr_desktop.document import Direction
from seqclr_desktop.model.calibration import calibrated
from seqclr_desktop.model.decoder import Beam
from seqclr_desktop.model.encoder import Frames
from seqclr_desktop.model.reader import Reader
from seqclr_desktop.model.recognizer import Reading, Recognizer
from seqclr_desktop.model.settings import EncoderSettings
from seqclr_desktop.model.vote import vote


@dataclass(frozen=True)
class FramesOfAll(Frames):
    """What the first recogniser sees, and in `others` what each of the others does."""

    others: tuple[Frames, ...] = ()


class Voters(Reader):
    """One reader made of several, all of one network and one alphabet, the best first."""

    def __init__(self, recognizers: Sequence[Recognizer], temperatures: Sequence[float]) -> None:
        """`temperatures` are those of each one's confidences (`calibration`), so that no one shouts the others down."""
        super().__init__()
        self.voters = nn.ModuleList(recognizers)
        self.temperatures = tuple(temperatures)
        self.alphabet = recognizers[0].alphabet
        self.decoder_settings = recognizers[0].decoder_settings

    @property
    def lead(self) -> Recognizer:
        return self._recognizers[0]

    @property
    def settings(self) -> EncoderSettings:
        return self.lead.settings

    def frames(self, lines: Sequence[np.ndarray]) -> FramesOfAll:
        first, *others = (recognizer.frames(lines) for recognizer in self._recognizers)
        return FramesOfAll(first.visual, first.contextual, first.counts, tuple(others))

    def read_frames(self, frames: Frames, directions: Sequence[Direction], beam: Beam | None = None) -> list[Reading]:
        """`frames` must be those that this reader made."""
        assert isinstance(frames, FramesOfAll), "each recogniser needs what it saw itself"
        heard = [
            recognizer.read_frames(seen, directions, beam)
            for recognizer, seen in zip(self._recognizers, (frames, *frames.others), strict=True)
        ]
        return [voted(readings, self.temperatures) for readings in zip(*heard, strict=True)]

    @property
    def _recognizers(self) -> list[Recognizer]:
        return [voter for voter in self.voters if isinstance(voter, Recognizer)]


def voted(readings: Sequence[Reading], temperatures: Sequence[float]) -> Reading:
    """What readers of these temperatures agree on, as each has read one line."""
    return vote([calibrated(*heard) for heard in zip(readings, temperatures, strict=True)])
