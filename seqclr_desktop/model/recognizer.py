"""Encoder, decoder and alphabet together: line images in, texts with confidence out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from seqclr_desktop.document import Direction
from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.ctc_decoder import CtcDecoder, CtcReading, read_greedily
from seqclr_desktop.model.encoder import Encoder
from seqclr_desktop.model.line_batch import make_batch
from seqclr_desktop.model.settings import EncoderSettings
from seqclr_desktop.model.text_order import order_characters, to_logical


@dataclass(frozen=True)
class Reading:
    """What the model read: text in logical order, confidence per character and of the line (all 0–1)."""

    text: str
    confidence: float
    char_confidences: tuple[float, ...]


class Recognizer(nn.Module):
    """A model that reads lines."""

    def __init__(self, settings: EncoderSettings, alphabet: Alphabet) -> None:
        super().__init__()
        self.alphabet = alphabet
        self.encoder = Encoder(settings)
        self.decoder = CtcDecoder(settings.frame_size, alphabet.class_count)

    @property
    def settings(self) -> EncoderSettings:
        return self.encoder.settings

    @torch.no_grad()
    def read(self, lines: Sequence[np.ndarray], directions: Sequence[Direction]) -> list[Reading]:
        """Lines (H, W_i) uint8 of the model's height, in one batch; put lines of like width together."""
        device = next(self.parameters()).device
        was_training = self.training
        self.eval()
        batch = make_batch(lines).to(device)
        frames = self.encoder(batch)
        readings = read_greedily(self.decoder(frames), frames.counts)
        self.train(was_training)
        return [self._in_words(reading, direction) for reading, direction in zip(readings, directions, strict=True)]

    def grow_alphabet(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Make room for the characters of `texts` that the alphabet lacks; returns them.

        What was learned of the others is kept; new ones begin as unlikely as a rare letter.
        """
        grown = self.alphabet.grown_by(texts)
        new = grown.characters[len(self.alphabet.characters) :]
        if new:
            old = self.decoder.output
            output = nn.Linear(old.in_features, grown.class_count).to(old.weight.device)
            with torch.no_grad():
                output.weight.mul_(0.1)
                output.bias.fill_(float(old.bias[1:].min()) if len(old.bias) > 1 else 0.0)
                output.weight[: old.out_features] = old.weight
                output.bias[: old.out_features] = old.bias
            self.decoder.output = output
            self.alphabet = grown
        return new

    def _in_words(self, reading: CtcReading, direction: Direction) -> Reading:
        visual = self.alphabet.decode(reading.numbers)
        logical = to_logical(visual, direction)
        order = order_characters(visual, direction)
        sure = tuple(round(reading.confidences[place], 4) for place in order)
        return _trimmed(logical, sure)


def _trimmed(text: str, sure: tuple[float, ...]) -> Reading:
    """Without blanks at the ends and runs of blanks, as stored texts are."""
    kept = [
        place
        for place, character in enumerate(text)
        if character != " " or (text[:place].strip() and text[place:].strip() and text[place - 1] != " ")
    ]
    confidences = tuple(sure[place] for place in kept)
    return Reading("".join(text[place] for place in kept), _line_confidence(confidences), confidences)


def _line_confidence(sure: Sequence[float]) -> float:
    """Geometric mean over the characters: one hopeless letter counts, a long line is not punished. 0 for no text."""
    if not sure:
        return 0.0
    return round(math.exp(sum(math.log(max(p, 1e-4)) for p in sure) / len(sure)), 4)
