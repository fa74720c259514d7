"""What reads lines, whether it is one recogniser or several that vote: whoever reads need not ask which."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from seqclr_desktop.document import Direction
from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.decoder import Beam
from seqclr_desktop.model.encoder import Frames
from seqclr_desktop.model.settings import DecoderSettings, EncoderSettings

if TYPE_CHECKING:
    from seqclr_desktop.model.recognizer import Reading, Recognizer


class Reader(nn.Module, ABC):
    """Line images in, texts with confidence out."""

    alphabet: Alphabet
    decoder_settings: DecoderSettings

    @property
    @abstractmethod
    def settings(self) -> EncoderSettings: ...

    @property
    @abstractmethod
    def lead(self) -> Recognizer:
        """The recogniser that is asked where one must do: what lines look like, what else words could be, teaching."""

    @abstractmethod
    def frames(self, lines: Sequence[np.ndarray]) -> Frames:
        """What is seen of lines (H, W_i) uint8, the `lead`'s view of them at least; ask for it `at_rest`."""

    @abstractmethod
    def read_frames(self, frames: Frames, directions: Sequence[Direction], beam: Beam | None = None) -> list[Reading]:
        """What stands in lines whose `frames`, by this reader, are there already."""

    def read(
        self, lines: Sequence[np.ndarray], directions: Sequence[Direction], beam: Beam | None = None
    ) -> list[Reading]:
        """Lines (H, W_i) uint8 of the model's height, in one batch; put lines of like width together.

        With `beam` the likeliest text is searched for, without it the likeliest letter is taken at each step.
        """
        with self.at_rest():
            return self.read_frames(self.frames(lines), directions, beam)

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Without dropout and gradients."""
        was_training = self.training
        self.eval()
        try:
            with torch.no_grad():
                yield
        finally:
            self.train(was_training)
